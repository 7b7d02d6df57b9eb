import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlaceChangeRow, type PlaceUnitRow, parseSheet } from '#lib/catalog';
import { createGazetteer } from './gazetteer.ts';
import { type Change, type Unit, fullName } from './rules.ts';

const folder = new URL('../../../catalog/places/', import.meta.url);
const sheets = readdirSync(folder).map((file) => parseSheet(readFileSync(new URL(file, folder), 'utf8')));
const of = <T>(kind: string): T[] =>
  sheets.filter((sheet) => sheet.sheet === kind).flatMap((sheet) => sheet.rows as T[]);
const units: Unit[] = of<PlaceUnitRow>('place-unit').map((row) => ({
  ...row,
  validFrom: row.validFrom ?? '-infinity',
  formerProvince: row.formerProvince ?? null,
  agencyCode: row.agencyCode ?? null,
  areaKm2: row.areaKm2 ?? null,
  lat: row.lat ?? null,
  lon: row.lon ?? null,
  neighbours: row.neighbours ?? [],
  aliases: row.aliases ?? [],
}));
const changes: Change[] = of<PlaceChangeRow>('place-change').map((row) => ({
  ...row,
  hint: row.hint ?? null,
}));
const gazetteer = createGazetteer(units, changes);
const today = '2026-11-23';
const resolve = (text: string, writtenOn?: string) => gazetteer.resolve({ text, writtenOn, today });
const sure = (text: string, writtenOn?: string): string | null => resolve(text, writtenOn).unit?.code ?? null;

describe('an address that leaves no doubt', () => {
  it.each([
    ['Buôn Tring 2, phường Buôn Hồ, tỉnh Đắk Lắk', undefined, '24305'],
    ['24 Nguyễn Trãi, P. Buôn Hồ, Đắk Lắk', undefined, '24305'],
    ['xã Hòa Phú, TP BMT, tỉnh Đắk Lắk', undefined, '24175'],
    ['Thôn 3, xã Hòa Xuân, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk', '2021-05-02', '24175'],
    ['thôn Phú Khê, xã Hòa Xuân, tỉnh Đắk Lắk', '2026-02-01', '22291'],
    ['P. Thành Công, TP. Buôn Ma Thuột, Đắk Lắk', '2023-01-01', '24133'],
    ['phường Thắng Lợi, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk', '2019-01-01', '24133'],
    ['xã Krông Na, huyện Buôn Đôn, tỉnh Đắk Lắk', undefined, '24235'],
    ['Buôn Jun, thị trấn Liên Sơn, huyện Lắk, tỉnh Đắk Lắk', undefined, '24580'],
    ['xã Ea D’Rơng, huyện Cư M’gar, tỉnh Đắk Lắk', undefined, '24301'],
    ["xã Ea H'leo, huyện Ea H'leo, Đắk Lắk", undefined, '24184'],
    ['TT. Ea Kar, H. Ea Kar, ĐL', undefined, '24373'],
    ['TT EA KAR H EA KAR DAK LAK', undefined, '24373'],
    ['xa ea kmut, huyen ea kar, daklak', undefined, '24373'],
    ['xã Vụ Bổn, huyện Krông Păk, tỉnh Đăk Lăk', undefined, '24529'],
    ['xã Vụ Bổn, H Krông Pắc', undefined, '24529'],
    ['Phường 1, thành phố Tuy Hòa, tỉnh Phú Yên', undefined, '22015'],
    ['P1, TP Tuy Hoà, Phú Yên', undefined, '22015'],
    ['xã Ia Lốp, tỉnh Đắk Lắk', '2026-01-01', '24214'],
    ['phường Tân An, tỉnh Đắk Lắk', '2026-01-01', '24163'],
    ['xã Chư Pơng, huyện Krông Búk, tỉnh Đắk Lắk', undefined, '24313'],
  ])('%s (%s) is %s', (text, writtenOn, code) => {
    expect(sure(text, writtenOn)).toBe(code);
  });

  it('keeps what stands before the unit as it was written', () => {
    expect(resolve('Buôn Tring 2, phường Buôn Hồ, tỉnh Đắk Lắk').rest).toBe('Buôn Tring 2');
    expect(resolve('xã Hòa Phú, TP BMT, tỉnh Đắk Lắk').rest).toBe('');
    expect(resolve('H’ Blă, 12/3 Lê Duẩn - P. Tân Lập, TP. Buôn Ma Thuột').rest).toBe('H’ Blă, 12/3 Lê Duẩn');
  });
});

