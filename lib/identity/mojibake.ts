// Windows-1252: what the bytes 80-9F look like; undefined bytes keep their code.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function byteOf(character: string): number | undefined {
  const code = character.charCodeAt(0);
  if (code <= 0xff) return code;
  const index = windows1252.indexOf(character);
  return index < 0 ? undefined : 0x80 + index;
}

/** Undoes "UTF-8 read as Windows-1252" ("Nguyá»…n" → "Nguyễn"); undefined when the text is not of that kind. */
export function undoMojibake(text: string): string | undefined {
  if (!/[\u00c2-\u00f4]/.test(text)) return undefined;
  const bytes: number[] = [];
  for (const character of text) {
    const byte = byteOf(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return decoded === text ? undefined : decoded;
  } catch {
    return undefined;
  }
}
