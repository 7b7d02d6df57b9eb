import { agencyNames } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import type { EditionView, ListDetail, ListView, RowView, RunView } from './contract.ts';
import { errors } from './errors.ts';
import { findKindRow, listKindRows } from './store-kinds.ts';
import {
  countNewChanges,
  type EditionRow,
  emptyTally,
  listEditionRows,
  type ListRow,
  sumTallies,
} from './store-lists.ts';
import type { MatchRow } from './store-rows.ts';
import { lastRun, type RunRow } from './store-runs.ts';

export async function presentLists(ctx: Ctx, rows: readonly ListRow[]): Promise<ListView[]> {
  const ids = rows.map((row) => row.id);
  const [tallies, changes, kinds, names] = [
    await sumTallies(ctx, ids),
    await countNewChanges(ctx, ids),
    new Map((await listKindRows(ctx)).map((kind) => [kind.key, kind.definition])),
    await agencyNames(ctx, [...new Set(rows.map((row) => row.agency_id))]),
  ];
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    kind: {
      key: row.kind_key,
      name: kinds.get(row.kind_key)?.name ?? { vi: row.kind_key, en: row.kind_key },
    },
    agencyId: row.agency_id,
    agencyName: names.get(row.agency_id) ?? '',
    state: row.state,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    version: row.version,
    tally: tallies.get(row.id) ?? emptyTally,
    newChanges: changes.get(row.id) ?? 0,
  }));
}

export function presentRun(row: RunRow): RunView {
  return {
    id: row.id,
    state: row.state,
    engine: row.engine,
    total: row.total,
    done: row.done,
    requestedAt: row.requested_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    trouble: row.trouble,
    matchAt: row.model?.matchAt ?? null,
    judgeAt: row.model?.judgeAt ?? null,
    estimatedFalseMatchRate: row.model?.estimatedFalseMatchRate ?? null,
  };
}

export function presentEdition(row: EditionRow): EditionView {
  return {
    id: row.id,
    listId: row.list_id,
    number: row.number,
    fileName: row.file_name,
    size: row.size,
    state: row.state,
    headers: row.headers,
    sample: row.sample,
    columns: row.columns,
    mappingSource: row.mapping_source,
    reading: row.reading,
    rowsRead: row.rows_read,
    rowsTotal: row.rows_total,
    rowsFaulty: row.rows_faulty,
    rowsAdded: row.rows_added,
    rowsChanged: row.rows_changed,
    rowsSame: row.rows_same,
    rowsGone: row.rows_gone,
    trouble: row.trouble,
    uploadedAt: row.uploaded_at.toISOString(),
    version: row.version,
  };
}

export function mayManage(ctx: Ctx, agencyId: string): boolean {
  return ctx.principal.terms.some((term) => term.role === 'list-owner' && term.agencyId === agencyId);
}

export async function presentDetail(ctx: Ctx, row: ListRow): Promise<ListDetail> {
  const [view] = await presentLists(ctx, [row]);
  const kind = await findKindRow(ctx, row.kind_key, row.kind_revision);
  if (!view || !kind) throw errors.error('not_found');
  const run = await lastRun(ctx, row.id);
  return {
    ...view,
    kindDetail: kind.definition,
    editions: (await listEditionRows(ctx, row.id)).map(presentEdition),
    run: run ? presentRun(run) : null,
    mayManage: mayManage(ctx, row.agency_id),
  };
}

export function presentRow(row: MatchRow, listTitle: string): RowView {
  return {
    id: row.id,
    listId: row.list_id,
    listTitle,
    position: row.position,
    name: row.full_name,
    birth: row.fields.birth,
    address: row.fields.address,
    numberHint: row.number_hint,
    communeCode: row.commune_code,
    state: row.state,
    settledBy: row.settled_by,
    probability: row.probability,
    reasons: row.reasons,
    candidates: row.candidates.length,
    isChangedSince: row.is_changed_since,
    version: row.version,
  };
}
