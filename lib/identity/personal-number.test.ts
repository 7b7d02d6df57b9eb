import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthProvinces,
  maskNumber,
  maskNumbersIn,
  numberHints,
  parsePersonalNumber,
  type NumberContext,
  type NoticeCode,
} from './index.ts';

const codes = (text: string, context?: NumberContext): NoticeCode[] =>
  parsePersonalNumber(text, context).notices.map(({ code }) => code);

describe('personal number', () => {
  it('knows 63 birth codes, and rejects none of the thousand', () => {
    expect(birthProvinces.size).toBe(63);
    expect(birthProvinces.get('066')).toBe('Đắk Lắk');
    expect(birthProvinces.get('054')).toBe('Phú Yên');
    for (let code = 0; code < 1000; code += 1) {
      const prefix = String(code).padStart(3, '0');
      const result = parsePersonalNumber(`${prefix}203104725`);
      expect(result.ok).toBe(true);
      const unknown = !birthProvinces.has(prefix) && prefix !== '100';
      expect(result.notices).toEqual(
        unknown
          ? [{ code: 'number_unknown_birth_code', severity: 'info' }]
          : prefix === '100'
            ? [{ code: 'number_is_test', severity: 'info' }]
            : [],
      );
    }
  });

  it.each([
    [0, 'male', 1985],
    [1, 'female', 1985],
    [2, 'male', 2085],
    [3, 'female', 2085],
    [4, 'male', 2185],
    [5, 'female', 2185],
    [6, 'male', 2285],
    [7, 'female', 2285],
    [8, 'male', 2385],
    [9, 'female', 2385],
  ])('group digit %i is %s of %i', (group, sex, birthYear) => {
    expect(numberHints(`066${group}85000123`)).toMatchObject({ sex, birthYear, birthCode: '066' });
  });

  it.each([
    ['066 203 000 123', '066203000123'],
    ['066.203.000.123', '066203000123'],
    [' 066203000123\n', '066203000123'],
    ['０６６２０３０００１２３', '066203000123'],
    ["'066203000123", '066203000123'],
  ])('%j is %s', (text, value) => expect(parsePersonalNumber(text)).toMatchObject({ ok: true, value }));

  it('takes 9 digits as an old number that needs a link', () => {
    expect(parsePersonalNumber('240 012 345')).toMatchObject({ ok: true, kind: 'cmnd9', value: '240012345' });
    expect(codes('240012345')).toEqual(['number_is_cmnd']);
  });

  it.each<[string, NoticeCode[]]>([
    ['', ['number_empty']],
    ['   ', ['number_empty']],
    ['06620300O123', ['number_not_digits']],
    ['0662030001234', ['number_wrong_length']],
    ['12345678', ['number_wrong_length']],
    ['66203000123', ['number_wrong_length', 'number_lost_zero']],
    ['6,60E+10', ['number_exponent']],
    ['6.6203E+10', ['number_exponent']],
  ])('%j is refused: %j', (text, expected) => {
    expect(parsePersonalNumber(text).ok).toBe(false);
    expect(codes(text)).toEqual(expected);
  });

  it('suggests the number whose zero was lost', () => {
    expect(parsePersonalNumber('66203000123')).toMatchObject({ ok: false, suggestion: '066203000123' });
  });

  it('warns of differences and never refuses for them', () => {
    expect(codes('066203000123', { sex: 'female', birthYear: 2004 })).toEqual([
      'number_year_differs',
      'number_sex_differs',
    ]);
    expect(codes('066203000123', { sex: 'male', birthYear: 2003 })).toEqual([]);
    expect(parsePersonalNumber('066230000123', { currentYear: 2026 })).toMatchObject({
      ok: true,
      notices: [{ code: 'number_birth_in_future', severity: 'warning' }],
    });
    expect(parsePersonalNumber('066230000123', { currentYear: 2026, personPresent: true }).notices).toEqual([
      { code: 'number_birth_in_future', severity: 'error' },
    ]);
    expect(codes('066226000123', { currentYear: 2026 })).toEqual([]);
  });

  it('sees test and made-up numbers', () => {
    expect(parsePersonalNumber('100085000123', { production: true }).notices).toEqual([
      { code: 'number_is_test', severity: 'warning' },
    ]);
    expect(codes('012345678901')).toContain('number_looks_made_up');
    expect(codes('111111111111')).toContain('number_looks_made_up');
    expect(codes('999999999')).toContain('number_looks_made_up');
  });

  it('never throws', { timeout: 600_000 }, () => {
    const runs = process.env.SEREPOK_LONG === '1' ? 100_000 : 5_000;
    const digits = fc
      .array(fc.constantFrom(...'0123456789 .-E+,Oxđ'.split('')), { maxLength: 16 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ unit: 'binary' })), (text) => {
        const result = parsePersonalNumber(text, { currentYear: 2026, sex: 'male', birthYear: 1990 });
        return !result.ok || /^(\d{9}|\d{12})$/.test(result.value);
      }),
      { numRuns: runs, seed: 66 },
    );
  });
});

describe('mask', () => {
  it.each([
    ['066203000123', '066•••••0123'],
    ['240012345', '24••••345'],
    ['C1234567', 'C1•••567'],
    ['1234', '•••4'],
    ['1', '1'],
    ['', ''],
  ])('%s → %s', (value, masked) => expect(maskNumber(value)).toBe(masked));

  it('finds numbers in text', () => {
    expect(maskNumbersIn('số 066203000123, cũ 240012345; 066 203 000 123')).toBe(
      'số 066•••••0123, cũ 24••••345; 066•••••0123',
    );
    expect(maskNumbersIn('mã 12345678 và 1234567890123')).toBe('mã 12345678 và 1234567890123');
  });
});
