// EMVCo merchant-presented QR as NAPAS 247 uses it; the bank builds it by itself, so that it checks ours.

export interface QrTransfer {
  bin: string;
  account: string;
  amount?: number;
  purpose: string;
}

const PURPOSE_LIMIT = 25;

/** Letters a bank network carries: no accents, no signs but space, dot and hyphen. */
export function plainPurpose(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^A-Za-z0-9 .-]/g, '')
    .slice(0, PURPOSE_LIMIT);
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}

export function vietQr(transfer: QrTransfer): string {
  const beneficiary = field('00', transfer.bin) + field('01', transfer.account);
  const merchant = field('00', 'A000000727') + field('01', beneficiary) + field('02', 'QRIBFTTA');
  const head = [
    field('00', '01'),
    field('01', transfer.amount === undefined ? '11' : '12'),
    field('38', merchant),
    field('53', '704'),
    transfer.amount === undefined ? '' : field('54', String(transfer.amount)),
    field('58', 'VN'),
    field('62', field('08', transfer.purpose)),
    '6304',
  ].join('');
  return head + crc16(head);
}

// CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, over everything up to and including "6304".
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
