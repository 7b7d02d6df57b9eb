import { foldForSearch, parseName, unifyApostrophes } from '#lib/vietnamese';

// ICAO Doc 9303-3 §4.9: weights 7, 3, 1; A = 10 … Z = 35; filler = 0.
export function mrzCheckDigit(text: string): string {
  const weights = [7, 3, 1];
  let sum = 0;
  for (let index = 0; index < text.length; index += 1)
    sum += valueOf(text.charAt(index)) * (weights[index % 3] ?? 0);
  return String(sum % 10);
}

function valueOf(character: string): number {
  if (character === '<') return 0;
  const value = Number.parseInt(character, 36);
  return Number.isNaN(value) ? 0 : value;
}

export type MrzFormat = 'TD1' | 'TD3';
export type MrzCheckName =
  | 'documentNumber'
  | 'birth'
  | 'expiry'
  | 'optional'
  | 'personalNumber'
  | 'composite';

export interface MrzCheck {
  name: MrzCheckName;
  ok: boolean;
}

export interface Mrz {
  format: MrzFormat;
  lines: string[];
  documentCode: string;
  issuer: string;
  documentNumber: string;
  /** yyMMdd as printed; an unknown part is `<<`. */
  birth: string;
  /** M, F, or < when not stated. */
  sex: string;
  expiry: string;
  nationality: string;
  surname: string;
  givenNames: string;
  /** Optional data without trailing fillers. */
  optional: string;
  /** The 12-digit number of a Vietnamese card, from the optional data. */
  personalNumber?: string;
  checks: MrzCheck[];
  /** Every check digit holds. It says nothing of `unprotected` fields, nor of who printed it. */
  valid: boolean;
  /** Fields no check digit covers: an error there cannot be noticed. */
  unprotected: string[];
}

export type MrzResult =
  | { ok: true; mrz: Mrz }
  | { ok: false; reason: 'empty' | 'wrong_length' | 'wrong_characters' };

const unprotected = ['documentCode', 'issuer', 'nationality', 'sex', 'surname', 'givenNames'];

function trimFillers(text: string): string {
  return text.replace(/<+$/, '').replace(/</g, ' ').trim();
}

function splitNames(field: string): { surname: string; givenNames: string } {
  const [surname = '', ...given] = field.replace(/<+$/, '').split('<<');
  return { surname: trimFillers(surname), givenNames: trimFillers(given.join('<')) };
}

function check(name: MrzCheckName, covered: string, digit: string): MrzCheck {
  return { name, ok: mrzCheckDigit(covered) === (digit === '<' ? '0' : digit) };
}

function finish(mrz: Omit<Mrz, 'valid' | 'unprotected'>): MrzResult {
  return {
    ok: true,
    mrz: { ...mrz, valid: mrz.checks.every(({ ok }) => ok), unprotected: [...unprotected] },
  };
}

// ICAO Doc 9303-5 §4.2 (TD1: three lines of 30).
function parseTd1(lines: [string, string, string]): MrzResult {
  const [first, second, third] = lines;
  const long = first.charAt(14) === '<' && first.charAt(15) !== '<';
  const extension = long ? (first.slice(15).split('<')[0] ?? '') : '';
  const documentNumber = trimFillers(first.slice(5, 14)) + extension.slice(0, -1);
  const optional = long ? first.slice(15 + extension.length) : first.slice(15);
  const checks = [
    long
      ? check('documentNumber', first.slice(5, 14) + extension.slice(0, -1), extension.slice(-1))
      : check('documentNumber', first.slice(5, 14), first.charAt(14)),
    check('birth', second.slice(0, 6), second.charAt(6)),
    check('expiry', second.slice(8, 14), second.charAt(14)),
  ];
  // Vietnamese cards: 12-digit number, two fillers, check digit over these 14.
  const vietnamese = first.slice(2, 5) === 'VNM' ? /^(\d{12})<<(.)$/.exec(first.slice(15)) : null;
  if (vietnamese) checks.push(check('personalNumber', first.slice(15, 29), vietnamese[2] ?? ''));
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
  checks.push({ name: 'composite', ok: mrzCheckDigit(composite) === second.charAt(29) });
  return finish({
    format: 'TD1',
    lines,
    documentCode: trimFillers(first.slice(0, 2)),
    issuer: trimFillers(first.slice(2, 5)),
    documentNumber,
    birth: second.slice(0, 6),
    sex: second.charAt(7),
    expiry: second.slice(8, 14),
    nationality: trimFillers(second.slice(15, 18)),
    optional: trimFillers(optional + second.slice(18, 29)),
    ...splitNames(third),
    ...(vietnamese?.[1] ? { personalNumber: vietnamese[1] } : {}),
    checks,
  });
}

