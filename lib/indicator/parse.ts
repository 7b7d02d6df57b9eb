import {
  type Comparison,
  type Condition,
  type Dimensions,
  type Expression,
  ExpressionFault,
  type Literal,
  type Measure,
  comparisons,
} from './language.ts';
import { type Token, readTokens } from './read-tokens.ts';

/** Walks along the tokens of one expression. */
interface Cursor {
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the token if it reads so. */
  readonly take: (text: string) => boolean;
  /** @throws ExpressionFault unless the token reads so */
  readonly expect: (text: string) => void;
  readonly name: (what: string) => string;
}

const reserved = new Set([
  'of',
  'where',
  'and',
  'by',
  'in',
  'not',
  'is',
  'null',
  'distinct',
  'true',
  'false',
]);

function fail(token: Token, wanted: string): never {
  const found = token.kind === 'end' ? 'the end' : JSON.stringify(token.text);
  throw new ExpressionFault(token.at, `expected ${wanted}, found ${found}`);
}

function cursorOver(tokens: readonly Token[]): Cursor {
  let index = 0;
  const peek = (): Token => tokens[index] ?? { kind: 'end', text: '', at: 0 };
  const next = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };
  const take = (text: string): boolean => {
    const token = peek();
    const isIt = token.text === text && (token.kind === 'word' || token.kind === 'sign');
    if (isIt) index += 1;
    return isIt;
  };
  return {
    peek,
    next,
    take,
    expect: (text) => {
      if (!take(text)) fail(peek(), JSON.stringify(text));
    },
    name: (what) => {
      const token = next();
      if (token.kind !== 'word' || reserved.has(token.text)) fail(token, what);
      return token.text;
    },
  };
}

function bracketed(cursor: Cursor): string {
  cursor.expect('(');
  const column = cursor.name('a column');
  cursor.expect(')');
  return column;
}

function readMeasure(cursor: Cursor): Measure {
  const token = cursor.next();
  if (token.kind !== 'word') fail(token, 'count, sum or avg');
  if (token.text === 'sum' || token.text === 'avg') return { kind: token.text, column: bracketed(cursor) };
  if (token.text !== 'count') fail(token, 'count, sum or avg');
  return cursor.take('distinct') ? { kind: 'count_distinct', column: bracketed(cursor) } : { kind: 'count' };
}

function readView(cursor: Cursor): Expression['view'] {
  const token = cursor.peek();
  const schema = cursor.name('a published view');
  if (!schema.endsWith('_pub')) fail(token, 'a published view (its schema ends in _pub)');
  cursor.expect('.');
  return { schema, name: cursor.name('the name of a view') };
}

const isRealDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

function readMoment(token: Token): Literal {
  const name = token.text.slice(1);
  if (name !== 'now' && name !== 'today') fail(token, '@now or @today');
  return { kind: 'moment', value: name };
}

function readLiteral(cursor: Cursor): Literal {
  const token = cursor.next();
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
  if (token.kind === 'text') return { kind: 'text', value: token.text.slice(1, -1) };
  if (token.kind === 'moment') return readMoment(token);
  if (token.kind === 'day') {
    if (!isRealDay(token.text)) fail(token, 'a day that exists');
    return { kind: 'day', value: token.text };
  }
  if (token.text === 'true' || token.text === 'false')
    return { kind: 'boolean', value: token.text === 'true' };
  return fail(token, 'a value');
}

const MOST_VALUES = 50;
const MOST_CONDITIONS = 12;

function readValues(cursor: Cursor): Literal[] {
  cursor.expect('(');
  const values = [readLiteral(cursor)];
  while (cursor.take(',')) values.push(readLiteral(cursor));
  if (values.length > MOST_VALUES) fail(cursor.peek(), `at most ${MOST_VALUES} values`);
  cursor.expect(')');
  return values;
}

const isComparison = (text: string): text is Comparison => comparisons.some((one) => one === text);

