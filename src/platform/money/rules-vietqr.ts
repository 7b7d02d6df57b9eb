import { foldForSearch } from '#lib/vietnamese';

/** What a VietQR code says. EMVCo QR Code Specification (merchant presented); TCCS 03:2018/NHNNVN */
export interface VietQr {
  /** Bank identification number, six digits. */
  readonly bin: string;
  readonly account: string;
  readonly service: 'QRIBFTTA' | 'QRIBFTTC';
  /** Whole đồng; null = the payer types it (static code). */
  readonly amount: number | null;
  readonly purpose: string | null;
  readonly billNumber: string | null;
  readonly reference: string | null;
  readonly terminal: string | null;
}

export class VietQrError extends Error {
  override readonly name = 'VietQrError';
}

const guid = 'A000000727';
const currencyDong = '704';
const longestPurpose = 50;
const longestAmount = 13;

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF), four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** Text as bank networks carry it: no marks, no signs but space, full stop and hyphen; upper or lower case kept. */
export function plainBankText(text: string): string {
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    const plain = foldForSearch(letter);
    return letter === letter.toLowerCase() ? plain : plain.toUpperCase();
  });
  return letters
    .join('')
    .replaceAll(/[^A-Za-z0-9 .-]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

function field(id: string, value: string): string {
  if (value.length === 0 || value.length > 99)
    throw new VietQrError(`field ${id} has ${value.length} characters`);
  return id + String(value.length).padStart(2, '0') + value;
}

function additional(qr: VietQr): string {
  const parts: [string, string | null][] = [
    ['01', qr.billNumber],
    ['05', qr.reference],
    ['07', qr.terminal],
    ['08', qr.purpose],
  ];
  return parts
    .flatMap(([id, value]) =>
      value === null ? [] : [field(id, plainBankText(value).slice(0, longestPurpose))],
    )
    .join('');
}

function checkParts(qr: VietQr): void {
  if (!/^\d{6}$/.test(qr.bin)) throw new VietQrError('the bank number has six digits');
  if (!/^[A-Za-z0-9]{6,19}$/.test(qr.account))
    throw new VietQrError('the account has 6 to 19 letters or digits');
  if (qr.amount === null) return;
  if (!Number.isSafeInteger(qr.amount) || qr.amount <= 0 || String(qr.amount).length > longestAmount) {
    throw new VietQrError('the amount is whole đồng above zero, at most 13 digits');
  }
}

/** The payload to draw as a QR code. Throws VietQrError for what does not fit the format. */
export function buildVietQr(
  input: Pick<VietQr, 'bin' | 'account'> & Partial<Omit<VietQr, 'bin' | 'account'>>,
): string {
  const empty = {
    service: 'QRIBFTTA',
    amount: null,
    purpose: null,
    billNumber: null,
    reference: null,
    terminal: null,
  } as const;
  const qr: VietQr = { ...empty, ...input };
  checkParts(qr);
  const more = additional(qr);
  const beneficiary = field('00', qr.bin) + field('01', qr.account);
  const body = [
    field('00', '01'),
    field('01', qr.amount === null ? '11' : '12'),
    field('38', field('00', guid) + field('01', beneficiary) + field('02', qr.service)),
    field('53', currencyDong),
    qr.amount === null ? '' : field('54', String(qr.amount)),
    field('58', 'VN'),
    more === '' ? '' : field('62', more),
    '6304',
  ].join('');
  return body + crc16(body);
}

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})$/.exec(text.slice(at, at + 4));
    const length = Number(head?.[2]);
    const value = text.slice(at + 4, at + 4 + length);
    if (!head?.[1] || value.length !== length || fields.has(head[1]))
      throw new VietQrError(`broken field at ${at}`);
    fields.set(head[1], value);
    at += 4 + length;
  }
  return fields;
}

function amountOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  // VND has no minor unit; some issuers still write .00
  const amount = Number(/^(\d{1,13})(\.0{1,2})?$/.exec(text)?.[1]);
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new VietQrError('the amount is not whole đồng');
  return amount;
}

function serviceOf(text: string | undefined): VietQr['service'] {
  if (text === 'QRIBFTTA' || text === 'QRIBFTTC') return text;
  throw new VietQrError(`the service ${text} is not a transfer`);
}

function checkHead(fields: ReadonlyMap<string, string>, account: ReadonlyMap<string, string>): void {
  if (fields.get('00') !== '01') throw new VietQrError('not version 01');
  if (account.get('00') !== guid) throw new VietQrError('not a VietQR account');
  if (fields.get('53') !== currencyDong) throw new VietQrError('not in đồng');
}

/** Reads a payload. Throws VietQrError when the checksum, the structure or a value is wrong. */
export function parseVietQr(payload: string): VietQr {
  const body = payload.slice(0, -4);
  if (!body.endsWith('6304') || crc16(body) !== payload.slice(-4).toUpperCase()) {
    throw new VietQrError('the checksum does not match');
  }
  const fields = fieldsOf(payload);
  const account = fieldsOf(fields.get('38') ?? '');
  checkHead(fields, account);
  const beneficiary = fieldsOf(account.get('01') ?? '');
  const more = fieldsOf(fields.get('62') ?? '');
  const qr: VietQr = {
    bin: beneficiary.get('00') ?? '',
    account: beneficiary.get('01') ?? '',
    service: serviceOf(account.get('02')),
    amount: amountOf(fields.get('54')),
    purpose: more.get('08') ?? null,
    billNumber: more.get('01') ?? null,
    reference: more.get('05') ?? null,
    terminal: more.get('07') ?? null,
  };
  checkParts(qr);
  return qr;
}
