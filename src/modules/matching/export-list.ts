import { staffNames } from '#modules/agency';
import { listPersonsForLinkage } from '#modules/person';
import { openBasis, closeBasis } from '#platform/access';
import { OWN_OUTPUT, readFile, storeFile } from '#platform/files';
import { exportTable } from '#lib/tabular';
import { fill, type Language } from '#lib/contract';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import type { ExportView } from './contract.ts';
import { errors } from './errors.ts';
import { getListRow, getOwnList } from './manage-lists.ts';
import { openRows } from './read-table.ts';
import { PURPOSE } from './run-steps.ts';
import {
  type ExportRow,
  findExport,
  finishExport,
  insertExport,
  listExportRows,
  pageOfRows,
  settlersOf,
} from './store-exports.ts';
import { findKindRow } from './store-kinds.ts';
import { findEditionRow, type ListRow } from './store-lists.ts';
import type { MatchRow } from './store-rows.ts';
import { texts } from './texts.ts';

const JOB = 'matching.write_export';
const PAGE = 5000;

export const presentExport = (row: ExportRow): ExportView => ({
  id: row.id,
  format: row.format,
  state: row.state,
  rows: row.rows,
  fileName: row.file_name,
  requestedAt: row.requested_at.toISOString(),
});

/** Orders the cleaned list as a file; the writing is a job. @throws matching.nothing_to_match, busy */
export async function requestExport(
  ctx: Ctx,
  input: { listId: string; format: 'xlsx' | 'csv' },
): Promise<ExportView> {
  const list = await getOwnList(ctx, input.listId);
  if (list.state === 'importing') throw errors.error('busy');
  if (list.state === 'draft') throw errors.error('nothing_to_match');
  const id = ctx.ids.next();
  await insertExport(ctx, { id, listId: list.id, agencyId: list.agency_id, format: input.format });
  await ctx.events.emit({
    type: 'matching.export_requested',
    streamId: list.id,
    data: { exportId: id, format: input.format },
  });
  await enqueue(ctx, [{ name: JOB, payload: { exportId: id } }]);
  const row = await findExport(ctx, id);
  if (!row) throw errors.error('not_found');
  return presentExport(row);
}

export async function listExports(ctx: Ctx, listId: string): Promise<{ items: ExportView[] }> {
  const list = await getOwnList(ctx, listId);
  return { items: (await listExportRows(ctx, list.id)).map(presentExport) };
}

const titles: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Kết quả so khớp', 'Lưu ý', 'Số định danh', 'Mã xã, phường', 'Người kết luận'],
  en: ['Outcome', 'Notes', 'Personal number', 'Commune code', 'Settled by'],
};

const label = (key: string, language: Language): string => {
  const sentence = texts.labels?.[key];
  return sentence ? fill(sentence, language) : key;
};

interface Added {
  readonly values: ReadonlyMap<number, readonly string[]>;
  readonly persons: readonly string[];
  readonly rows: number;
}

async function settledBy(ctx: Ctx, rows: readonly MatchRow[]): Promise<Map<string, string>> {
  const people = rows.filter((row) => row.settled_by === 'people').map((row) => row.id);
  const settlers = await settlersOf(ctx, people);
  const names = await staffNames(ctx, [...new Set(settlers.values())]);
  return new Map([...settlers].map(([rowId, actorId]) => [rowId, names.get(actorId) ?? '']));
}

/** Numbers are added only where the kind allows it: for the matched person, the one now valid. */
async function numbersOf(ctx: Ctx, rows: readonly MatchRow[]): Promise<Map<string, string>> {
  const ids = [
    ...new Set(rows.flatMap((row) => (row.state === 'matched' && row.person_id ? [row.person_id] : []))),
  ];
  const persons = ids.length === 0 ? [] : await listPersonsForLinkage(ctx, { ids });
  return new Map(
    persons.flatMap((person) => {
      const valid = person.numbers.find((one) => one.type === 'personal_number' && one.state === 'valid');
      return valid ? [[person.id, valid.value] as const] : [];
    }),
  );
}