describe('an address that leaves doubt', () => {
  it('names every heir of a divided unit, and decides by the hamlet where the hint does', () => {
    const eaBhok = resolve('xã Ea BHốk, huyện Cư Kuin, tỉnh Đắk Lắk');
    expect(eaBhok.unit).toBeNull();
    expect(eaBhok.candidates.map((c) => [c.unit.code, c.isDivided])).toEqual([
      ['24544', true],
      ['24561', true],
    ]);
    const ward9 = resolve('Phường 9, thành phố Tuy Hòa, tỉnh Phú Yên');
    expect(ward9.candidates.map((c) => c.unit.code)).toEqual(['22015', '22045']);
    expect(ward9.candidates[0]?.hint).toContain('Ninh Tịnh 2');
    expect(sure('khu phố Ninh Tịnh 2, Phường 9, thành phố Tuy Hòa, tỉnh Phú Yên')).toBe('22015');
    expect(sure('khu phố Ninh Tịnh 3, Phường 9, thành phố Tuy Hòa, tỉnh Phú Yên')).toBeNull();
    expect(sure('thôn Đông Phước, xã Hòa An, huyện Phú Hòa, tỉnh Phú Yên')).toBe('22015');
  });

  it('asks when old and new units share a name and nothing tells them apart', () => {
    const result = resolve('Hòa Xuân');
    expect(result.unit).toBeNull();
    expect(result.candidates.map((c) => c.unit.code).toSorted()).toEqual(['22291', '24175'].toSorted());
  });

  it('does not take a ward called like a province for the place', () => {
    const result = resolve('Hòa Trị, Phú Hòa, Phú Yên');
    expect(
      result.candidates
        .slice(0, 2)
        .map((c) => c.unit.code)
        .toSorted(),
    ).toEqual(['22015', '22303']);
    expect(sure('phường Phú Yên, tỉnh Đắk Lắk')).toBe('22240');
  });

  it('offers the communes of a district when no commune is named', () => {
    const result = resolve('huyện Lắk, tỉnh Đắk Lắk', '2020-01-01');
    expect(result.level).toBe('district');
    expect(result.unit).toBeNull();
    expect(result.candidates.map((c) => c.unit.code)).toEqual(['24580', '24595', '24598', '24604', '24607']);
  });

  it('does not mistake a hamlet or a street for a commune', () => {
    expect(resolve('buôn Ea Kao, xã Ea Tul, tỉnh Đắk Lắk').candidates[0]?.unit.code).toBe('24277');
    expect(resolve('đường Ea Kar, phường Tân Lập, tỉnh Đắk Lắk').candidates[0]?.unit.code).toBe('24121');
  });

  it('knows when it knows nothing', () => {
    expect(resolve('Quận 1, Thành phố Hồ Chí Minh')).toMatchObject({
      unit: null,
      candidates: [],
      level: 'none',
    });
    expect(resolve('tỉnh Đắk Lắk')).toMatchObject({ unit: null, candidates: [], level: 'province' });
    expect(resolve('')).toMatchObject({ unit: null, level: 'none', rest: '' });
  });

  it('a wrong district never gives a sure answer', () => {
    expect(sure('xã Ea Kao, huyện Lắk, tỉnh Đắk Lắk')).toBeNull();
  });
});

