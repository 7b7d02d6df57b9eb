import { describe, expect, test } from 'vitest';
import { differencesOf } from './rules-difference.ts';

const before = {
  version: 1,
  name: { vi: 'Cấp bản sao', en: 'Copy' },
  pages: [
    { key: 'a', fields: [{ key: 'x', required: true }] },
    { key: 'b', fields: [] },
  ],
  filers: ['self'],
};

describe('differences', () => {
  test('equal definitions of two versions differ in nothing', () => {
    expect(differencesOf(before, { ...before, version: 2 })).toEqual([]);
  });

  test('a part put in front is added, and nothing else has changed', () => {
    const after = { ...before, pages: [{ key: 'new', fields: [] }, ...before.pages] };
    expect(differencesOf(before, after)).toMatchObject([
      { path: ['pages', 'new'], kind: 'added', before: null },
    ]);
  });

  test('a change deep inside is named by the keys on its way', () => {
    const after = structuredClone(before);
    const [page] = after.pages;
    if (page?.fields[0]) page.fields[0].required = false;
    after.name.vi = 'Cấp bản sao trích lục';
    after.filers = [];
    expect(differencesOf(before, after)).toEqual([
      { path: ['name', 'vi'], kind: 'changed', before: 'Cấp bản sao', after: 'Cấp bản sao trích lục' },
      { path: ['pages', 'a', 'fields', 'x', 'required'], kind: 'changed', before: 'true', after: 'false' },
      { path: ['filers', '1'], kind: 'removed', before: 'self', after: null },
    ]);
  });
});
