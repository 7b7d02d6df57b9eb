import { describe, expect, test } from 'vitest';
import { classOf, classWords, type MapValue, quantileScale, toneOf } from './province-map-scale.ts';

const percent = (value: number) => `${value}%`;
const scale = { breaks: [90, 94, 97, 99], format: percent };
const values = (list: number[]): MapValue[] =>
  list.map((value, index) => ({ unit: String(index), value, text: percent(value) }));

describe('classes of the map', () => {
  test('a value equal to an edge belongs above it', () => {
    expect([89.9, 90, 93.9, 94, 98, 99, 100].map((value) => classOf(scale, value))).toEqual([
      0, 1, 1, 2, 3, 4, 4,
    ]);
  });
  test('words name every class once', () => {
    expect(classWords(scale, { below: 'dưới', from: 'từ', all: 'mọi giá trị' })).toEqual([
      'dưới 90%',
      '90% – 94%',
      '94% – 97%',
      '97% – 99%',
      'từ 99%',
    ]);
  });
  test('colours reach from the lightest to the darkest, however few the classes', () => {
    expect([0, 100].map((value) => toneOf({ breaks: [50], format: percent }, value))).toEqual([1, 5]);
    expect(toneOf({ breaks: [], format: percent }, 7)).toBe(3);
  });
  test('quantiles hold about equal numbers; equal values give one class; none gives none', () => {
    const made = quantileScale(values(Array.from({ length: 100 }, (_, index) => index + 1)), percent);
    expect(made.breaks).toEqual([21, 41, 61, 81]);
    expect(quantileScale(values([7, 7, 7, 7]), percent).breaks).toEqual([]);
    expect(quantileScale([], percent).breaks).toEqual([]);
  });
});
