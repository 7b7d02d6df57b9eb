import { expect, test } from 'vitest';
import { addressOf, codeOf } from './address.ts';

test.each(['1.004194', '2.000635'])('%s comes back from its address', (code) => {
  expect(addressOf(code)).not.toContain('.');
  expect(codeOf(addressOf(code))).toBe(code);
  expect(codeOf(code)).toBe(code);
});

test('another text is left as it is', () => {
  expect(codeOf('khai-sinh')).toBe('khai-sinh');
});