describe('every unit under its own printed address', () => {
  const provinceName = (unit: Unit): string => gazetteer.parents(unit).at(-1)?.name ?? '';
  const plain = (text: string): string =>
    text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toUpperCase();

  it('of today is found, with and without diacritics, typed NFC or NFD', () => {
    for (const unit of units.filter((u) => u.level === 'commune' && u.validTo === null)) {
      const address = `Thôn 2, ${fullName(unit)}, tỉnh ${provinceName(unit)}`;
      for (const text of [address, address.normalize('NFD'), plain(address)]) {
        expect(sure(text, '2026-05-01'), text).toBe(unit.code);
      }
    }
  });

  it('of before leads to exactly the units the resolution names', () => {
    for (const unit of units.filter((u) => u.level === 'commune' && u.validTo !== null)) {
      const [district] = gazetteer.parents(unit);
      if (district === undefined) throw new Error(unit.code);
      const day = unit.validTo === '2024-11-01' ? '2024-10-31' : '2025-06-30';
      const heirs = gazetteer.successors(unit.code, day, today).map((heir) => heir.unit.code);
      const text = `${fullName(unit)}, ${fullName(district)}, tỉnh ${provinceName(unit)}`;
      const result = resolve(text, day);
      expect(heirs.length, text).toBeGreaterThan(0);
      if (heirs.length === 1) expect(result.unit?.code, text).toBe(heirs[0]);
      else {
        expect(result.unit, text).toBeNull();
        expect(
          result.candidates
            .slice(0, heirs.length)
            .map((c) => c.unit.code)
            .toSorted(),
          text,
        ).toEqual(heirs.toSorted());
      }
    }
  });

  it('never throws, and its confidences are figures between 0 and 1', () => {
    const word = fc.constantFrom(
      'xã',
      'phường',
      'Hòa Phú',
      'P',
      '9',
      'TP',
      'Buôn Hồ',
      'Lắk',
      'Đắk Lắk',
      ',',
      'h',
      'm',
      '.',
      'buôn',
      '﻿',
      'Ea',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 14 }), (words) => {
        const result = resolve(words.join(' '));
        for (const candidate of result.candidates) {
          expect(candidate.confidence).toBeGreaterThanOrEqual(0);
          expect(candidate.confidence).toBeLessThan(1);
          expect(candidate.unit.validTo).toBeNull();
        }
      }),
      { numRuns: process.env['SEREPOK_LONG'] === '1' ? 20_000 : 300 },
    );
  });
});

describe('successors, origins, search', () => {
  it('follows two steps: Thống Nhất went to Tân Tiến, and that to Buôn Ma Thuột', () => {
    const heirs = gazetteer.successors('24127', '2023-01-01', today);
    expect(heirs.map((heir) => [heir.unit.code, heir.steps.length, heir.isDivided])).toEqual([
      ['24133', 2, false],
    ]);
    expect(gazetteer.successors('24127', '2023-01-01', '2024-12-31').map((heir) => heir.unit.code)).toEqual([
      '24145',
    ]);
    expect(gazetteer.successors('24127', '2023-01-01', '2024-10-31').map((heir) => heir.unit.code)).toEqual([
      '24127',
    ]);
    expect(gazetteer.successors('24127', '2024-11-01', today)).toEqual([]);
  });

  it('one code, three meanings', () => {
    const name = (day: string): string | undefined => gazetteer.unitOn('24133', day)?.name;
    expect([
      name('2023-01-01'),
      name('2024-10-31'),
      name('2024-11-01'),
      name('2025-06-30'),
      name('2025-07-01'),
    ]).toEqual(['Thắng Lợi', 'Thắng Lợi', 'Thành Công', 'Thành Công', 'Buôn Ma Thuột']);
  });

  it('knows what a unit was made of', () => {
    expect(gazetteer.origins('24235', today).map(({ unit, change }) => [unit.name, change.kind])).toEqual([
      ['Krông Na', 'renamed'],
    ]);
    expect(gazetteer.origins('24235', '2020-01-01')).toEqual([]);
    expect(gazetteer.origins('99999', today)).toEqual([]);
  });

  it('searches without diacritics, exact names first, former units only when asked', () => {
    const codes = (search: string, more: object = {}): string[] =>
      gazetteer.search({ search, on: today, ...more }).map((unit) => unit.code);
    expect(codes('buon ho')).toEqual(['24305']);
    expect(codes('BUÔN MA')).toEqual(['24133']);
    expect(codes('krong buk')[0]).toBe('24310');
    expect(codes('bmt', { on: '2023-01-01', level: 'district' })).toEqual(['643']);
    expect(codes('', { level: 'commune' })).toHaveLength(102);
    expect(codes('', { on: '2023-01-01', level: 'commune', parent: '643' })).toHaveLength(21);
    expect(codes('thang loi')).toEqual([]);
    expect(codes('thang loi', { includeFormer: true })).toEqual(['24133']);
    expect(codes('khong co')).toEqual([]);
  });

  it('names neighbours that stand at the same time', () => {
    const unit = gazetteer.unitOn('24305', today);
    if (unit === undefined) throw new Error('unit');
    const around = gazetteer.neighbours(unit);
    expect(around.length).toBeGreaterThan(2);
    expect(around.every((other) => other.validTo === null && other.neighbours.includes('24305'))).toBe(true);
  });
});
