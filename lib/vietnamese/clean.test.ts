import { expect, test } from 'vitest';
import { cleanText } from './index.ts';

test('what is taken as clean at a glance is what the whole way makes of it', () => {
  // An invisible character sends the text the whole way.
  const wholeWay = (text: string) => cleanText(`${text}\u200b`);
  for (let code = 0x20; code < 0x2100; code++) {
    const letter = String.fromCharCode(code);
    for (const text of [letter, `a${letter}b`, `a ${letter}`])
      expect(cleanText(text), code.toString(16)).toBe(wholeWay(text));
  }
  for (const text of ['a  b', ' a', 'a ', 'Ðức', 'Nguyễn'.normalize('NFD'), 'a\nb', ''])
    expect(cleanText(text)).toBe(wholeWay(text));
});
