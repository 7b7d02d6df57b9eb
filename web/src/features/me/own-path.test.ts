import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([
  ['/ho-so/1?a=b', '/ho-so/1?a=b'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
  ['', '/'],
])('%s leads to %s', (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});
