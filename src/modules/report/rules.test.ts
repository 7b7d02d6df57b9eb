import { describe, expect, test } from 'vitest';
import type { FigureLine } from './contract.ts';
import {
  changeText,
  numberText,
  openingText,
  paragraphsOf,
  periodName,
  stateAfter,
  symbolOf,
  titleOf,
  valueText,
} from './rules.ts';

const line: FigureLine = {
  key: 'dossiers-online',
  models: [1],
  title: 'Tỷ lệ hồ sơ nộp trực tuyến',
  unit: { kind: 'percent', name: 'tỷ lệ' },
  state: 'value',
  value: 82.14,
  numerator: 8214,
  denominator: 10_000,
  isTyped: false,
  previous: 80,
  target: 80,
  isOnTarget: true,
};

describe('the words of a report', () => {
  test.each([
    ['week', '2026-11-23', '2026-11-29', 'tuần từ 23/11/2026 đến 29/11/2026'],
    ['month', '2026-02-01', '2026-02-28', 'tháng 02 năm 2026'],
    ['month', '2026-11-01', '2026-11-30', 'tháng 11 năm 2026'],
    ['quarter', '2026-10-01', '2026-12-31', 'quý IV năm 2026'],
  ] as const)('%s from %s', (...row) => {
    const [kind, from, to, words] = row;
    expect(periodName(kind, { from, to })).toBe(words);
    expect(titleOf(kind, { from, to })).toBe(`Kết quả triển khai Đề án 06 ${words}`);
  });

  test('a figure and its change, or why there is none', () => {
    expect(valueText(line)).toBe('82,1%');
    expect(
      valueText({ ...line, unit: { kind: 'money', name: 'đồng' }, value: 1_234_567, isTyped: true }),
    ).toBe('1.234.567 đ (nhập tay)');
    expect(valueText({ ...line, value: null, state: 'no_denominator' })).toBe('Chưa phát sinh');
    expect(changeText(line)).toBe('+2,1 điểm %');
    expect(changeText({ ...line, value: 80.02 })).toBe('không đổi');
    expect(changeText({ ...line, previous: null })).toBe('–');
    expect(
      openingText('month', { from: '2026-11-01', to: '2026-11-30' }, [
        line,
        { ...line, key: 'x', state: 'missing', value: null },
      ]),
    ).toBe(
      'Trong tháng 11 năm 2026, tỷ lệ hồ sơ nộp trực tuyến: 82,1% (+2,1 điểm % so với kỳ trước). Còn 1 chỉ số chưa có số liệu trong kỳ.',
    );
  });

  test.each([
    [{ kind: 'province-police', name: 'Công an tỉnh Đắk Lắk' }, 'BC-CAT'],
    [{ kind: 'commune-committee', name: 'Ủy ban nhân dân phường Buôn Hồ' }, 'BC-UBND'],
    [{ kind: 'department', name: 'Sở Khoa học và Công nghệ tỉnh Đắk Lắk' }, 'BC-SKHCN'],
    [{ kind: 'commune-police', name: 'Công an xã Ea Tul' }, 'BC-CAX'],
  ])('%j signs %s', (body, symbol) => {
    expect(symbolOf(body)).toBe(symbol);
  });

  test('numbers below ten take a zero, paragraphs lose empty lines', () => {
    expect([numberText(5), numberText(12)]).toEqual(['05', '12']);
    expect(paragraphsOf(' a \n\n b\n')).toEqual(['a', 'b']);
  });

  test('steps follow each other and nothing is skipped', () => {
    expect(stateAfter('present', 'draft')).toBe('presented');
    expect(stateAfter('sign', 'draft')).toBeUndefined();
    expect(stateAfter('number', 'presented')).toBeUndefined();
    expect(stateAfter('send', 'numbered')).toBeUndefined();
    expect(stateAfter('return', 'signed')).toBeUndefined();
  });
});
