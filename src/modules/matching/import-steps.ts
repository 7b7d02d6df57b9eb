import { type Gazetteer, loadGazetteer } from '#modules/place';
import { readFile } from '#platform/files';
import { enqueue } from '#platform/jobs';
import type { RawRow, TabularNotice } from '#lib/tabular';
import { fold } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import type { EditionView, RowField } from './contract.ts';
import { errors } from './errors.ts';
import { LIST_NUMBER } from './linkage-record.ts';
import { getListRow, getOwnList } from './manage-lists.ts';
import { presentEdition } from './present.ts';
import { openRows } from './read-table.ts';
import { maskDigits } from './rules-compare.ts';
import {
  type ComposedRow,
  fieldTwice,
  identityText,
  missingFields,
  type RowFields,
  type RowReader,
  rowReader,
} from './rules-row.ts';
import * as staging from './store-import.ts';
import { findKindRow } from './store-kinds.ts';
import {
  type EditionRow,
  findEditionRow,
  keepMapping,
  listEditionRows,
  recountTally,
  updateEdition,
  updateList,
} from './store-lists.ts';
import { rowFieldSentences } from './texts-fields.ts';

const JOB = 'matching.import_step';
const CHUNK_ROWS = 20_000;
const WRITE_ROWS = 2000;

/** @throws matching.not_found */
async function getOwnEdition(ctx: Ctx, id: string): Promise<EditionRow> {
  const row = await findEditionRow(ctx, id);
  if (!row) throw errors.error('not_found');
  await getOwnList(ctx, row.list_id);
  return row;
}

async function checkColumns(
  ctx: Ctx,
  edition: EditionRow,
  columns: readonly (RowField | null)[],
): Promise<void> {
  if (columns.length !== edition.headers.length) throw errors.error('column_count');
  const say = (field: RowField) => rowFieldSentences[field][ctx.language];
  const twice = fieldTwice(columns);
  if (twice) throw errors.error('field_twice', { field: say(twice) });
  const list = await getListRow(ctx, edition.list_id);
  const kind = await findKindRow(ctx, list.kind_key, list.kind_revision);
  const missing = missingFields(kind?.definition.expected ?? ['full_name'], columns);
  if (missing.length > 0) throw errors.error('field_missing', { fields: missing.map(say).join(', ') });
}

/** Confirms what the columns mean, remembers it for files of the same headers, and orders the import. */
export async function confirmMapping(
  ctx: Ctx,
  input: { id: string; columns: readonly (RowField | null)[]; version: number },
): Promise<EditionView> {
  const edition = await getOwnEdition(ctx, input.id);
  if (edition.state !== 'read') throw errors.error('already_imported');
  await checkColumns(ctx, edition, input.columns);
  const list = await getListRow(ctx, edition.list_id);
  if (list.state === 'importing' || list.state === 'matching') throw errors.error('busy');
  const { columns } = input;
  const change = { state: 'queued', columns, mapping_source: 'confirmed' } as const;
  if (!(await updateEdition(ctx, { id: edition.id, version: input.version }, change)))
    throw errors.error('changed_meanwhile');
  await keepMapping(ctx, {
    agencyId: list.agency_id,
    kindKey: list.kind_key,
    fingerprint: edition.fingerprint,
    columns,
  });
  await updateList(ctx, { id: list.id }, { state: 'importing' });
  await ctx.events.emit({
    type: 'matching.import_requested',
    streamId: list.id,
    data: { editionId: edition.id },
  });
  await enqueueStep(ctx, edition.id);
  return presentEdition(await getOwnEdition(ctx, edition.id));
}

/** Leaves a file that is not imported aside. */
export async function discardEdition(ctx: Ctx, input: { id: string; version: number }): Promise<EditionView> {
  const edition = await getOwnEdition(ctx, input.id);
  if (edition.state !== 'read') throw errors.error('already_imported');
  if (!(await updateEdition(ctx, { id: edition.id, version: input.version }, { state: 'refused' })))
    throw errors.error('changed_meanwhile');
  await ctx.events.emit({
    type: 'matching.edition_discarded',
    streamId: edition.list_id,
    data: { editionId: edition.id },
  });
  return presentEdition(await getOwnEdition(ctx, edition.id));
}

