import {
  type IndicatorDefinition,
  type Period,
  type PeriodKind,
  type Sums,
  addDays,
  figureOf,
  isOnTarget,
  periodOf,
  periodsWithin,
  suppressSmall,
  targetOn,
} from '#lib/indicator';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Figure } from './contract.ts';
import { errors } from './errors.ts';
import { heirOfPlace, heirOfUnit, loadGazetteer } from './offices.ts';
import { type StoredDefinition, readDefinitions } from './store-definitions.ts';
import { type FigureRow, readFigureRows } from './store-figures.ts';
import { type CellKind, type CellSum, type Coverage, readCoverage, readSums } from './store-values.ts';

export interface FigureQuestion {
  readonly keys: readonly string[];
  /** Any day of the period; today when none is given. */
  readonly on?: string | undefined;
  /** Default: each indicator's own period. */
  readonly period?: PeriodKind | undefined;
  readonly by?: 'none' | 'place' | 'unit';
  readonly place?: string | undefined;
  readonly unitId?: string | undefined;
  /** Figures as they were known at the end of this day. */
  readonly asKnownOn?: string | undefined;
}

interface Scope {
  readonly by: 'none' | 'place' | 'unit';
  readonly place: string | null;
  readonly unitId: string | null;
  readonly knownAt: Date | null;
  readonly today: string;
}

/** What was known when a legal day ended in Việt Nam. */
export const endOfDay = (day: string): Date => new Date(`${addDays(day, 1)}T00:00:00+07:00`);

const length: Readonly<Record<PeriodKind, number>> = { instant: 0, day: 1, week: 7, month: 31, quarter: 92 };
/** A stock that was computed this long ago still stands for the day asked. */
const STOCK_DAYS = 6;

/** The period an indicator is shown for: the one asked, but never finer than its own. */
export function effectivePeriod(definition: IndicatorDefinition, asked: PeriodKind | undefined): PeriodKind {
  if (definition.period === 'instant') return asked ?? 'instant';
  if (asked === undefined || asked === 'instant') return definition.period;
  if (definition.kind === 'computed') return asked;
  return length[asked] < length[definition.period] ? definition.period : asked;
}

interface Cell {
  readonly place: string;
  readonly unit: string;
  readonly sums: Sums;
  readonly computedAt: Date | null;
  readonly isUnconfirmed: boolean;
}

function isProvince(place: string | null): boolean {
  return place === null || place.length === 2;
}

function neededCells(scope: Scope): CellKind {
  const byPlace = scope.by === 'place' || !isProvince(scope.place);
  const byUnit = scope.by === 'unit' || scope.unitId !== null;
  if (byPlace && byUnit) return 'both';
  return byPlace ? 'place' : byUnit ? 'unit' : 'none';
}

/** Moves what former communes and agencies had to those that stand in their place today, then keeps what was asked. */
async function settleCells<T extends { readonly place: string; readonly unit: string }>(
  ctx: Ctx,
  rows: readonly T[],
  at: { readonly scope: Scope; readonly from: string },
): Promise<T[]> {
  const { scope } = at;
  const gazetteer = rows.some((row) => row.place !== '') ? await loadGazetteer(ctx) : undefined;
  const settled: T[] = [];
  for (const row of rows) {
    const place =
      gazetteer && row.place !== ''
        ? heirOfPlace(gazetteer, row.place, { ...at, today: scope.today })
        : row.place;
    const unit = row.unit === '' ? '' : await heirOfUnit(ctx, row.unit);
    if (!isProvince(scope.place) && place !== scope.place) continue;
    if (scope.unitId !== null && unit !== scope.unitId) continue;
    settled.push({ ...row, place: scope.by === 'place' ? place : '', unit: scope.by === 'unit' ? unit : '' });
  }
  return settled;
}

const later = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b > a) ? b : a);

