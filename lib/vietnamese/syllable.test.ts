import { describe, expect, it } from 'vitest';
import { canonicalTone, hasVietnameseMarks, isSyllable, isUnmarkedSyllable, parseSyllable } from './index.ts';

describe('canonicalTone', () => {
  it.each([
    ['hoà', 'hòa'],
    ['Hoà', 'Hòa'],
    ['HOÀ', 'HÒA'],
    ['thuý', 'thúy'],
    ['khoẻ', 'khỏe'],
    ['oè', 'òe'],
    ['uỳ', 'ùy'],
    ['qúy', 'quý'],
    ['qùa', 'quà'],
    ['gìa', 'già'],
    ['hòan', 'hoàn'],
    ['khóet', 'khoét'],
    ['húynh', 'huýnh'],
    ['Tuy Hoà, Đăk Lăk', 'Tuy Hòa, Đăk Lăk'],
    ['ngọai', 'ngoại'],
    ['khủyu', 'khuỷu'],
    ['thúê', 'thuế'],
    ['múôn', 'muốn'],
    ['ho\u0300a', 'hòa'],
  ])('%s → %s', (raw, canonical) => {
    expect(canonicalTone(raw)).toBe(canonical);
    expect(canonicalTone(canonical)).toBe(canonical);
  });

  it.each([
    'hòa',
    'mía',
    'mùa',
    'giếng',
    'gìn',
    'gì',
    'giữa',
    'quốc',
    'quỳnh',
    'nguyễn',
    'thuở',
    'người',
    'rượu',
    'ấy',
    'ưu',
    'khuỵu',
    'xoong',
    'yếu',
    'Êđê',
    'Mlô',
    'Kbuôr',
    "H'Hen",
    'Ayŭn',
    'café',
  ])('%s stays', (word) => expect(canonicalTone(word)).toBe(word));
});

describe('isSyllable', () => {
  it.each([
    'Nguyễn',
    'ĐẮK',
    'lắk',
    'an',
    'y',
    'quyền',
    'giặt',
    'nghiêng',
    'khuya',
    'oanh',
    'uyên',
    'thuở',
    'huơ',
  ])('%s is one', (word) => expect(isSyllable(word)).toBe(true));
  it.each([
    'nguyôn',
    'lee',
    'kbuôr',
    'mlô',
    'hhen',
    'niêq',
    'ba1',
    '',
    'bcd',
    'hàt',
    'hòá',
    'xin-chào',
    'hwing',
  ])('%j is none', (word) => expect(isSyllable(word)).toBe(false));

  it('a closed syllable needs its tone, except Đăk Lăk', () => {
    expect(['đắc', 'việt', 'đăk', 'lăk'].every(isSyllable)).toBe(true);
    expect(['đap', 'viêt', 'nhât', 'đich'].some(isSyllable)).toBe(false);
    expect(parseSyllable('viêt')).toMatchObject({ nucleus: 'iê', tone: 'level' });
  });

  it('knows syllables that lost their marks', () => {
    expect(['nguyen', 'DUONG', 'hoa', 'giang'].every(isUnmarkedSyllable)).toBe(true);
    expect(['lee', 'ksor', 'nguyeenx', 'Hòa', ''].some(isUnmarkedSyllable)).toBe(false);
  });

  it('names the parts', () => {
    expect(parseSyllable('Quỳnh')).toEqual({ onset: 'qu', nucleus: 'y', coda: 'nh', tone: 'grave' });
    expect(parseSyllable('gìn')).toEqual({ onset: 'g', nucleus: 'i', coda: 'n', tone: 'grave' });
    expect(parseSyllable('giá')).toEqual({ onset: 'gi', nucleus: 'a', coda: '', tone: 'acute' });
  });

  it('knows marks from none', () => {
    expect(hasVietnameseMarks('Nguyen')).toBe(false);
    expect(hasVietnameseMarks('Đan')).toBe(true);
    expect(hasVietnameseMarks('tú')).toBe(true);
    expect(hasVietnameseMarks('Ayŭn')).toBe(false);
  });
});