// ICAO Doc 9303-4 §4.2 (TD3: two lines of 44).
function parseTd3(lines: [string, string]): MrzResult {
  const [first, second] = lines;
  const checks = [
    check('documentNumber', second.slice(0, 9), second.charAt(9)),
    check('birth', second.slice(13, 19), second.charAt(19)),
    check('expiry', second.slice(21, 27), second.charAt(27)),
    check('optional', second.slice(28, 42), second.charAt(42)),
    { name: 'composite' as const, ok: mrzCheckDigit(compositeTd3(second)) === second.charAt(43) },
  ];
  return finish({
    format: 'TD3',
    lines,
    documentCode: trimFillers(first.slice(0, 2)),
    issuer: trimFillers(first.slice(2, 5)),
    documentNumber: trimFillers(second.slice(0, 9)),
    birth: second.slice(13, 19),
    sex: second.charAt(20),
    expiry: second.slice(21, 27),
    nationality: trimFillers(second.slice(10, 13)),
    optional: trimFillers(second.slice(28, 42)),
    ...splitNames(first.slice(5)),
    checks,
  });
}

function compositeTd3(second: string): string {
  return second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43);
}

/** Reads TD1 (cards) and TD3 (passports), as lines or as one run of 90 or 88 characters. Never throws. */
export function parseMrz(text: string): MrzResult {
  const compact = text.toUpperCase().replace(/[«‹]/g, '<').replace(/\s/g, '');
  if (compact === '') return { ok: false, reason: 'empty' };
  if (compact.length !== 90 && compact.length !== 88) return { ok: false, reason: 'wrong_length' };
  if (!/^[A-Z0-9<]+$/.test(compact)) return { ok: false, reason: 'wrong_characters' };
  if (compact.length === 90)
    return parseTd1([compact.slice(0, 30), compact.slice(30, 60), compact.slice(60)]);
  return parseTd3([compact.slice(0, 44), compact.slice(44)]);
}

export interface MrzKeyFields {
  /** For Vietnamese cards the last nine digits of the 12-digit number, or all twelve. */
  documentNumber: string;
  /** yyMMdd. */
  birth: string;
  /** yyMMdd. */
  expiry: string;
}

/** "MRZ information" from which the chip's access key is made (ICAO Doc 9303-11 §9.7.2). */
export function mrzInformation(fields: MrzKeyFields): string {
  const isPersonalNumber = /^\d{12}$/.test(fields.documentNumber);
  const short = isPersonalNumber ? fields.documentNumber.slice(3) : fields.documentNumber.toUpperCase();
  const number = short.padEnd(9, '<');
  return [number, fields.birth, fields.expiry].map((part) => part + mrzCheckDigit(part)).join('');
}

/** Vietnamese letters as the machine-readable zone writes them: no marks, Đ as D, no apostrophe. */
export function toMrzText(text: string): string {
  return foldForSearch(unifyApostrophes(text))
    .toUpperCase()
    .replace(/'/g, '')
    .replace(/[^A-Z0-9]+/g, '<')
    .replace(/^<|<$/g, '');
}

export interface Td1Fields {
  personalNumber: string;
  name: string;
  birth: string;
  sex: 'M' | 'F' | '<';
  expiry: string;
}

/** Writes the zone of a Vietnamese identity card. The name is cut when it is too long. */
export function buildVietnameseTd1(fields: Td1Fields): string[] {
  const number = fields.personalNumber.slice(3);
  const optional = `${fields.personalNumber}<<`;
  const first = `IDVNM${number}${mrzCheckDigit(number)}${optional}${mrzCheckDigit(optional)}`;
  const birth = fields.birth + mrzCheckDigit(fields.birth);
  const expiry = fields.expiry + mrzCheckDigit(fields.expiry);
  const filler = '<'.repeat(11);
  const composite = mrzCheckDigit(first.slice(5) + birth + expiry + filler);
  return [first, `${birth}${fields.sex}${expiry}VNM${filler}${composite}`, mrzNameField(fields.name, 30)];
}

/** SURNAME<<GIVEN<NAMES, filled and cut to `length` (ICAO Doc 9303-3 §4.6). */
export function mrzNameField(name: string, length: number): string {
  const words = parseName(name).full.split(' ').map(toMrzText).filter(Boolean);
  const [surname = '', ...given] = words;
  const field = given.length > 0 ? `${surname}<<${given.join('<')}` : surname;
  return field.slice(0, length).padEnd(length, '<');
}
