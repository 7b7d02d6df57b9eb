import { ExpressionFault } from './language.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'day' | 'moment' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const LONGEST = 1000;

const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['day', /\d{4}-\d{2}-\d{2}/y],
  ['number', /-?\d{1,15}(?:\.\d{1,6})?/y],
  ['word', /[a-z][a-z0-9_]*/y],
  ['text', /"[^"\\\n]{0,200}"/y],
  ['moment', /@[a-z]+/y],
  ['sign', /<=|>=|!=|[=<>(),.]/y],
];

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, at };
  }
  return undefined;
}

/** @throws ExpressionFault at the first character that belongs to no word of the language */
export function readTokens(text: string): Token[] {
  if (text.length > LONGEST) throw new ExpressionFault(LONGEST, 'the expression is too long');
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    if (!token) throw new ExpressionFault(at, `unexpected ${JSON.stringify(text[at])}`);
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}