function cellsOf(row: MatchRow, at: { number: string; by: string }, language: Language): string[] {
  const reasons = row.reasons.map((reason) => label(`matching.reason.${reason}`, language)).join('; ');
  return [label(`matching.state.${row.state}`, language), reasons, at.number, row.commune_code ?? '', at.by];
}

/** Our columns for a page of rows, and whose numbers stand in them. */
async function columnsOf(ctx: Ctx, rows: readonly MatchRow[], withNumber: boolean) {
  const settlers = await settledBy(ctx, rows);
  const numbers = withNumber ? await numbersOf(ctx, rows) : new Map<string, string>();
  return rows.map((row) => {
    const number = numbers.get(row.person_id ?? '') ?? '';
    const by = row.settled_by === 'engine' ? 'Serepok' : (settlers.get(row.id) ?? '');
    const personId = number === '' ? null : row.person_id;
    return { position: row.position, personId, cells: cellsOf(row, { number, by }, ctx.language) };
  });
}

async function addedColumns(ctx: Ctx, list: ListRow): Promise<Added> {
  const kind = await findKindRow(ctx, list.kind_key, list.kind_revision);
  const withNumber = kind?.definition.numberInExport ?? false;
  const values = new Map<number, readonly string[]>();
  const persons: string[] = [];
  let after = 0;
  for (;;) {
    const rows = await pageOfRows(ctx, { listId: list.id, after, limit: PAGE });
    for (const { position, personId, cells } of await columnsOf(ctx, rows, withNumber)) {
      values.set(position, cells);
      if (personId) persons.push(personId);
      after = position;
    }
    if (rows.length < PAGE) return { values, persons, rows: values.size };
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

/**
 * Writes the file in the department's own form with our columns at the right. Whose number is handed over stands in one
 * entry of the audit log, on a basis of its own.
 */
export async function writeExport(ctx: Ctx, payload: { exportId: string }): Promise<void> {
  const wanted = await findExport(ctx, payload.exportId);
  if (!wanted || wanted.state !== 'queued') return;
  const list = await getListRow(ctx, wanted.list_id);
  const [row] = await pageOfRows(ctx, { listId: list.id, after: 0, limit: 1 });
  const edition = row ? await findEditionRow(ctx, row.edition_id) : undefined;
  if (!edition) throw errors.error('not_found');
  const basisId = await openBasis(ctx, {
    kind: 'job',
    subjects: [],
    purposeCode: PURPOSE,
    caseRef: `matching:${list.id}`,
    reason: list.title,
    agencyId: list.agency_id,
  });
  const added = await addedColumns(ctx, list);
  const { bytes } = await readFile(ctx, edition.object_id);
  const { table, header } = await openRows(bytes, ctx.language);
  const content = await collect(
    exportTable(table, header, {
      format: wanted.format,
      titles: titles[ctx.language],
      valuesOf: (raw) => added.values.get(raw.row) ?? [],
    }),
  );
  const fileName = `${edition.file_name.replace(/\.[^.]*$/, '')}-da-so-khop.${wanted.format}`;
  const file = await storeFile(ctx, {
    bytes: content,
    name: fileName,
    policy: OWN_OUTPUT,
    holder: 'matching.list_export',
    holderId: wanted.id,
  });
  if (added.persons.length > 0) ctx.looks.add(added.persons, 'list-export');
  await finishExport(ctx, wanted.id, { objectId: file.objectId, fileName, rows: added.rows });
  await ctx.events.emit({
    type: 'matching.export_written',
    streamId: list.id,
    data: { exportId: wanted.id, rows: added.rows, numbers: added.persons.length },
  });
  await closeBasis(ctx, basisId);
}

/** @throws matching.not_found, export_not_ready */
export async function openExport(
  ctx: Ctx,
  id: string,
): Promise<{ name: string; bytes: Buffer; mediaType: string }> {
  const row = await findExport(ctx, id);
  if (!row) throw errors.error('not_found');
  if (row.state !== 'ready' || !row.object_id) throw errors.error('export_not_ready');
  const file = await readFile(ctx, row.object_id);
  return { name: row.file_name ?? 'danh-sach', bytes: file.bytes, mediaType: file.mediaType };
}
