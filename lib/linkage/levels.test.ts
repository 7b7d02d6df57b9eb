import { describe, expect, test } from 'vitest';
import { createPopulationIndex, initialModel, lookUp, vietnamesePersons } from './index.ts';
import { isOneEdit, jaroWinkler, soundKey } from './edit.ts';
import { readDate, yearOf } from './read-date.ts';
import { readNumber } from './read-number.ts';

const fillers = Array.from({ length: 300 }, (_, at) => ({
  key: `f${at}`,
  values: {
    name: `${['Trần', 'Phạm', 'Lê', 'Bùi'][at % 4]} ${['Quốc', 'Gia', 'Thị'][at % 3]} ${['Kiên', 'Loan', 'Sáu', 'Đạt', 'Vy'][at % 5]}`,
    birth: `${1950 + (at % 60)}-0${1 + (at % 9)}-1${at % 10}`,
    sex: at % 2 === 0 ? 'male' : 'female',
    address: `${at % 2 === 0 ? 'Thôn' : 'Buôn Ea Tul'} ${at % 15} ${at % 3 === 0 ? `Tổ dân phố ${at % 9}` : ''}`,
    number: `1000${String(50 + (at % 40)).padStart(2, '0')}${String(at * 37).padStart(6, '0')}`,
  },
}));

type Values = Record<string, string>;

/** Levels at which a row agrees with one person among others, by field. */
function levels(person: Values, row: Values, flags = {}): Record<string, string> {
  const index = createPopulationIndex(vietnamesePersons);
  index.addAll(fillers);
  index.add({ key: 'p', values: person, flags: { state: 'alive', ...flags } });
  const found = lookUp({ index, model: { ...initialModel(index), prior: 0.99 } }, row, 50);
  const one = found.find(({ key }) => key === 'p');
  return Object.fromEntries((one?.agreements ?? []).map(({ field, level }) => [field, level]));
}

const number = '100168123456';

describe('names', () => {
  test.each([
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Hòa', 'exact exact same'],
    ['Nguyễn Thị Hòa', 'NGUYỄN THỊ HOÀ', 'exact exact same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Hòa'.normalize('NFD'), 'exact exact same'],
    ['Đặng Thị Hòa', 'Ðặng  Thị\u00a0Hòa', 'exact exact same'],
    ['Nguyễn Thị Hòa', 'nguyen thi hoa', 'plain plain same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Hoa', 'unmarked exact same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Hóa', 'marks exact same'],
    ['Nguyễn Thị Hòa', 'Nguyeenx Thij Hoaf', 'exact exact same'],
    ['Nguyễn Thị Hòa', 'Nguye6n4 Thi5 Ho2a', 'exact exact same'],
    ['Nguyễn Thị Hòa', 'Bà Nguyễn Thị Hòa (chủ hộ)', 'exact exact same'],
    ['Hoàng Thị Mỹ', 'Huỳnh Thị Mĩ', 'variant variant same'],
    ['Võ Văn Phúc', 'Vũ Văn Phước', 'variant variant same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Hòa', 'exact exact dropped'],
    ['Nguyễn Thị Thu Hòa', 'Nguyễn Thu Hòa', 'exact exact dropped'],
    ['Nguyễn Thị Hòa', 'Hòa Nguyễn Thị', 'exact exact reversed'],
    ['Nguyễn Thị Hòa', 'Hòa Thị Nguyễn', 'exact exact reversed'],
    ['Nguyễn Thị Hương', 'Nguyễn Thị Hươg', 'typo exact same'],
    ['Nguyễn Thị Hòa', 'Ng. Thị Hòa', 'exact initial same'],
    ['Nguyễn Thị Hòa', 'Nguyễn Thị Xuyến', 'differs exact same'],
    ["H'Hen Niê", 'H Hen Niê', 'exact exact same'],
    ["H'Hen Niê", 'H’ Hen Niê', 'exact exact same'],
    ["H'Hen Niê", 'HHen Nie', 'plain plain same'],
    ["H'Hen Niê", "Niê H'Hen", 'exact exact same'],
    ['Y Blă Niê Kđăm', 'YBlă Niê Kđăm', 'exact exact same'],
    ['Y Blă Niê Kđăm', 'Y-Bla Nie Kdam', 'plain plain same'],
    ['Y Blă Niê Kđăm', 'Y Blă NiêKđăm', 'exact exact same'],
    ['Y Blă Niê Kđăm', 'Y Blă Niê', 'exact exact dropped'],
  ])('%s ← %s: %s', (person, row, wanted) => {
    const found = levels({ name: person, number }, { name: row, number });
    expect([found['name.given'], found['name.family'], found['name.middle']].join(' ')).toBe(wanted);
  });
});

