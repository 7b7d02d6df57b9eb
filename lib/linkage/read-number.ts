/** What a typed identity number can still say. */
export interface TypedNumber {
  /** Twelve digits as high (first six) and low (last six), -1 when none. */
  high: number;
  low: number;
  /** Old nine-digit number, -1 when none. */
  old: number;
  /** Eleven digits as they stand, of which one may be lost; -1 when it is not eleven. */
  short: number;
  /** Something was typed that cannot be an identity number as it stands. */
  isMangled: boolean;
}

const none: TypedNumber = { high: -1, low: -1, old: -1, short: -1, isMangled: false };
const mangled: TypedNumber = { ...none, isMangled: true };

/**
 * Reads a number as lists have it: spaces, dots, a leading apostrophe, `.0` at the end, leading zeros lost (10 or 11
 * digits: twelve; 7 or 8: nine). `6,60E+10` holds no more than a few leading digits and is mangled.
 */
export function readNumber(text: string): TypedNumber {
  if (text === '') return none;
  const digits = /^\d+$/.test(text) ? text : bareDigits(text);
  if (digits === '') return none;
  if (!/^\d+$/.test(digits)) return mangled;
  switch (digits.length) {
    case 12:
    case 10:
      return twelve(digits.padStart(12, '0'));
    case 11:
      return { ...twelve(`0${digits}`), short: Number(digits) };
    case 9:
    case 8:
    case 7:
      return { ...none, old: Number(digits) };
    default:
      return mangled;
  }
}

function twelve(digits: string): TypedNumber {
  return { ...none, high: Number(digits.slice(0, 6)), low: Number(digits.slice(6)) };
}

function bareDigits(text: string): string {
  return text
    .trim()
    .replace(/[.,]0{1,2}$/, '')
    .replace(/[\s.'’`\u200b\u00a0\ufeff-]/g, '');
}

/** Digits in which two six-digit parts differ; 9 when they are only two neighbours exchanged. */
export function digitsDiffering(
  first: number,
  second: number,
  width: number,
): { count: number; isSwap: boolean } {
  let [a, b] = [first, second];
  let count = 0;
  let firstAt = -1;
  let lastAt = -1;
  const digitsA: number[] = [];
  const digitsB: number[] = [];
  for (let at = 0; at < width; at += 1) {
    const [x, y] = [a % 10, b % 10];
    digitsA.push(x);
    digitsB.push(y);
    if (x !== y) {
      count += 1;
      if (firstAt < 0) firstAt = at;
      lastAt = at;
    }
    a = Math.floor(a / 10);
    b = Math.floor(b / 10);
  }
  const isSwap =
    count === 2 &&
    lastAt === firstAt + 1 &&
    digitsA[firstAt] === digitsB[lastAt] &&
    digitsA[lastAt] === digitsB[firstAt];
  return { count, isSwap };
}

/** True when a digit left out of the twelve gives the eleven. */
export function isOneLost(short: number, high: number, low: number): boolean {
  const full = high * 1_000_000 + low;
  for (let power = 1; power < 1e12; power *= 10) {
    if (Math.floor(full / (power * 10)) * power + (full % power) === short) return true;
  }
  return false;
}