function addUp(cells: readonly Cell[]): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${cell.place}|${cell.unit}`;
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? cell
        : {
            ...cell,
            sums: {
              ...cell.sums,
              numerator: known.sums.numerator + cell.sums.numerator,
              denominator:
                known.sums.denominator === null && cell.sums.denominator === null
                  ? null
                  : (known.sums.denominator ?? 0) + (cell.sums.denominator ?? 0),
            },
            computedAt: later(known.computedAt, cell.computedAt),
            isUnconfirmed: known.isUnconfirmed || cell.isUnconfirmed,
          },
    );
  }
  return [...merged.values()];
}

function daysIn(period: Period, today: string): number {
  const to = period.to < today ? period.to : today;
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(period.from)) / 86_400_000) + 1);
}

interface Asked {
  readonly stored: StoredDefinition;
  readonly period: Period;
}

async function sumsOf(
  ctx: Ctx,
  asked: readonly Asked[],
  question: {
    readonly scope: Scope;
    readonly span: Period;
    readonly coverage: ReadonlyMap<string, Coverage>;
  },
): Promise<CellSum[]> {
  const { scope, coverage } = question;
  const by = neededCells(scope);
  const { knownAt } = scope;
  const flows = asked.filter(({ stored }) => stored.definition.period !== 'instant');
  const stocks = asked.flatMap(({ stored }) => {
    const last = coverage.get(stored.definition.key)?.last;
    return stored.definition.period === 'instant' && last !== undefined
      ? [{ key: stored.definition.key, day: last }]
      : [];
  });
  const sums = await readSums(
    ctx,
    flows.map(({ stored }) => stored.definition.key),
    { ...question.span, by, knownAt },
  );
  for (const [day, group] of Map.groupBy(stocks, (one) => one.day))
    sums.push(
      ...(await readSums(
        ctx,
        group.map((one) => one.key),
        { from: day, to: day, by, knownAt },
      )),
    );
  return sums;
}

/** Cells of computed indicators, all of one period. */
async function computedCells(
  ctx: Ctx,
  asked: readonly Asked[],
  scope: Scope,
): Promise<Map<string, { cells: Cell[]; isKnown: boolean; daysKnown: number }>> {
  const [first] = asked;
  if (first === undefined) return new Map();
  const span = first.period;
  const keys = asked.map(({ stored }) => stored.definition.key);
  const isStock = asked.every(({ stored }) => stored.definition.period === 'instant');
  const from = isStock && span.from === span.to ? addDays(span.from, -STOCK_DAYS) : span.from;
  const coverage = await readCoverage(ctx, keys, { from, to: span.to, knownAt: scope.knownAt });
  const rows = await settleCells(ctx, await sumsOf(ctx, asked, { scope, span, coverage }), {
    scope,
    from: span.from,
  });
  return new Map(
    asked.map(({ stored: { definition } }) => {
      const covered = coverage.get(definition.key);
      const isStockItself = definition.period === 'instant';
      const wanted = isStockItself ? 1 : daysIn(span, scope.today);
      const known = isStockItself ? Math.min(1, covered?.days ?? 0) : (covered?.days ?? 0);
      const cells = rows
        .filter((row) => row.key === definition.key)
        .map((row) => ({
          place: row.place,
          unit: row.unit,
          sums: {
            numerator: row.numerator,
            denominator: row.denominator,
            daysKnown: known,
            daysWanted: wanted,
          },
          computedAt: row.computedAt,
          isUnconfirmed: false,
        }));
      return [definition.key, { cells: addUp(cells), isKnown: known > 0, daysKnown: known }] as const;
    }),
  );
}

function newestOfEach(rows: readonly FigureRow[]): FigureRow[] {
  const newest = new Map<string, FigureRow>();
  for (const row of rows) {
    const key = `${row.place}|${row.unitId}`;
    const known = newest.get(key);
    if (known === undefined || known.periodTo < row.periodTo) newest.set(key, row);
  }
  return [...newest.values()];
}

/** Cells of a typed indicator: what its units have typed for the period; a stock takes each unit's newest. */
async function typedCells(ctx: Ctx, { stored, period }: Asked, scope: Scope): Promise<Cell[]> {
  const { definition } = stored;
  const isStock = definition.period === 'instant';
  const from = isStock && period.from === period.to ? addDays(period.to, -length.quarter) : period.from;
  const found = await readFigureRows(ctx, {
    key: definition.key,
    from,
    to: period.to,
    knownAt: scope.knownAt,
  });
  const rows = isStock ? newestOfEach(found) : found;
  const until = period.to < scope.today ? period.to : scope.today;
  const wanted = isStock ? 1 : periodsWithin(definition.period, { from: period.from, to: until }).length;
  const known = isStock ? 1 : new Set(rows.map((row) => row.periodFrom)).size;
  const cells = await settleCells(
    ctx,
    rows.map((row) => ({ ...row, unit: row.unitId })),
    { scope, from: period.from },
  );
  return addUp(
    cells.map((row) => ({
      place: row.place,
      unit: row.unit,
      sums: {
        numerator: row.numerator,
        denominator: row.denominator,
        daysKnown: known,
        daysWanted: Math.max(1, wanted),
      },
      computedAt: row.enteredAt,
      isUnconfirmed: row.confirmedAt === null,
    })),
  );
}

function presentCell(asked: Asked, cell: Cell, figure: ReturnType<typeof figureOf>): Figure {
  const { definition } = asked.stored;
  const target = targetOn(definition.targets, asked.period.to);
  return {
    key: definition.key,
    period: asked.period,
    place: cell.place === '' ? null : cell.place,
    unitId: cell.unit === '' ? null : cell.unit,
    ...figure,
    isTyped: definition.kind === 'typed',
    isUnconfirmed: cell.isUnconfirmed,
    target: target?.value ?? null,
    isOnTarget: isOnTarget(figure.value, target, definition.direction),
    computedAt: cell.computedAt?.toISOString() ?? null,
  };
}

/** A computed period without rows is a true zero; of a share without anything counted, "no figure yet". */
function emptyCell(asked: Asked, known: { isKnown: boolean; daysKnown: number }, scope: Scope): Cell {
  const { definition } = asked.stored;
  const wanted = definition.period === 'instant' ? 1 : daysIn(asked.period, scope.today);
  const hasDenominator =
    definition.kind === 'computed' && (definition.denominator !== null || definition.unit.kind === 'percent');
  return {
    place: scope.by === 'none' ? (scope.place ?? '') : '',
    unit: scope.by === 'none' ? (scope.unitId ?? '') : '',
    sums: {
      numerator: 0,
      denominator: hasDenominator ? 0 : null,
      daysKnown: known.isKnown ? known.daysKnown : 0,
      daysWanted: wanted,
    },
    computedAt: null,
    isUnconfirmed: false,
  };
}

function presentAll(asked: Asked, found: { cells: readonly Cell[]; empty: Cell }, scope: Scope): Figure[] {
  const { definition } = asked.stored;
  const cells: readonly Cell[] =
    found.cells.length === 0 && scope.by === 'none'
      ? [found.empty]
      : found.cells.map((cell) =>
          scope.by === 'none' ? { ...cell, place: scope.place ?? '', unit: scope.unitId ?? '' } : cell,
        );
  const named = cells.filter((cell) => scope.by === 'none' || cell.place !== '' || cell.unit !== '');
  const figures = named.map((cell) => figureOf(cell.sums, definition.unit.kind));
  const shown = suppressSmall(figures, definition.suppressBelow);
  return named.flatMap((cell, index) => {
    const figure = shown[index];
    return figure ? [presentCell(asked, cell, figure)] : [];
  });
}

function scopeOf(ctx: Ctx, question: FigureQuestion): Scope {
  return {
    by: question.by ?? 'none',
    place: question.place ?? null,
    unitId: question.unitId ?? null,
    knownAt: question.asKnownOn === undefined ? null : endOfDay(question.asKnownOn),
    today: legalDay(ctx.clock.now()),
  };
}

/**
 * Figures of indicators for the period in which a day lies: one for each key, or one for each key and commune or unit.
 * Former communes and agencies count for those that stand in their place today. @throws indicator.not_found
 */
export async function readFigures(ctx: Ctx, question: FigureQuestion): Promise<Figure[]> {
  const definitions = await readDefinitions(ctx);
  const scope = scopeOf(ctx, question);
  const on = question.on ?? scope.today;
  const asked = question.keys.map((key): Asked => {
    const stored = definitions.get(key);
    if (!stored) throw errors.error('not_found', { key });
    return { stored, period: periodOf(effectivePeriod(stored.definition, question.period), on) };
  });
  const figures = new Map<string, Figure[]>();
  const computed = asked.filter(({ stored }) => stored.definition.kind === 'computed');
  const groupOf = ({ stored, period }: Asked): string =>
    `${period.from}|${period.to}|${stored.definition.period === 'instant'}`;
  for (const group of Map.groupBy(computed, groupOf).values()) {
    const cells = await computedCells(ctx, group, scope);
    for (const one of group) {
      const found = cells.get(one.stored.definition.key) ?? { cells: [], isKnown: false, daysKnown: 0 };
      const empty = emptyCell(one, found, scope);
      figures.set(one.stored.definition.key, presentAll(one, { ...found, empty }, scope));
    }
  }
  for (const one of asked.filter(({ stored }) => stored.definition.kind === 'typed')) {
    const cells = await typedCells(ctx, one, scope);
    const empty = emptyCell(one, { isKnown: false, daysKnown: 0 }, scope);
    figures.set(one.stored.definition.key, presentAll(one, { cells, empty }, scope));
  }
  return question.keys.flatMap((key) => figures.get(key) ?? []);
}

export interface SeriesQuestion extends Omit<FigureQuestion, 'keys' | 'on' | 'by'>, Period {
  readonly key: string;
}

const MOST_PERIODS = 400;

/** The figures of one indicator, period by period, oldest first; what is missing is there as missing. */
export async function readSeries(ctx: Ctx, question: SeriesQuestion): Promise<Figure[]> {
  const stored = (await readDefinitions(ctx)).get(question.key);
  if (!stored) throw errors.error('not_found', { key: question.key });
  const asked = question.period ?? (stored.definition.period === 'instant' ? 'day' : undefined);
  const kind = effectivePeriod(stored.definition, asked);
  const periods = periodsWithin(kind === 'instant' ? 'day' : kind, question);
  if (periods.length > MOST_PERIODS) throw errors.error('period_too_long');
  const { from: _from, to: _to, key, ...rest } = question;
  const figures: Figure[] = [];
  for (const period of periods)
    figures.push(...(await readFigures(ctx, { ...rest, keys: [key], on: period.to, period: kind })));
  return figures;
}