describe('days of birth', () => {
  test.each([
    ['1968-03-12', '12/03/1968', 'exact'],
    ['1968-03-12', '12-3-1968', 'exact'],
    ['1968-03-12', '12/03/68', 'exact'],
    ['1968-03-12', '24909', 'exact'],
    ['1968-03-12', '1968', 'year_only'],
    ['1968-03-12', '01/01/1968', 'year_only'],
    ['1968-03-12', '00/00/1968', 'year_only'],
    ['1968', '12/03/1968', 'register_year_only'],
    ['1968-03-12', '03/1968', 'month'],
    ['1968-03-12', '03/12/1968', 'swapped'],
    ['1968-03-12', '14/02/1968', 'lunar'],
    ['1968-03-12', '13/03/1968', 'one_digit'],
    ['1968-03-12', '12/03/1978', 'one_digit'],
    ['1968-03-12', '12/03/1969', 'one_digit'],
    ['1968-03-12', '12/03/1998', 'one_digit'],
    ['1968-03-12', '12/03/1981', 'day_month'],
    ['1968-03-12', '25/07/1968', 'year'],
    ['1968-03-12', '25/07/1969', 'neighbour_year'],
    ['1968-03-12', '25/07/1990', 'differs'],
    ['1968-03-12', 'không rõ', 'missing'],
  ])('%s ← %s: %s', (person, row, wanted) => {
    const name = 'Nguyễn Thị Hòa';
    expect(levels({ name, number, birth: person }, { name, number, birth: row }).birth).toBe(wanted);
  });

  test('a year of two digits is the one of somebody not yet born tomorrow', () => {
    expect(yearOf(readDate('05/03/71'))).toBe(1971);
    expect(yearOf(readDate('05/03/19'))).toBe(2019);
  });
});

describe('numbers', () => {
  const flags = { cancelledNumbers: ['100168999999'], formerNumbers: ['005793474'] };
  test.each([
    ['100168123456', 'exact'],
    ["'100168 123 456", 'exact'],
    ['100168123456.0', 'exact'],
    ['100168123457', 'one_digit'],
    ['100268123456', 'one_digit'],
    ['100168123465', 'exchanged'],
    ['10016812356', 'one_digit'],
    ['100168999999', 'cancelled'],
    ['005793474', 'former'],
    ['5793474', 'former'],
    ['5793475', 'one_digit'],
    ['100170555555', 'differs'],
    ['1,00E+11', 'missing'],
    ['', 'missing'],
  ])('%s: %s', (row, wanted) => {
    const person = { name: 'Nguyễn Thị Hòa', birth: '1968-03-12', number };
    expect(levels(person, { ...person, number: row }, flags).number).toBe(wanted);
  });

  test('what Excel made of a number is told from nothing', () => {
    expect(readNumber('6.60E+10').isMangled).toBe(true);
    expect(readNumber('').isMangled).toBe(false);
    expect(readNumber('66170123456')).toMatchObject({ high: 66170, low: 123456 });
  });
});

describe('addresses', () => {
  test.each([
    ['Thôn 10', 'T10', 'same'],
    ['Thôn 10', 'T. 10', 'same'],
    ['Thôn 10', 'thon 11', 'differs'],
    ['Buôn Sut Mgrư', 'B.Sut Mgru', 'same'],
    ['12/3 Lê Duẩn Tổ dân phố 5', 'Tổ 5', 'same'],
    ['12/3 Lê Duẩn Tổ dân phố 5', 'số 12/3 Lê Duẩn, TDP 5', 'same'],
    ['12/3 Lê Duẩn Tổ dân phố 5', '', 'missing'],
  ])('%s ← %s: %s', (person, row, wanted) => {
    const name = 'Nguyễn Thị Hòa';
    expect(levels({ name, number, address: person }, { name, number, address: row }).address).toBe(wanted);
  });
});

describe('letters', () => {
  test.each([
    ['hoa', 'hoa', true],
    ['hoa', 'hao', true],
    ['hoa', 'ho', true],
    ['hoa', 'hoan', true],
    ['hoa', 'hua', true],
    ['hoa', 'lan', false],
    ['', 'ab', false],
  ])('%s, %s: one edit %s', (a, b, wanted) => {
    expect(isOneEdit(a, b)).toBe(wanted);
    expect(isOneEdit(b, a)).toBe(wanted);
  });
  test('sounds of English names', () => {
    expect(soundKey('philips')).toBe(soundKey('fillips'));
    expect(soundKey('knight')).toBe(soundKey('night'));
    expect(soundKey('smith')).not.toBe(soundKey('jones'));
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler('abc', 'xyz')).toBe(0);
  });
});
