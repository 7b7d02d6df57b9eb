import { describe, expect, it } from 'vitest';
import {
  capitaliseName,
  compareNames,
  fold,
  foldWide,
  nameSortKey,
  normaliseName,
  parseName,
  splitNameNotes,
} from './index.ts';

describe('parseName', () => {
  it.each([
    ['Nguyễn Văn An', { form: 'kinh', family: 'Nguyễn', middle: 'Văn', given: 'An' }],
    ['Lê An', { form: 'kinh', family: 'Lê', middle: '', given: 'An' }],
    ['Công Tằng Tôn Nữ Thị Hoà', { form: 'kinh', family: 'Công Tằng Tôn Nữ', middle: 'Thị', given: 'Hòa' }],
    ['Tôn Nữ Hoa', { form: 'kinh', family: 'Tôn Nữ', middle: '', given: 'Hoa' }],
    ['Tôn Nữ', { form: 'kinh', family: 'Tôn', middle: '', given: 'Nữ' }],
    ['An', { form: 'single', family: '', given: 'An' }],
    ['', { form: 'single', family: '', given: '' }],
    ['Y Thắng Êban', { form: 'clan-last', prefix: 'Y', given: 'Thắng', family: 'Êban' }],
    ['Y Blă Niê Kđăm', { form: 'clan-last', prefix: 'Y', given: 'Blă', family: 'Niê Kđăm' }],
    ["H' Bia Mlô Duôn Du", { form: 'clan-last', prefix: "H'", given: 'Bia', family: 'Mlô Duôn Du' }],
    ['H Hen Niê', { form: 'clan-last', prefix: "H'", given: 'Hen', family: 'Niê', full: "H'Hen Niê" }],
    ['H’Lan', { form: 'clan-last', prefix: "H'", given: 'Lan', family: '' }],
    ['Y Thu Hà Lạ', { form: 'clan-last', prefix: 'Y', given: 'Thu Hà', family: 'Lạ' }],
    ['La Lan Tuấn', { form: 'kinh', family: 'La Lan', middle: '', given: 'Tuấn' }],
    ["Mang H'Phưng", { form: 'clan-first', family: 'Mang', prefix: "H'", given: 'Phưng' }],
    ['Niê Y Thắng', { form: 'clan-first', family: 'Niê', prefix: 'Y', given: 'Thắng' }],
    ['Trần Như Ý', { form: 'kinh', family: 'Trần', middle: 'Như', given: 'Ý' }],
    ['Ý Nhi', { form: 'kinh', family: 'Ý', given: 'Nhi' }],
  ])('%s', (text, expected) => expect(parseName(text)).toMatchObject(expected));
});

describe('capitaliseName', () => {
  it.each([
    ['NGUYỄN VĂN AN', 'Nguyễn Văn An'],
    ["H'HEN NIÊ", "H'Hen Niê"],
    ['h’ bia mlô', "H'Bia Mlô"],
    ['y blă êban', 'Y Blă Êban'],
    ['niê-kđăm', 'Niê-Kđăm'],
    ['ƀkrông', 'Ƀkrông'],
  ])('%s → %s', (raw, name) => expect(capitaliseName(raw)).toBe(name));

  it('normaliseName keeps case', () => expect(normaliseName(' TRẦN  THỊ HOÀ')).toBe('TRẦN THỊ HÒA'));
});

describe('order', () => {
  it('sorts by tên, then họ, then đệm, in Vietnamese order', () => {
    const sorted = [
      'Trần Văn An',
      'Lê Thị Ân',
      'Nguyễn Văn An',
      'Nguyễn Anh An',
      'Đỗ Anh',
      'Y Blă Êban',
      'Hồ Văn Đạt',
      'Hồ Văn Dương',
      'Lê Hòa',
      'An Hoa',
      'Bùi Hóa',
      "H'Hoa Mlô",
    ].sort(compareNames);
    expect(sorted).toEqual([
      'Nguyễn Anh An',
      'Nguyễn Văn An',
      'Trần Văn An',
      'Đỗ Anh',
      'Lê Thị Ân',
      'Y Blă Êban',
      'Hồ Văn Dương',
      'Hồ Văn Đạt',
      'An Hoa',
      "H'Hoa Mlô",
      'Lê Hòa',
      'Bùi Hóa',
    ]);
  });

  it('keys are plain ASCII and blind to case and composition', () => {
    const key = nameSortKey('Nguyễn Thị Ưng');
    expect(key).toMatch(/^[\x20-\x7e]+$/);
    expect(nameSortKey('NGUYỄN THỊ ƯNG'.normalize('NFD'))).toBe(key);
    expect(compareNames('Lê An', 'lê an')).toBe(0);
  });
});

describe('foldWide', () => {
  it.each([
    ['Huỳnh Thị Thy', 'Hoàng Thị Thi'],
    ['Võ Mỹ Quý', 'Vũ Mĩ Quí'],
    ['Lê Phước', 'Le Phuc'],
  ])('%s is %s', (first, second) => expect(foldWide(first)).toBe(foldWide(second)));

  it('keeps what is different in every region apart', () => {
    expect(foldWide('Y Blă Êban')).toBe('y bla eban');
    expect(foldWide('Thùy')).not.toBe(foldWide('Thủi'));
    expect(foldWide('Nguyễn Hoàng')).toBe(fold('Nguyễn Hoàng'));
  });
});

describe('splitNameNotes', () => {
  it.each([
    ['Ông Nguyễn Văn An', 'Nguyễn Văn An', ['Ông']],
    ['bà: Trần Thị Bé', 'Trần Thị Bé', ['bà:']],
    ['Anh Thư', 'Anh Thư', []],
    ['Nguyễn Văn An (chết)', 'Nguyễn Văn An', ['chết']],
    ['Nguyễn Văn An - chủ hộ', 'Nguyễn Văn An', ['chủ hộ']],
    ["H'Hen Niê (tên thường gọi: Amí Thử), đã chết", "H'Hen Niê", ['tên thường gọi: Amí Thử', 'đã chết']],
    ['Lê Thị Con', 'Lê Thị Con', []],
    ['Lê Thị Bé, con', 'Lê Thị Bé', ['con']],
    ['', '', []],
  ])('%j', (text, name, notes) => expect(splitNameNotes(text)).toEqual({ name, notes }));
});
