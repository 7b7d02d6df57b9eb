import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { missingGlyphs, readTypeface, splitText, textWidth, wrapText } from './typeface.ts';

function file(subset: string, weight: string, ending = 'woff'): Uint8Array {
  return readFileSync(
    fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weight}.${ending}`)),
  );
}

const all = (weight: string) => ['latin', 'latin-ext', 'vietnamese'].map((subset) => file(subset, weight));
const noto = await readTypeface('Noto Sans', {
  regular: all('400-normal'),
  bold: all('700-normal'),
  italic: all('400-italic'),
  'bold-italic': all('700-italic'),
});
const text = (value: string) => ({ text: value, style: 'regular' as const, size: 10 });

describe('typeface', () => {
  it('has every letter of Vietnamese, Ê Đê and M’nông over its three files', () => {
    const letters = 'aăâbcdđeêghiklmnoôơpqrstuưvxyĕĭŏŭƀñčjwzfẮằẳẵặẦẩẫậẾềểễệỐồổỗộỚờởỡợỨừửữựỳỷỹỵ’–…•₫';
    expect(missingGlyphs(noto, letters + letters.toUpperCase())).toEqual([]);
    expect(missingGlyphs(noto, 'ư\u0306 漢')).toEqual(['漢']);
  });

  it('splits by file and joins back to the same text', () => {
    const pieces = splitText(noto, text('Cộng hoà Ƀkrông'));
    expect(pieces.map((piece) => piece.text).join('')).toBe('Cộng hoà Ƀkrông');
    expect(new Set(pieces.map((piece) => piece.part.id)).size).toBe(3);
  });

  it('treats decomposed and composed text alike', () => {
    expect(textWidth(noto, text('Đắk Lắk'.normalize('NFD')))).toBeCloseTo(
      textWidth(noto, text('Đắk Lắk')),
      6,
    );
  });

  it('isolates the letter that carries a drawn breve, without widening the text', () => {
    const pieces = splitText(noto, text('Tư\u0306m'));
    expect(pieces.filter((piece) => piece.breve).map((piece) => piece.text)).toEqual(['ư']);
    expect(textWidth(noto, text('Tư\u0306m'))).toBeCloseTo(textWidth(noto, text('Tưm')), 6);
  });

  it('wraps within the width, breaking a word only when it alone is too wide', () => {
    const lines = wrapText(noto, text('Giấy tiếp nhận hồ sơ và hẹn trả kết quả'), 90);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(textWidth(noto, text(line))).toBeLessThanOrEqual(90);
    expect(lines.join(' ')).toBe('Giấy tiếp nhận hồ sơ và hẹn trả kết quả');
    const long = wrapText(noto, text('a'.repeat(80)), 90);
    expect(long.join('')).toBe('a'.repeat(80));
    for (const line of long) expect(textWidth(noto, text(line))).toBeLessThanOrEqual(90);
  });

  it('refuses WOFF2, which cannot be subset', async () => {
    const one = [file('latin', '400-normal', 'woff2')];
    await expect(
      readTypeface('x', { regular: one, bold: [], italic: [], 'bold-italic': [] }),
    ).rejects.toThrow(/WOFF2/);
  });
});