function enqueueStep(ctx: Ctx, editionId: string): Promise<void> {
  return enqueue(ctx, [{ name: JOB, payload: { editionId }, queue: `matching:${editionId}` }]);
}

type PlacesOf = (text: string) => readonly string[];

const LIKELY = 0.3;

/** The present communes that an address as written, old or new, may mean; each spelling is resolved once. */
function placeResolver(gazetteer: Gazetteer, today: string): PlacesOf {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const { unit, candidates } = gazetteer.resolve({ text, today });
    const units = unit ? [unit] : candidates.filter((one) => one.confidence >= LIKELY).map((one) => one.unit);
    const codes = units.filter((one) => one.level === 'commune').map((one) => one.code);
    known.set(text, codes);
    return codes;
  };
}

interface Plan {
  readonly edition: EditionRow;
  readonly read: RowReader;
  readonly placesOf: PlacesOf;
}

function communesOf(plan: Plan, { fields }: ComposedRow): readonly string[] {
  const byPlace = fields.place === '' ? [] : plan.placesOf(fields.place);
  return byPlace.length > 0 || fields.address === '' ? byPlace : plan.placesOf(fields.address);
}

const isNumberColumn = (field: RowField | null | undefined): boolean =>
  field === 'number' || field === 'old_number';

function toStaged(
  ctx: Ctx,
  plan: Plan,
  at: { raw: RawRow; composed: ComposedRow; communes: readonly string[] },
): staging.StagedRow {
  const { raw, composed, communes } = at;
  const { identifierCipher: cipher } = ctx.ports;
  const { number } = composed;
  const fields: RowFields = { ...composed.fields, communes };
  const mark = (what: string, text: string) => cipher.lookupOf(`list_${what}`, text);
  const cells = plan.edition.headers.map((_, index) => raw.cells[index] ?? '');
  return {
    id: ctx.ids.next(),
    position: raw.row,
    identity: mark('identity', identityText(composed)),
    content: mark('content', JSON.stringify(cells)),
    linkageContent: mark('content', JSON.stringify([fields, number])),
    cells: cells.map((cell, index) => (isNumberColumn(plan.edition.columns[index]) ? null : cell)),
    fields,
    fullName: fields.fullName,
    searchKey: fold(fields.fullName),
    numberSealed: number === '' ? null : cipher.protect(LIST_NUMBER, number).sealed.toString('hex'),
    numberHint: number === '' ? null : maskDigits(number),
    communeCode: communes.length === 1 ? (communes[0] ?? null) : null,
  };
}

/** A problem keeps its own words; numbers of nine digits and more are masked wherever they stand. */
function toProblem(
  plan: Plan,
  notice: TabularNotice,
  at: { row: number; sequence: number },
): staging.ProblemRow {
  const { column } = notice;
  const value = notice.params['value'];
  return {
    position: at.row,
    sequence: at.sequence,
    columnName: column === undefined ? null : (plan.edition.headers[column] ?? null),
    code: notice.code,
    params: Object.fromEntries(
      Object.entries(notice.params).map(([key, one]) => [
        key,
        typeof one === 'string' ? maskDigits(one) : one,
      ]),
    ),
    isFatal: notice.code === 'name_missing',
    valueHint: typeof value === 'string' ? maskDigits(value).slice(0, 80) : null,
  };
}

interface Chunk {
  readonly rows: staging.StagedRow[];
  readonly problems: staging.ProblemRow[];
  last: number;
  faulty: number;
  isEnd: boolean;
}

function takeRow(ctx: Ctx, plan: Plan, at: { chunk: Chunk; raw: RawRow }): void {
  const { chunk, raw } = at;
  chunk.last = raw.row;
  const { read, composed } = plan.read(raw);
  const problems = read.notices.map((notice, sequence) =>
    toProblem(plan, notice, { row: raw.row, sequence }),
  );
  chunk.problems.push(...problems);
  if (!read.isPerson) return;
  if (composed.fields.fullName === '') {
    chunk.faulty += 1;
    return;
  }
  chunk.rows.push(toStaged(ctx, plan, { raw, composed, communes: communesOf(plan, composed) }));
}

