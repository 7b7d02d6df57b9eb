import { expect, test } from 'vitest';
import { unitsWithFormerNames } from './places.ts';

const unit = (
  ...[code, fullName, validTo, today]: [string, string, string | null, { code: string; fullName: string }[]]
) => ({
  code,
  name: fullName,
  fullName,
  level: 'commune' as const,
  validFrom: null,
  validTo,
  parent: null,
  province: null,
  areaKm2: null,
  lat: null,
  lon: null,
  verified: true,
  today: today.map((one) => ({
    ...one,
    name: one.fullName,
    level: 'commune' as const,
    validFrom: null,
    validTo: null,
  })),
});
const now = { code: '24328', fullName: 'Phường Buôn Hồ' };

test('a former unit is not offered itself, but its name finds what it is today', () => {
  const wards = unitsWithFormerNames([
    unit('24328', 'Phường Buôn Hồ', null, [now]),
    unit('24311', 'Phường An Lạc', '2025-07-01', [now]),
  ]);
  expect(wards).toEqual([{ code: '24328', name: 'Phường Buôn Hồ', formerNames: ['Phường An Lạc'] }]);
});

test('a divided unit leads to each of its parts, sorted as Vietnamese sorts', () => {
  const other = { code: '24329', fullName: 'Phường Đạt Hiếu' };
  const wards = unitsWithFormerNames([
    unit('24329', 'Phường Đạt Hiếu', null, [other]),
    unit('24328', 'Phường Buôn Hồ', null, [now]),
    unit('24311', 'Phường An Lạc', '2025-07-01', [now, other]),
  ]);
  expect(wards.map((ward) => ward.name)).toEqual(['Phường Buôn Hồ', 'Phường Đạt Hiếu']);
  expect(wards.every((ward) => ward.formerNames?.includes('Phường An Lạc'))).toBe(true);
});
