import { type IndicatorDefinition, periodOf } from '#lib/indicator';
import { isAllowed } from '#platform/access';
import { ATTACHMENTS, readFile, storeFile } from '#platform/files';
import { type Ctx, agenciesOf, legalDay } from '#platform/runtime';
import { agencyNames, staffNames } from '#modules/agency';
import type { TypedFigure } from './contract.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { readDefinitions } from './store-definitions.ts';
import {
  type FigureRow,
  confirmFigureRow,
  findFigureRow,
  insertFigure,
  listFigureRows,
  noteEvidence,
  readFigureRows,
  supersedeFigure,
} from './store-figures.ts';

const may = (ctx: Ctx, action: 'enter' | 'confirm', unitId: string): boolean =>
  isAllowed(policy, 'figure', {
    principal: ctx.principal,
    action,
    attributes: { unit: unitId },
    basis: null,
  });

/** @throws indicator.not_found, indicator.not_typed */
async function typedDefinition(ctx: Ctx, key: string): Promise<IndicatorDefinition & { kind: 'typed' }> {
  const stored = (await readDefinitions(ctx)).get(key);
  if (!stored) throw errors.error('not_found', { key });
  if (stored.definition.kind !== 'typed') throw errors.error('not_typed');
  return stored.definition;
}

/** What the reader may do with a figure. */
function rightsOver(ctx: Ctx, row: FigureRow) {
  const isCurrent = row.supersededAt === null;
  const isOpen = isCurrent && row.confirmedAt === null;
  return {
    isCurrent,
    mayConfirm: isOpen && row.enteredBy !== ctx.principal.id && may(ctx, 'confirm', row.unitId),
    mayCorrect: isCurrent && may(ctx, 'enter', row.unitId),
  };
}

