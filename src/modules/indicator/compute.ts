import {
  type ComputedDefinition,
  type Expression,
  type Period,
  addDays,
  daysOf,
  measuresOf,
} from '#lib/indicator';
import { enqueue } from '#platform/jobs';
import { type Ctx, isAppError, legalDay } from '#platform/runtime';
import { type Moment, type Pass, checkAgainst, passKey, viewName } from './compile.ts';
import { errors } from './errors.ts';
import { readOffices } from './offices.ts';
import { type PassRow, firstDayOf, readPass } from './store-compute.ts';
import { readDefinitions, readPublishedViews } from './store-definitions.ts';
import { insertRun, lockPart, noteComputation } from './store-runs.ts';
import {
  type ValueRow,
  addValues,
  coverDays,
  endValues,
  newestVersionComputed,
  readCoverage,
  readCurrentValues,
} from './store-values.ts';

/** How far back a night computes anew: late entries are found, older days stay as they were known. */
const WINDOW_DAYS = 35;
const LONGEST_DAYS = 800;

interface Measured {
  readonly definition: ComputedDefinition;
  readonly version: number;
  readonly numerator: Expression;
  readonly denominator: Expression | null;
}

/** Indicators that read the same views: computed together, each view once. */
export interface Part {
  readonly name: string;
  readonly measured: readonly Measured[];
}

const sidesOf = ({ numerator, denominator }: Measured): Expression[] =>
  denominator ? [numerator, denominator] : [numerator];

