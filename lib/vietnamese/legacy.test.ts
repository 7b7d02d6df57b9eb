import { describe, expect, it } from 'vitest';
import {
  decodeLegacy,
  decodeTelexWord,
  decodeViqrWord,
  decodeVniKeysWord,
  detectLegacy,
  normaliseText,
  repairText,
  type TextSystem,
} from './index.ts';
import { tcvn3ToUnicode, vniToUnicode } from './legacy-tables.ts';

const vowels = 'aăâeêioôơuưy';
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const allLetters = vowels
  .split('')
  .flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')))
  .concat('đ');
const special = allLetters.filter((letter) => !/[a-z]/.test(letter));

describe('tables', () => {
  it('TCVN3 covers each of the 67 small letters once', () => {
    const letters = [...tcvn3ToUnicode.values()];
    expect(special).toHaveLength(67);
    expect(special.filter((letter) => !letters.includes(letter))).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
  });

  it('VNI covers every letter in both cases', () => {
    const letters = new Set(vniToUnicode.values());
    expect(special.filter((letter) => !letters.has(letter))).toEqual([]);
    expect(special.filter((letter) => !letters.has(letter.toUpperCase()))).toEqual([]);
  });
});

describe('decodeLegacy', () => {
  it.each<[TextSystem, string, string]>([
    ['tcvn3', 'NguyÔn V¨n ¸nh', 'Nguyễn Văn ánh'],
    ['tcvn3', 'TrÇn ThÞ H\u00adêng', 'Trần Thị Hường'],
    ['tcvn3', '§¾k L¾k', 'Đắk Lắk'],
    ['tcvn3', 'NGUYÔN', 'NGUYỄN'],
    ['vni', 'Nguyeãn Vaên AÙnh', 'Nguyễn Văn Ánh'],
    ['vni', 'Ñaék Laék', 'Đắk Lắk'],
    ['vni', 'TRAÀN THÒ HÖÔØNG', 'TRẦN THỊ HƯỜNG'],
    ['viqr', "Nguye^~n Va(n A'nh", 'Nguyễn Văn Ánh'],
    ['viqr', "DDa('k La('k", 'Đắk Lắk'],
    ['vni-keys', 'Nguye64n Va8n D9u7o7ng2', 'Nguyễn Văn Đường'],
    ['telex', 'Nguyeenx Vawn Dduwowngf', 'Nguyễn Văn Đường'],
    ['telex', 'Nguyeenx Coong', 'Nguyễn Công'],
    ['telex', 'xoong Nam', 'xoong Nam'],
    ['unicode', 'Nguyễn', 'Nguyễn'],
  ])('%s: %j → %j', (system, raw, text) => expect(decodeLegacy(raw, system)).toBe(text));
});

describe('words of the keyboard', () => {
  it.each([
    ['Nguyeenx', 'Nguyễn'],
    ['Ddawsk', 'Đắk'],
    ['Lee', 'Lê'],
    ['THIJ', 'THỊ'],
    ['neesu', 'nếu'],
    ['Trafan', 'Trần'],
    ['Hoaf', 'Hòa'],
    ['quys', 'quý'],
    ['Kbuor', undefined],
    ['Ksor', undefined],
    ['Anderss', undefined],
  ])('Telex %s → %s', (raw, word) => expect(decodeTelexWord(raw)).toBe(word));

  it.each([
    ['Nguye64n', 'Nguyễn'],
    ['D9a81k', 'Đắk'],
    ['Thi5', 'Thị'],
    ['Hu7o7ng2', 'Hường'],
    ['d9u7o72ng', 'đường'],
    ['d9uo72ng', 'đường'],
    ['Tuong72', 'Tường'],
    ['thuo73', 'thuở'],
    ['Nguyen64', 'Nguyễn'],
    ['Tho7', 'Thơ'],
    ['An', undefined],
    ['To 3', undefined],
  ])('VNI keys %s → %s', (raw, word) => expect(decodeVniKeysWord(raw)).toBe(word));

  it.each([
    ['Nguye^~n', 'Nguyễn'],
    ["H'Hen", undefined],
    ['d.', undefined],
    ['u+o+`', undefined],
  ])('VIQR %s → %s', (raw, word) => expect(decodeViqrWord(raw)).toBe(word));
});

describe('repairText', () => {
  it.each<[string, string, TextSystem]>([
    ['NguyÔn V¨n An', 'Nguyễn Văn An', 'tcvn3'],
    ['Nguyeãn Vaên An', 'Nguyễn Văn An', 'vni'],
    ['Nguyeenx Vawn An', 'Nguyễn Văn An', 'telex'],
    ['Leâ Minh Sôn', 'Lê Minh Sơn', 'vni'],
    ['Nguye64n Va8n An', 'Nguyễn Văn An', 'vni-keys'],
    ['Nguye^~n Va(n An', 'Nguyễn Văn An', 'viqr'],
    ['Nguyễn Văn An', 'Nguyễn Văn An', 'unicode'],
    ['NGUYEN VAN AN', 'NGUYEN VAN AN', 'unicode'],
    ["H'Hen Niê", "H'Hen Niê", 'unicode'],
    ['Y Ksor Êñuôl', 'Y Ksor Êñuôl', 'unicode'],
    ['John Anderson', 'John Anderson', 'unicode'],
    ['Siu Kpă', 'Siu Kpă', 'unicode'],
    ['Y Ñap Thị', 'Y Ñap Thị', 'unicode'],
    ['Y Ñap Mlô', 'Y Ñap Mlô', 'unicode'],
    ['Siu Ñu', 'Siu Ñu', 'unicode'],
    ['Ñoã Vaên An', 'Đỗ Văn An', 'vni'],
    ['Nguy?n V?n Th?', 'Nguy?n V?n Th?', 'unicode'],
    ['', '', 'unicode'],
  ])('%j → %j (%s)', (raw, text, system) => {
    expect(repairText(raw)).toMatchObject({ text, system });
  });

  it('puts tones in place afterwards', () => expect(normaliseText('Tuy Hoaf')).toBe('Tuy Hòa'));
});

describe('detectLegacy', () => {
  it('judges a column', () => {
    expect(detectLegacy(['NguyÔn V¨n An', 'TrÇn ThÞ B×nh', 'Lª V¨n C\u00adêng']).system).toBe('tcvn3');
    expect(detectLegacy(['Nguyeãn Vaên An', 'Traàn Thò Bình']).system).toBe('vni');
    expect(detectLegacy(['Nguyễn Văn An', "H'Hen Niê", 'Y Blă Êban']).system).toBe('unicode');
    expect(detectLegacy([])).toMatchObject({ system: 'unicode', confidence: 0 });
  });
});
