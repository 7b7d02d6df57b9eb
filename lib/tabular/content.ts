import { fold } from '#lib/vietnamese';
import { ethnicNames, familyNames } from './fields.ts';
import type { PersonField } from './texts.ts';

/** What the values of a column look like, and which share of them. */
export interface ContentClue {
  readonly kind: PersonField | 'text' | 'empty' | 'mark' | 'name';
  readonly share: number;
}

type Test = readonly [ContentClue['kind'], (value: string, folded: string) => boolean];

function isName(value: string, folded: string): boolean {
  const words = folded.split(' ');
  if (/\d/.test(value) || value.includes(',') || words.length < 2 || words.length > 6) return false;
  return familyNames.has(words[0] ?? '') || /^(y|h)\S/.test(folded) || familyNames.has(words.at(-1) ?? '');
}

const tests: readonly Test[] = [
  ['mark', (value) => /^(x|v|✓|✔|☑|√)$/i.test(value)],
  ['sex', (_, folded) => /^(nam|nu|male|female|m|f)$/.test(folded)],
  ['birth_year', (value) => /^(19|20)\d{2}$/.test(value)],
  [
    'birth_date',
    (value) =>
      /^['\s]*\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})\b|^\d{4}-\d{2}-\d{2}|^\d{1,2}\/\d{4}$/.test(value),
  ],
  ['phone', (value) => /^'?(\+?84|0)(3|5|7|8|9)\d{8}$/.test(value.replace(/[\s.]/g, ''))],
  [
    'number',
    (value) =>
      /^'?(\d{9}|\d{11,12})(\.0)?$/.test(value.replace(/[\s.]/g, '')) || /^\d[.,]\d+E\+1[01]$/i.test(value),
  ],
  ['ethnicity', (_, folded) => ethnicNames.test(folded)],
  [
    'hamlet',
    (_, folded) =>
      /^(thon|buon|to dan pho|tdp|khoi|ap|to|t|b) ?\S{1,12}( \S+){0,3}$/.test(folded) &&
      /^(thon|buon|to|tdp|khoi|ap)/.test(folded),
  ],
  ['commune', (_, folded) => /^(xa|phuong|thi tran|tt|p|x) \S/.test(folded)],
  ['address', (value) => value.includes(',') && /\p{L}/u.test(value)],
  ['name', isName],
];

/** Judged from the values of a column; at least two thirds of them must agree. */
export function clueOf(values: readonly string[]): ContentClue {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  if (filled.length === 0) return { kind: 'empty', share: 1 };
  if (isCounting(filled)) return { kind: 'row_number', share: 1 };
  const folded = filled.map((value) => fold(value));
  let best: ContentClue = { kind: 'text', share: 0 };
  for (const [kind, test] of tests) {
    const hits = filled.filter((value, index) => test(value, folded[index] ?? '')).length;
    const share = hits / filled.length;
    if (share >= 0.66 && share > best.share) best = { kind, share };
  }
  return best;
}

function isCounting(values: readonly string[]): boolean {
  if (values.length < 3) return false;
  const steps = values.filter(
    (value, index) => index === 0 || Number(value) === Number(values[index - 1]) + 1,
  );
  return steps.length > values.length * 0.9 && /^\d+$/.test(values[0] ?? '');
}