interface Names {
  readonly units: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

function presentRow(row: FigureRow, { units, people }: Names) {
  return {
    id: row.id,
    key: row.key,
    period: { from: row.periodFrom, to: row.periodTo },
    place: row.place === '' ? null : row.place,
    unit: { id: row.unitId, name: units.get(row.unitId) ?? '' },
    numerator: row.numerator,
    denominator: row.denominator,
    note: row.note,
    evidence: row.evidenceName === null ? null : { name: row.evidenceName },
    enteredBy: people.get(row.enteredBy) ?? '',
    enteredAt: row.enteredAt.toISOString(),
    replacesId: row.replacesId,
    confirmedBy: row.confirmedBy === null ? null : (people.get(row.confirmedBy) ?? ''),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  };
}

async function presentFigures(ctx: Ctx, rows: readonly FigureRow[]): Promise<TypedFigure[]> {
  const units = await agencyNames(
    ctx,
    rows.map((row) => row.unitId),
  );
  const people = await staffNames(
    ctx,
    rows.flatMap((row) => [row.enteredBy, ...(row.confirmedBy ? [row.confirmedBy] : [])]),
  );
  return rows.map((row) => ({ ...presentRow(row, { units, people }), ...rightsOver(ctx, row) }));
}

async function presentFigure(ctx: Ctx, id: string): Promise<TypedFigure> {
  const row = await findFigureRow(ctx, id);
  const [shown] = row ? await presentFigures(ctx, [row]) : [];
  if (!shown) throw errors.error('not_found');
  return shown;
}

export async function listTyped(ctx: Ctx, question: { key: string; unitId?: string | undefined }) {
  const rows = await listFigureRows(ctx, { key: question.key, unitId: question.unitId ?? null });
  const ids = [
    ...agenciesOf(ctx.principal, 'programme-secretary'),
    ...agenciesOf(ctx.principal, 'programme-lead'),
  ];
  const names = await agencyNames(ctx, ids);
  return {
    items: await presentFigures(ctx, rows),
    mayEnterFor: [...names].map(([id, name]) => ({ id, name })),
  };
}

/** Typed figures of a period, for the page that opens a number. */
export async function typedOfPeriod(
  ctx: Ctx,
  question: { key: string; from: string; to: string },
): Promise<TypedFigure[]> {
  return presentFigures(ctx, await readFigureRows(ctx, { ...question, knownAt: null }));
}

export interface TypedEntry {
  readonly key: string;
  readonly unitId: string;
  readonly place: string | null;
  readonly on: string;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly note: string;
  readonly replacesId: string | null;
}

function checkAmounts(definition: IndicatorDefinition & { kind: 'typed' }, entry: TypedEntry): void {
  if (!definition.hasDenominator) return;
  if (entry.denominator === null) throw errors.error('denominator_needed');
  const isShare = definition.unit.kind === 'percent';
  if (entry.denominator <= 0 || (isShare && entry.numerator > entry.denominator))
    throw errors.error('denominator_zero');
}

/**
 * Types a figure, or corrects one: the earlier stays on record. @throws indicator.already_entered where the unit has a
 * figure of this period, indicator.changed_meanwhile where another correction came first
 */
export async function enterFigure(ctx: Ctx, entry: TypedEntry): Promise<TypedFigure> {
  const definition = await typedDefinition(ctx, entry.key);
  if (!may(ctx, 'enter', entry.unitId) || ctx.principal.id === null) throw errors.error('not_your_unit');
  checkAmounts(definition, entry);
  const period = periodOf(definition.period, entry.on);
  if (period.from > legalDay(ctx.clock.now())) throw errors.error('future_period');
  const place = entry.place ?? '';
  const known = (await readFigureRows(ctx, { key: entry.key, ...period, knownAt: null })).find(
    (row) => row.unitId === entry.unitId && row.place === place,
  );
  if (known && entry.replacesId === null) throw errors.error('already_entered');
  if (entry.replacesId !== null) {
    if (known?.id !== entry.replacesId) throw errors.error('changed_meanwhile');
    if (!(await supersedeFigure(ctx, entry.replacesId))) throw errors.error('changed_meanwhile');
  }
  const id = await insertFigure(ctx, {
    key: entry.key,
    periodFrom: period.from,
    periodTo: period.to,
    place,
    unitId: entry.unitId,
    numerator: entry.numerator,
    denominator: definition.hasDenominator ? entry.denominator : null,
    note: entry.note,
    replacesId: entry.replacesId,
    enteredBy: ctx.principal.id,
  });
  await ctx.events.emit({
    type: 'indicator.figure_entered',
    streamId: id,
    data: { key: entry.key, unitId: entry.unitId, replacesId: entry.replacesId },
  });
  return presentFigure(ctx, id);
}

/** @throws indicator.second_person_needed to the one who typed it */
export async function confirmFigure(ctx: Ctx, id: string): Promise<TypedFigure> {
  const row = await findFigureRow(ctx, id);
  if (!row) throw errors.error('not_found');
  if (!may(ctx, 'confirm', row.unitId) || ctx.principal.id === null) throw errors.error('not_your_unit');
  if (row.enteredBy === ctx.principal.id) throw errors.error('second_person_needed');
  if (row.supersededAt !== null) throw errors.error('changed_meanwhile');
  if (!(await confirmFigureRow(ctx, id, ctx.principal.id))) throw errors.error('already_confirmed');
  await ctx.events.emit({ type: 'indicator.figure_confirmed', streamId: id, data: { key: row.key } });
  return presentFigure(ctx, id);
}

/** The paper a figure is taken from; only until it is confirmed. */
export async function attachEvidence(
  ctx: Ctx,
  id: string,
  upload: { readonly name: string; readonly bytes: Uint8Array },
): Promise<TypedFigure> {
  const row = await findFigureRow(ctx, id);
  if (!row) throw errors.error('not_found');
  if (!may(ctx, 'enter', row.unitId)) throw errors.error('not_your_unit');
  if (row.confirmedAt !== null) throw errors.error('already_confirmed');
  const stored = await storeFile(ctx, {
    bytes: upload.bytes,
    name: upload.name,
    policy: ATTACHMENTS,
    holder: 'indicator-figure',
    holderId: id,
  });
  await noteEvidence(ctx, id, { id: stored.objectId, name: upload.name });
  return presentFigure(ctx, id);
}

export async function openEvidence(ctx: Ctx, id: string) {
  const row = await findFigureRow(ctx, id);
  if (!row?.evidenceFileId) throw errors.error('not_found');
  const file = await readFile(ctx, row.evidenceFileId);
  return { name: row.evidenceName ?? 'minh-chung', bytes: file.bytes, mediaType: file.mediaType };
}
