import { expect, test } from 'vitest';
import { createPopulationIndex, initialModel, linkRows, lookUp, vietnamesePersons } from './index.ts';

const person = (key: string, values: Record<string, string>) => ({ key, values });

const population = [
  person('a', {
    name: 'Nguyễn Thị Hòa',
    birth: '1968-03-12',
    sex: 'female',
    number: '100168000001',
    place: '24133',
  }),
  person('b', {
    name: 'Nguyễn Văn Hùng',
    birth: '1970-05-02',
    sex: 'male',
    number: '100070000002',
    place: '24133',
  }),
  person('c', {
    name: "H'Hen Niê",
    birth: '1990-11-20',
    sex: 'female',
    number: '100190000003',
    place: '24140',
  }),
];

function made() {
  const index = createPopulationIndex(vietnamesePersons);
  index.addAll(population);
  return { index, model: initialModel(index) };
}

test('a number and a name decide by rule', () => {
  const [decision] = linkRows(made(), [person('1', { name: 'NGUYEN THI HOA', number: '100168000001' })]);
  expect(decision).toMatchObject({ outcome: 'matched', by: 'rule', reasons: [] });
  expect(decision?.candidates[0]?.key).toBe('a');
});

test('nobody like that is not found', () => {
  const [decision] = linkRows(made(), [person('1', { name: 'Trần Văn Bình', birth: '01/02/1955' })]);
  expect(decision).toMatchObject({ outcome: 'not_found', candidates: [] });
});

test('on line and in the batch a pair has the same score', () => {
  const linkage = made();
  const row = person('1', { name: 'H Hen Nie', birth: '20/11/1990' });
  const [decision] = linkRows(linkage, [row]);
  const [first] = lookUp(linkage, row.values, 1);
  expect(first).toEqual(decision?.candidates[0]);
});