async function readChunk(ctx: Ctx, edition: EditionRow): Promise<Chunk> {
  const file = await readFile(ctx, edition.object_id);
  const today = legalDay(ctx.clock.now());
  const systems = edition.systems ? { systems: edition.systems } : {};
  const plan: Plan = {
    edition,
    read: rowReader(edition.columns, { ...systems, today }),
    placesOf: placeResolver(await loadGazetteer(ctx), today),
  };
  const chunk: Chunk = { rows: [], problems: [], last: edition.rows_read, faulty: 0, isEnd: true };
  const opened = await openRows(file.bytes, ctx.language);
  let taken = 0;
  for await (const raw of opened.rowsAfter(edition.rows_read)) {
    if (taken === CHUNK_ROWS) {
      chunk.isEnd = false;
      break;
    }
    taken += 1;
    takeRow(ctx, plan, { chunk, raw });
  }
  return chunk;
}

/**
 * One step of an import: reads the next rows into the staging table, or lays the wholly read edition over the list. A
 * killed worker repeats its step; the list itself changes only in the last one, all at once.
 */
export async function importStep(ctx: Ctx, payload: { editionId: string }): Promise<void> {
  const edition = await findEditionRow(ctx, payload.editionId);
  if (edition?.state === 'applying') return applyEdition(ctx, edition);
  if (edition?.state !== 'queued' && edition?.state !== 'staging') return;
  const chunk = await readChunk(ctx, edition);
  const at = { editionId: edition.id, agencyId: edition.agency_id };
  for (let from = 0; from < chunk.rows.length; from += WRITE_ROWS)
    await staging.insertStaged(ctx, at, chunk.rows.slice(from, from + WRITE_ROWS));
  for (let from = 0; from < chunk.problems.length; from += WRITE_ROWS)
    await staging.insertProblems(ctx, at, chunk.problems.slice(from, from + WRITE_ROWS));
  await updateEdition(
    ctx,
    { id: edition.id },
    {
      state: chunk.isEnd ? 'applying' : 'staging',
      rows_read: chunk.last,
      rows_faulty: edition.rows_faulty + chunk.faulty,
    },
  );
  await enqueueStep(ctx, edition.id);
}

async function applyEdition(ctx: Ctx, edition: EditionRow): Promise<void> {
  const at = { listId: edition.list_id, agencyId: edition.agency_id, editionId: edition.id };
  const total = await staging.countStaged(ctx, edition.id);
  if (total === 0) return refuseEdition(ctx, edition);
  const effect = await staging.countEffect(ctx, at);
  await staging.applyStaged(ctx, at);
  await staging.dropStaged(ctx, edition.id);
  await recountTally(ctx, edition.list_id);
  await updateEdition(
    ctx,
    { id: edition.id },
    {
      state: 'applied',
      rows_total: total,
      rows_added: effect.added,
      rows_changed: effect.changed,
      rows_same: effect.same,
      rows_gone: effect.gone,
      finished_at: ctx.clock.now(),
    },
  );
  for (const older of await listEditionRows(ctx, edition.list_id))
    if (older.state === 'applied' && older.id !== edition.id)
      await updateEdition(ctx, { id: older.id }, { state: 'replaced' });
  await updateList(ctx, { id: edition.list_id }, { state: 'imported', headers: edition.headers });
  await ctx.events.emit({
    type: 'matching.imported',
    streamId: edition.list_id,
    data: { editionId: edition.id, ...effect },
  });
}

/** A file without one usable row changes nothing: the list stays as it was. */
async function refuseEdition(ctx: Ctx, edition: EditionRow): Promise<void> {
  await updateEdition(
    ctx,
    { id: edition.id },
    { state: 'refused', trouble: 'no_rows', finished_at: ctx.clock.now() },
  );
  const editions = await listEditionRows(ctx, edition.list_id);
  const state = editions.some((one) => one.state === 'applied') ? 'imported' : 'draft';
  await updateList(ctx, { id: edition.list_id }, { state });
  await ctx.events.emit({
    type: 'matching.import_refused',
    streamId: edition.list_id,
    data: { editionId: edition.id },
  });
}
