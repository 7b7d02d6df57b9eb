export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hexadecimal text, white space allowed; throws RangeError for anything else. */
export function fromHex(text: string): Uint8Array {
  const compact = text.replace(/\s/g, '');
  if (compact.length % 2 !== 0 || /[^0-9a-f]/i.test(compact)) throw new RangeError('not hexadecimal');
  return Uint8Array.from({ length: compact.length / 2 }, (_, index) =>
    Number.parseInt(compact.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Compares without leaving early. */
export function equalBytes(first: Uint8Array, second: Uint8Array): boolean {
  if (first.length !== second.length) return false;
  let difference = 0;
  for (let index = 0; index < first.length; index += 1)
    difference |= (first[index] ?? 0) ^ (second[index] ?? 0);
  return difference === 0;
}

export function uintOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

export function indexOfBytes(haystack: Uint8Array, needle: Uint8Array): number {
  for (let at = 0; at + needle.length <= haystack.length; at += 1) {
    let same = 0;
    while (same < needle.length && haystack[at + same] === needle[same]) same += 1;
    if (same === needle.length) return at;
  }
  return -1;
}