export async function planParts(ctx: Ctx): Promise<Part[]> {
  const measured = [...(await readDefinitions(ctx)).values()].flatMap(({ definition, version }) =>
    definition.kind === 'computed' ? [{ definition, version, ...measuresOf(definition) }] : [],
  );
  const nameOf = (one: Measured): string => [...new Set(sidesOf(one).map(passKey))].toSorted().join('+');
  return [...Map.groupBy(measured, nameOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => ({ name, measured: group }));
}

/** Orders a computing: one job for each part, so that a killed one is done again alone. @returns the run's id */
export async function askComputing(ctx: Ctx, asked: Partial<Period> = {}): Promise<string> {
  const today = legalDay(ctx.clock.now());
  const to = asked.to === undefined || asked.to > today ? today : asked.to;
  const from = asked.from ?? addDays(to, -WINDOW_DAYS);
  if (from > to || from < addDays(to, -LONGEST_DAYS)) throw errors.error('period_too_long');
  const parts = await planParts(ctx);
  const runId = await insertRun(ctx, { from, to, parts: parts.length });
  await enqueue(
    ctx,
    parts.map((part, index) => ({
      name: 'indicator.compute',
      payload: { runId, part: index, name: part.name, from, to },
      queue: `indicator:${index}`,
      key: `indicator:${runId}:${index}`,
      maxAttempts: 5,
    })),
  );
  return runId;
}

function passesOf(measured: readonly Measured[]): Map<string, Pass> {
  const passes = new Map<string, Pass>();
  for (const expression of measured.flatMap(sidesOf)) {
    const key = passKey(expression);
    const known = passes.get(key);
    passes.set(key, {
      view: expression.view,
      by: expression.by,
      expressions: [...(known?.expressions ?? []), expression],
    });
  }
  return passes;
}

interface Cell {
  readonly day: string;
  readonly place: string;
  readonly unit: string;
  numerator: number;
  denominator: number | null;
  sourceRows: number;
}

interface Answered {
  readonly pass: Pass;
  readonly rows: readonly PassRow[];
}

/** Adds one expression's cells; the place of a unit is the commune the agency served on that day. */
function gather(
  cells: Map<string, Cell>,
  answered: Answered,
  side: { expression: Expression; isDenominator: boolean; placeOfUnit: (unit: string) => string },
): void {
  const index = answered.pass.expressions.indexOf(side.expression);
  for (const row of answered.rows) {
    const place = side.expression.by.place === 'of-unit' ? side.placeOfUnit(row.unit) : row.place;
    const value = row.values[index] ?? 0;
    const rows = row.rows[index] ?? 0;
    if (value === 0 && rows === 0) continue;
    const key = `${row.day}|${place}|${row.unit}`;
    const cell = cells.get(key) ?? {
      day: row.day,
      place,
      unit: row.unit,
      numerator: 0,
      denominator: null,
      sourceRows: 0,
    };
    if (side.isDenominator) cell.denominator = (cell.denominator ?? 0) + value;
    else {
      cell.numerator += value;
      cell.sourceRows += rows;
    }
    cells.set(key, cell);
  }
}

function cellsOf(
  one: Measured,
  answers: ReadonlyMap<string, Answered>,
  placeOfUnit: (unit: string) => string,
): ValueRow[] {
  const cells = new Map<string, Cell>();
  for (const expression of sidesOf(one)) {
    const answered = answers.get(passKey(expression));
    const isDenominator = expression === one.denominator;
    if (answered) gather(cells, answered, { expression, isDenominator, placeOfUnit });
  }
  return [...cells.values()].map((cell) => ({
    ...cell,
    key: one.definition.key,
    version: one.version,
    denominator: one.denominator ? (cell.denominator ?? 0) : null,
  }));
}

const identity = (row: Pick<ValueRow, 'key' | 'day' | 'place' | 'unit'>): string =>
  `${row.key}|${row.day}|${row.place}|${row.unit}`;

const isSame = (a: ValueRow, b: ValueRow): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator && a.version === b.version;

/** Writes what has changed and nothing else. @returns how many values are new or ended */
async function settle(
  ctx: Ctx,
  fresh: readonly ValueRow[],
  span: Period & { readonly keys: readonly string[]; readonly computationId: string },
): Promise<number> {
  const before = new Map((await readCurrentValues(ctx, span.keys, span)).map((row) => [identity(row), row]));
  const after = new Map(fresh.map((row) => [identity(row), row]));
  const added = fresh.filter((row) => {
    const known = before.get(identity(row));
    return known === undefined || !isSame(known, row);
  });
  const ended = [...before].flatMap(([key, row]) => {
    const found = after.get(key);
    return found === undefined || !isSame(found, row) ? [row] : [];
  });
  await endValues(ctx, ended);
  await addValues(ctx, added, span.computationId);
  return added.length + ended.length;
}

/** From which day each indicator is computed: a new one from its first data, a changed one all over, else the window. */
async function beginnings(
  ctx: Ctx,
  part: Part,
  span: Period & { readonly passes: ReadonlyMap<string, Pass> },
): Promise<Map<string, string>> {
  const keys = part.measured.map((one) => one.definition.key);
  const covered = await readCoverage(ctx, keys, { from: '2000-01-01', to: '9999-12-31', knownAt: null });
  const versions = await newestVersionComputed(ctx, keys);
  const firstDays = new Map<string, string | null>();
  const earliest = addDays(span.to, -LONGEST_DAYS);
  const begins = new Map<string, string>();
  for (const one of part.measured) {
    const { key, period } = one.definition;
    const known = covered.get(key);
    const isChanged = known !== undefined && (versions.get(key) ?? one.version) !== one.version;
    if (period === 'instant') begins.set(key, span.to);
    else if (known !== undefined) begins.set(key, isChanged ? known.first : maxDay(span.from, known.first));
    else {
      const days = await Promise.all(
        sidesOf(one).map(async (side) => {
          const name = passKey(side);
          const pass = span.passes.get(name);
          if (!firstDays.has(name)) firstDays.set(name, pass ? await firstDayOf(ctx, pass) : null);
          return firstDays.get(name) ?? span.to;
        }),
      );
      begins.set(key, maxDay(days.toSorted()[0] ?? span.to, earliest));
    }
  }
  return begins;
}

const maxDay = (a: string, b: string): string => (a > b ? a : b);

async function computeMeasured(
  ctx: Ctx,
  part: Part,
  span: Period & { readonly computationId: string },
): Promise<{ sourceRows: number; changed: number }> {
  const views = await readPublishedViews(ctx);
  for (const one of part.measured)
    for (const side of sidesOf(one)) checkAgainst(views, one.definition.key, side);
  const now = ctx.clock.now();
  const moment: Moment = { now, today: legalDay(now) };
  const passes = passesOf(part.measured);
  const begins = await beginnings(ctx, part, { ...span, passes });
  const from = [...begins.values()].toSorted()[0] ?? span.from;
  const answers = new Map<string, Answered>();
  for (const [key, pass] of passes)
    answers.set(key, { pass, rows: await readPass(ctx, pass, { from, to: span.to, moment }) });
  const { placeOfUnit } = await readOffices(ctx);
  let [sourceRows, changed] = [0, 0];
  for (const one of part.measured) {
    const { key } = one.definition;
    const own = { from: begins.get(key) ?? span.from, to: span.to };
    const fresh = cellsOf(one, answers, placeOfUnit).filter(
      (row) => row.day >= own.from && row.day <= own.to,
    );
    changed += await settle(ctx, fresh, { ...own, keys: [key], computationId: span.computationId });
    await coverDays(ctx, [key], daysOf(own));
    sourceRows += fresh.reduce((sum, row) => sum + row.sourceRows, 0);
  }
  return { sourceRows, changed };
}

/**
 * Computes one part in one transaction: all of it is there afterwards or nothing of it. A stock is computed for today
 * alone; what it was on other days cannot be asked any more.
 */
export async function computePart(
  ctx: Ctx,
  order: Period & { readonly runId: string; readonly part: number; readonly name: string },
): Promise<void> {
  await lockPart(ctx, order.name);
  const part = (await planParts(ctx)).find((one) => one.name === order.name);
  const computationId = ctx.ids.next();
  const note = {
    ...order,
    id: computationId,
    sourceView: part ? [...new Set(part.measured.flatMap(sidesOf).map(viewName))].join(', ') : order.name,
  };
  try {
    const done = part
      ? await computeMeasured(ctx, part, { ...order, computationId })
      : { sourceRows: 0, changed: 0 };
    await noteComputation(ctx, { ...note, ...done, fault: null });
  } catch (error) {
    if (!isAppError(error)) throw error;
    await noteComputation(ctx, { ...note, sourceRows: 0, changed: 0, fault: error.message });
  }
}
