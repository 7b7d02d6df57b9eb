import { expect, test } from 'vitest';
import { pathOf, queryOf } from './api.ts';

test('parameters are encoded: none of them can leave its place', () => {
  expect(pathOf('/dossiers/{id}/files/{name}', { id: 'a/b', name: 'tờ khai?.pdf' })).toBe(
    '/dossiers/a%2Fb/files/t%E1%BB%9D%20khai%3F.pdf',
  );
});

test('a query leaves out what is empty and repeats lists', () => {
  expect(queryOf({ q: 'khai sinh', after: undefined, state: ['new', 'late'], page: 0, word: '' })).toBe(
    '?q=khai+sinh&state=new&state=late&page=0',
  );
  expect(queryOf(undefined)).toBe('');
});