function readCondition(cursor: Cursor): Condition {
  const column = cursor.name('a column');
  if (cursor.take('is')) {
    const isNot = cursor.take('not');
    cursor.expect('null');
    return { kind: 'null', column, isNot };
  }
  const isNot = cursor.take('not');
  if (cursor.take('in')) return { kind: 'in', column, isNot, values: readValues(cursor) };
  const token = cursor.next();
  if (isNot || !isComparison(token.text)) fail(token, isNot ? '"in"' : 'a comparison');
  return { kind: 'compare', column, operator: token.text as Comparison, value: readLiteral(cursor) };
}

function readConditions(cursor: Cursor): Condition[] {
  if (!cursor.take('where')) return [];
  const conditions = [readCondition(cursor)];
  while (cursor.take('and')) conditions.push(readCondition(cursor));
  if (conditions.length > MOST_CONDITIONS) fail(cursor.peek(), `at most ${MOST_CONDITIONS} conditions`);
  return conditions;
}

function readDimension(cursor: Cursor): Dimensions {
  const token = cursor.peek();
  const name = cursor.name('day, place or unit');
  if (name === 'day') return { day: cursor.name('a column') };
  if (name === 'unit') return { unit: cursor.name('a column') };
  if (name !== 'place') fail(token, 'day, place or unit');
  if (!cursor.take('of')) return { place: { column: cursor.name('a column') } };
  cursor.expect('unit');
  return { place: 'of-unit' };
}

function readDimensions(cursor: Cursor): Dimensions {
  if (!cursor.take('by')) return {};
  let by: Dimensions = {};
  do {
    const token = cursor.peek();
    const one = readDimension(cursor);
    if (Object.keys(one).some((key) => key in by)) fail(token, 'each dimension once');
    by = { ...by, ...one };
  } while (cursor.take(','));
  if (by.place === 'of-unit' && by.unit === undefined) fail(cursor.peek(), 'a unit for "place of unit"');
  return by;
}

/**
 * Reads `sum(amount) of money_pub.payment where channel in ("online") and is_paid = true by day paid_day, unit agency_id`.
 * There are no functions, no joins and no text that reaches a database: what comes out is data.
 * @throws ExpressionFault
 */
export function parseExpression(text: string): Expression {
  const cursor = cursorOver(readTokens(text));
  const measure = readMeasure(cursor);
  cursor.expect('of');
  const view = readView(cursor);
  const conditions = readConditions(cursor);
  const by = readDimensions(cursor);
  if (cursor.peek().kind !== 'end') fail(cursor.peek(), 'the end');
  return { measure, view, conditions, by };
}

function literalText(value: Literal): string {
  if (value.kind === 'text') return `"${value.value}"`;
  if (value.kind === 'moment') return `@${value.value}`;
  return String(value.value);
}

function conditionText(condition: Condition): string {
  const { column } = condition;
  if (condition.kind === 'null') return `${column} is ${condition.isNot ? 'not ' : ''}null`;
  if (condition.kind === 'compare') return `${column} ${condition.operator} ${literalText(condition.value)}`;
  return `${column} ${condition.isNot ? 'not ' : ''}in (${condition.values.map(literalText).join(', ')})`;
}

function dimensionTexts(by: Dimensions): string[] {
  const place = by.place === 'of-unit' ? 'place of unit' : by.place && `place ${by.place.column}`;
  return [by.day && `day ${by.day}`, place, by.unit && `unit ${by.unit}`].filter(
    (part): part is string => part !== undefined && part !== '',
  );
}

/** The expression as text again; reading it gives the same expression. */
export function expressionText({ measure, view, conditions, by }: Expression): string {
  const head =
    measure.kind === 'count'
      ? 'count'
      : measure.kind === 'count_distinct'
        ? `count distinct(${measure.column})`
        : `${measure.kind}(${measure.column})`;
  const where = conditions.length > 0 ? ` where ${conditions.map(conditionText).join(' and ')}` : '';
  const dimensions = dimensionTexts(by);
  return `${head} of ${view.schema}.${view.name}${where}${dimensions.length > 0 ? ` by ${dimensions.join(', ')}` : ''}`;
}
