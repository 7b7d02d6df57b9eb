import { errors as accessErrors, mayEver } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { MapFigures, Snapshot, Summary } from './contract.ts';
import { errors } from './errors.ts';
import { ethnicityName } from './ethnicity-names.ts';
import { policy } from './policy.ts';
import { ageGroups, broadGroups, NO_HAMLET, PROVINCE } from './rules.ts';
import {
  type Commune,
  communesOn,
  figuresOf,
  figuresOfPlace,
  findSnapshotOn,
  findSnapshotRow,
  setOpen,
  type SnapshotRow,
} from './store.ts';

export function presentSnapshot(row: SnapshotRow): Snapshot {
  return {
    id: row.id,
    day: row.day,
    takenAt: row.taken_at.toISOString(),
    persons: row.persons,
    households: row.households,
    unplaced: row.unplaced,
    least: row.least,
    hidden: row.hidden,
    withheld: row.withheld,
    isOpen: row.state === 'open',
  };
}

export function checkMayRead(ctx: Ctx): void {
  const may = mayEver(policy, 'snapshot', { principal: ctx.principal, action: 'preview' });
  if (!may && ctx.principal.kind !== 'system') throw errors.error('not_entitled');
}

/** The figures in force on a day: the last instant of that day or before. */
export async function snapshotOn(ctx: Ctx, day: string | undefined): Promise<SnapshotRow> {
  const row = await findSnapshotOn(ctx, day);
  if (!row) throw errors.error('not_found');
  return row;
}

type Row = { category: string; sex: string; measure: string; value: number | null };

function find(rows: readonly Row[], measure: string, at: { category?: string; sex?: string } = {}) {
  return rows.find(
    (row) => row.measure === measure && row.category === (at.category ?? '') && row.sex === (at.sex ?? ''),
  )?.value;
}

/** Population of the province (`*`) or a commune at an instant. */
export async function getSummary(ctx: Ctx, at: { day?: string; place: string }): Promise<Summary> {
  checkMayRead(ctx);
  const snapshot = await snapshotOn(ctx, at.day);
  const communes = await communesOn(ctx, snapshot.day);
  const commune = communes.find((one) => one.code === at.place);
  if (!commune && at.place !== PROVINCE) throw errors.error('not_found');
  const rows = await figuresOfPlace(ctx, snapshot.id, at.place);
  return {
    snapshot: presentSnapshot(snapshot),
    place: at.place,
    name: commune?.name ?? '',
    persons: find(rows, 'persons') ?? null,
    households: find(rows, 'households') ?? null,
    areaKm2: commune ? commune.areaKm2 : areaOf(communes),
    sexes: (['male', 'female'] as const).map((sex) => ({ sex, count: find(rows, 'sex', { sex }) ?? null })),
    broad: broadGroups.map((group) => ({ group, count: find(rows, 'broad', { category: group }) ?? null })),
    ages: ageGroups.map((group) => ({
      group,
      male: find(rows, 'age', { category: group, sex: 'male' }) ?? null,
      female: find(rows, 'age', { category: group, sex: 'female' }) ?? null,
    })),
    ethnicities: rows
      .filter((row) => row.measure === 'ethnicity')
      .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1) || a.category.localeCompare(b.category))
      .map((row) => ({ code: row.category, name: ethnicityName(row.category), count: row.value })),
    hamlets: hamletsOf(rows),
  };
}

function areaOf(communes: readonly Commune[]): number {
  return Math.round(communes.reduce((sum, one) => sum + (one.areaKm2 ?? 0), 0) * 100) / 100;
}

function hamletsOf(rows: readonly Row[]): Summary['hamlets'] {
  const names = new Set(rows.filter((row) => row.measure.startsWith('hamlet')).map((row) => row.category));
  return [...names]
    .toSorted((a, b) => Number(a === NO_HAMLET) - Number(b === NO_HAMLET) || a.localeCompare(b, 'vi'))
    .map((name) => ({
      name,
      persons: find(rows, 'hamlet', { category: name }) ?? null,
      households: find(rows, 'hamlet_households', { category: name }) ?? null,
    }));
}

interface Formula {
  readonly measures: readonly string[];
  /** Null when a part is not named. */
  readonly of: (
    part: (measure: string, at?: { category?: string; sex?: string }) => number | null,
    area: number | null,
  ) => number | null;
}

function ratio(top: number | null, bottom: number | null): number | null {
  return top === null || bottom === null || bottom === 0 ? null : top / bottom;
}

function formulaOf(measure: MapFigures['measure'], group: string): Formula {
  const formulas: Record<MapFigures['measure'], Formula> = {
    persons: { measures: ['persons'], of: (part) => part('persons') },
    density: { measures: ['persons'], of: (part, area) => ratio(part('persons'), area) },
    households: { measures: ['households'], of: (part) => part('households') },
    'household-size': {
      measures: ['persons', 'households'],
      of: (part) => ratio(part('persons'), part('households')),
    },
    'female-share': {
      measures: ['persons', 'sex'],
      of: (part) => ratio(part('sex', { sex: 'female' }), part('persons')),
    },
    'child-share': {
      measures: ['persons', 'broad'],
      of: (part) => ratio(part('broad', { category: '0-14' }), part('persons')),
    },
    'older-share': {
      measures: ['persons', 'broad'],
      of: (part) => ratio(part('broad', { category: '60+' }), part('persons')),
    },
    'ethnicity-share': {
      measures: ['persons', 'ethnicity'],
      of: (part) => ratio(part('ethnicity', { category: group }), part('persons')),
    },
  };
  return formulas[measure];
}

/** One figure of every commune; a figure with a part that is not named is not named either. */
export async function getMap(
  ctx: Ctx,
  at: { day?: string; measure: MapFigures['measure']; group?: string },
): Promise<MapFigures> {
  checkMayRead(ctx);
  const snapshot = await snapshotOn(ctx, at.day);
  const communes = await communesOn(ctx, snapshot.day);
  const { measures, of } = formulaOf(at.measure, at.group ?? '');
  const rows = await figuresOf(ctx, snapshot.id, measures);
  if (at.measure === 'ethnicity-share' && !rows.some((row) => row.category === at.group))
    throw errors.error('no_such_figure');
  const byPlace = Map.groupBy(rows, (row) => row.place_code);
  const valueOf = (place: string, area: number | null) =>
    of((measure, which) => find(byPlace.get(place) ?? [], measure, which) ?? null, area);
  return {
    snapshot: presentSnapshot(snapshot),
    measure: at.measure,
    whole: valueOf(PROVINCE, areaOf(communes)),
    values: communes.map((one) => {
      const value = valueOf(one.code, one.areaKm2);
      return { unit: one.code, value, isHidden: value === null };
    }),
  };
}

/** Publishes the figures of an instant; what is published stays. */
export async function openSnapshot(ctx: Ctx, id: string): Promise<Snapshot> {
  if (!mayEver(policy, 'snapshot', { principal: ctx.principal, action: 'open' }))
    throw accessErrors.error('forbidden');
  const opened = await setOpen(ctx, id);
  if (!opened) throw errors.error((await findSnapshotRow(ctx, id)) ? 'already_open' : 'not_found');
  await ctx.events.emit({
    type: 'population-analysis.figures_opened',
    streamId: id,
    data: { day: opened.day, on: legalDay(ctx.clock.now()) },
  });
  return presentSnapshot(opened);
}
