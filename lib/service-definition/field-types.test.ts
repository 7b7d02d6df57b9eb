import { describe, expect, it } from 'vitest';
import { checkAnswers, type Field } from './index.ts';
import { elephantRace, raceContext } from './made-up.fixture.ts';

const label = { vi: 'x', en: 'x' };
const choices = [
  { value: 'a', label },
  { value: 'b', label },
];
const faultOf = (over: Partial<Field>, answer: unknown): string | undefined => {
  const field: Field = { key: 'x', type: 'text', label, required: true, ...over };
  const definition = { ...elephantRace, pages: [{ key: 'p', title: label, fields: [field] }] };
  return checkAnswers(definition, raceContext({ form: { x: answer } }))[0]?.fault;
};

describe('each type of field', () => {
  const rows: [Partial<Field>, unknown[], unknown[]][] = [
    [{ type: 'text' }, ['Buôn Tring'], [5, {}, ['a']]],
    [{ type: 'longText' }, ['a'.repeat(4000)], [true]],
    [{ type: 'date' }, ['2024-02-29'], ['2025-02-29', '29/02/2024', '2024-2-9', 20240229]],
    [{ type: 'yesNo' }, [true, false], ['true', 1]],
    [{ type: 'place' }, ['24133', '66'], ['Buôn Hồ', '2413', 24133]],
    [
      { type: 'address' },
      [
        { place: '24305', line: '24 Nguyễn Trãi' },
        { place: '24305', line: 'x'.repeat(300) },
      ],
      [
        { place: '24305' },
        { line: 'x' },
        { place: '24305', line: ' ' },
        { place: '24305', line: 'x'.repeat(301) },
        '24 Nguyễn Trãi',
        ['24305'],
      ],
    ],
    [
      { type: 'person' },
      [
        { fullName: 'H’Mĩn Niê' },
        { fullName: 'x'.repeat(200) },
        { fullName: 'Y', personalNumber: '100000000001', birthDate: '1952' },
        { fullName: 'Y', birthDate: '1952-03' },
        { fullName: 'Y', birthDate: '1952-03-01' },
      ],
      [
        {},
        { fullName: ' ' },
        { fullName: 'x'.repeat(201) },
        { fullName: 'Y', personalNumber: '10000000000A' },
        { fullName: 'Y', birthDate: '1952-13-01' },
        { fullName: 'Y', birthDate: 1952 },
        'Y',
      ],
    ],
    [
      { type: 'people' },
      [[{ fullName: 'Y' }]],
      [[{ fullName: '' }], [null], [['Y']], ['Y'], { fullName: 'Y' }],
    ],
    [{ type: 'number' }, [0, -1, 5], ['5', 1.5, Number.NaN]],
    [{ type: 'money' }, [0, 7000], [-1, 0.5, '7000', 2 ** 53]],
    [{ type: 'phone' }, ['0900000123', '0900 000 123'], ['123', 'abc', 900000123]],
    [
      { type: 'email' },
      ['ten@example.vn', `${'x'.repeat(249)}@a.vn`],
      ['ten@', 'a b@c.d', `${'x'.repeat(250)}@a.vn`],
    ],
    [{ type: 'identifier' }, ['anything'], [12]],
    [
      { type: 'identifier', format: 'personalNumber' },
      ['100000000001'],
      ['10000000000', '10000000000A', '1000000000011'],
    ],
    [{ type: 'identifier', format: 'oldIdNumber' }, ['240000001'], ['100000000001']],
    [{ type: 'identifier', format: 'anyIdNumber' }, ['240000001', '100000000001'], ['2400000012']],
    [{ type: 'text', format: 'civilStatusNumber' }, ['45/2003'], ['45', '45/03', 'x/2003']],
    [{ type: 'file' }, [['id']], ['id', [5]]],
    [{ type: 'consent' }, [true], [false, 'yes']],
  ];
  it.each(rows)('%j accepts %j and refuses %j', (over, good, bad) => {
    for (const answer of good) expect(faultOf(over, answer), JSON.stringify(answer)).toBeUndefined();
    for (const answer of bad) expect(faultOf(over, answer), JSON.stringify(answer)).toBe('form');
  });

  it('holds a choice to its list', () => {
    expect(faultOf({ type: 'choice', choices }, 'a')).toBeUndefined();
    expect(faultOf({ type: 'choice', choices }, 'c')).toBe('choice');
    expect(faultOf({ type: 'multiChoice', choices }, ['a', 'b'])).toBeUndefined();
    expect(faultOf({ type: 'multiChoice', choices }, ['a', 'c'])).toBe('choice');
    expect(faultOf({ type: 'multiChoice', choices }, 'a')).toBe('form');
  });

  it('holds a text to its length', () => {
    expect(faultOf({ type: 'text', maxLength: 3 }, 'abc')).toBeUndefined();
    expect(faultOf({ type: 'text', maxLength: 3 }, 'abcd')).toBe('length');
    expect(faultOf({ type: 'text' }, 'a'.repeat(501))).toBe('length');
    expect(faultOf({ type: 'longText' }, 'a'.repeat(4001))).toBe('length');
  });

  it('lets an optional field be empty in every way of being empty', () => {
    for (const nothing of [undefined, null, '', []]) {
      expect(faultOf({ required: false }, nothing)).toBeUndefined();
      expect(faultOf({ required: true }, nothing)).toBe('required');
    }
  });
});
