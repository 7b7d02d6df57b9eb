import { addDays, periodBefore, periodOf } from '#lib/indicator';
import { foldForSearch } from '#lib/vietnamese';
import { findSuccessors } from '#modules/agency';
import { type Ctx, legalDay, oncePerAct } from '#platform/runtime';
import type { Figure, Indicator, IndicatorRow } from './contract.ts';
import { errors } from './errors.ts';
import { readOffices } from './offices.ts';
import { type FigureQuestion, effectivePeriod, readFigures } from './read-figures.ts';
import { measuresOf, type PeriodKind } from '#lib/indicator';
import { type StoredDefinition, readDefinitions } from './store-definitions.ts';

async function ownerOf(ctx: Ctx, key: string): Promise<Indicator['owner']> {
  return oncePerAct(ctx, `indicator.owner:${key}`, async () => {
    const office = (await readOffices(ctx)).byKey.get(key);
    if (!office) return { key, name: key, today: [] };
    const today = await findSuccessors(ctx, key);
    return {
      key,
      name: office.name,
      today: today.map((heir) => ({ id: heir.id, vi: heir.name, en: heir.nameEn })),
    };
  });
}

/** A definition as the screens and the interface show it. */
export async function presentIndicator(ctx: Ctx, stored: StoredDefinition): Promise<Indicator> {
  const { definition, version } = stored;
  const measures = definition.kind === 'computed' ? measuresOf(definition) : undefined;
  return {
    key: definition.key,
    version,
    models: [...definition.models],
    title: definition.title,
    about: definition.about,
    kind: definition.kind,
    unit: definition.unit,
    period: definition.period,
    direction: definition.direction,
    targets: [...definition.targets],
    owner: await ownerOf(ctx, definition.owner),
    suppressBelow: definition.suppressBelow,
    hasDenominator: definition.kind === 'typed' ? definition.hasDenominator : measures?.denominator != null,
    byPlace: measures === undefined || measures.numerator.by.place !== undefined,
    byUnit: measures === undefined || measures.numerator.by.unit !== undefined,
    numerator: definition.kind === 'computed' ? definition.numerator : null,
    denominator: definition.kind === 'computed' ? definition.denominator : null,
    source: definition.source,
    verified: definition.verified,
  };
}

export interface RowQuestion extends Omit<FigureQuestion, 'keys' | 'by'> {
  readonly period?: PeriodKind | undefined;
}

/** The day that stands for the period before the one in which `on` lies. */
function dayBefore(stored: StoredDefinition, question: RowQuestion, on: string): string {
  const kind = effectivePeriod(stored.definition, question.period);
  return kind === 'instant' ? addDays(on, -30) : periodBefore(kind, periodOf(kind, on)).to;
}

/** Shown as out of date: not computed since yesterday, or nothing typed for the last full period. */
function isStale(
  stored: StoredDefinition,
  rows: { figure: Figure; previous: Figure },
  today: string,
): boolean {
  if (stored.definition.kind === 'typed')
    return rows.previous.state === 'missing' && rows.figure.state === 'missing';
  return rows.figure.state === 'missing' && rows.figure.period.from <= today;
}

export async function indicatorRows(
  ctx: Ctx,
  stored: readonly StoredDefinition[],
  question: RowQuestion = {},
): Promise<IndicatorRow[]> {
  const today = legalDay(ctx.clock.now());
  const on = question.on ?? today;
  const keys = stored.map((one) => one.definition.key);
  const current = new Map((await readFigures(ctx, { ...question, keys, on })).map((one) => [one.key, one]));
  const before = new Map<string, Figure>();
  for (const [day, group] of Map.groupBy(stored, (one) => dayBefore(one, question, on))) {
    const own = group.map((one) => one.definition.key);
    for (const figure of await readFigures(ctx, { ...question, keys: own, on: day }))
      before.set(figure.key, figure);
  }
  const rows: IndicatorRow[] = [];
  for (const one of stored) {
    const figure = current.get(one.definition.key);
    const previous = before.get(one.definition.key);
    if (!figure || !previous) continue;
    const shown = await presentIndicator(ctx, one);
    rows.push({ ...shown, figure, previous, isStale: isStale(one, { figure, previous }, today) });
  }
  return rows;
}

export interface ListQuestion extends RowQuestion {
  readonly search?: string | undefined;
  readonly model?: number | undefined;
  readonly owner?: string | undefined;
  readonly kind?: 'computed' | 'typed' | undefined;
  readonly stale?: 'true' | 'false' | undefined;
}

function textOf({ definition }: StoredDefinition): string {
  return foldForSearch(
    [definition.key, definition.title.vi, definition.title.en, definition.about.vi].join('|'),
  );
}

export async function listIndicators(ctx: Ctx, question: ListQuestion): Promise<IndicatorRow[]> {
  const all = [...(await readDefinitions(ctx)).values()];
  const wanted = foldForSearch(question.search ?? '').trim();
  const found = all.filter(
    (one) =>
      (question.model === undefined || one.definition.models.includes(question.model)) &&
      (question.kind === undefined || one.definition.kind === question.kind) &&
      (wanted === '' || textOf(one).includes(wanted)),
  );
  const rows = (await indicatorRows(ctx, found, question)).filter(
    (row) =>
      question.owner === undefined ||
      row.owner.key === question.owner ||
      row.owner.today.some((heir) => heir.id === question.owner),
  );
  const shown =
    question.stale === undefined ? rows : rows.filter((row) => String(row.isStale) === question.stale);
  return shown.toSorted((a, b) => (a.models[0] ?? 0) - (b.models[0] ?? 0) || (a.key < b.key ? -1 : 1));
}

/** @throws indicator.not_found */
export async function getIndicator(ctx: Ctx, key: string, question: RowQuestion = {}): Promise<IndicatorRow> {
  const stored = (await readDefinitions(ctx)).get(key);
  const [row] = stored ? await indicatorRows(ctx, [stored], question) : [];
  if (!row) throw errors.error('not_found', { key });
  return row;
}

/** Every indicator's definition, for rooms that build on them. */
export async function listDefinitions(ctx: Ctx): Promise<Indicator[]> {
  const shown: Indicator[] = [];
  for (const stored of (await readDefinitions(ctx)).values()) shown.push(await presentIndicator(ctx, stored));
  return shown;
}
