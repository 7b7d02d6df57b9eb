// Crockford's base 32: no I, L, O, U, so that a code survives being typed by hand.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bodyLength = 8;
const codeLength = bodyLength + 3;

const signsOnly = /^[0-9A-HJKMNP-TV-Z]*$/;
const kindShape = /^[ABCDEFGHJKMNPQRSTVWXYZ]{2}$/;

/** Product in GF(32) with the polynomial x⁵ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let x = a, y = b; y > 0; y >>= 1) {
    if (y & 1) product ^= x;
    x = x & 16 ? ((x << 1) ^ 0b100101) & 31 : x << 1;
  }
  return product;
}

/** Each place has a weight of its own, so that any one wrong sign and any two exchanged signs are found. */
function checkSign(text: string): string {
  let sum = 0;
  let weight = 2;
  for (const sign of text) {
    sum ^= times(alphabet.indexOf(sign), weight);
    weight = times(weight, 2);
  }
  return alphabet.charAt(sum);
}

/**
 * A payment code: two letters of kind, eight signs, one check sign (`HS7K2M9QPXA`). It is the only thing a transfer
 * description must keep for its payment to be found.
 * @param kind two letters without I, L, O, U
 * @param random five random bytes
 */
export function makePaymentCode(kind: string, random: Uint8Array): string {
  if (!kindShape.test(kind)) throw new RangeError(`not a kind of payment code: ${kind}`);
  if (random.length !== 5) throw new RangeError('a payment code needs five random bytes');
  const bits = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const body = Array.from({ length: bodyLength }, (_, i) =>
    alphabet.charAt(Number((bits >> BigInt(35 - 5 * i)) & 31n)),
  );
  const text = kind + body.join('');
  return text + checkSign(text);
}

export function isPaymentCode(text: string): boolean {
  if (text.length !== codeLength || !kindShape.test(text.slice(0, 2))) return false;
  if (!signsOnly.test(text)) return false;
  return checkSign(text.slice(0, -1)) === text.slice(-1);
}

/**
 * The codes a description may hold, leftmost first. Banks change case, strip signs, break lines, insert spaces and glue
 * their own text on both sides; people read 0 as O and 1 as I or L. A hit is only a candidate: it counts when such a code
 * was issued.
 */
export function findPaymentCodes(description: string, kinds: readonly string[]): string[] {
  const plain = description.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const found: string[] = [];
  for (let at = 0; at + codeLength <= plain.length; at += 1) {
    const kind = plain.slice(at, at + 2);
    if (!kinds.includes(kind)) continue;
    const rest = plain
      .slice(at + 2, at + codeLength)
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1');
    const code = kind + rest;
    if (isPaymentCode(code) && !found.includes(code)) found.push(code);
  }
  return found;
}
