import type { Ctx } from '#platform/runtime';
import type { CorrectionView } from './contract.ts';
import { errors } from './errors.ts';
import { openNumber } from './linkage-record.ts';
import { getListRow } from './manage-lists.ts';
import { readRegisterSide, standOnListBasis, wordsIn } from './pair.ts';
import { compareSides } from './rules-sides.ts';
import {
  answerCorrectionRow,
  type CorrectionRow,
  findCorrection,
  insertCorrection,
  listCorrectionRows,
  listCorrectionsOfRow,
} from './store-corrections.ts';
import { nameRows } from './store-changes.ts';
import { findRow } from './store-rows.ts';

async function present(ctx: Ctx, rows: readonly CorrectionRow[]): Promise<CorrectionView[]> {
  const names = await nameRows(
    ctx,
    rows.map((row) => row.row_id),
  );
  return rows.map((row) => ({
    id: row.id,
    rowId: row.row_id,
    listId: row.list_id,
    listTitle: names.get(row.row_id)?.title ?? '',
    position: names.get(row.row_id)?.position ?? 0,
    rowName: names.get(row.row_id)?.name ?? '',
    towards: row.towards,
    field: row.field,
    presentValue: row.present_value,
    proposedValue: row.proposed_value,
    note: row.note,
    state: row.state,
    answer: row.answer,
    requestedAt: row.requested_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    version: row.version,
  }));
}

const plain = (segments: readonly { text: string }[]): string => segments.map((part) => part.text).join('');

/**
 * Asks the owner of the wrong side to correct it; what both sides say is taken from the comparison, numbers masked.
 * @throws matching.not_a_candidate, field_not_compared, correction_exists
 */
export async function requestCorrection(
  ctx: Ctx,
  input: {
    rowId: string;
    personId: string;
    towards: 'list' | 'register';
    field: string;
    note: string | null;
  },
): Promise<CorrectionView> {
  const row = await findRow(ctx, input.rowId);
  if (!row) throw errors.error('not_found');
  const candidate = row.candidates.find((one) => one.key === input.personId);
  if (!candidate) throw errors.error('not_a_candidate');
  const list = await getListRow(ctx, row.list_id);
  await standOnListBasis(ctx, list, [input.personId]);
  const register = await readRegisterSide(ctx, { list, row, personId: input.personId });
  const side = { fields: row.fields, number: openNumber(ctx, row.number_sealed) };
  const fields = compareSides({ list: side, register, candidate }, wordsIn(ctx.language));
  const compared = fields.find((field) => field.field === input.field);
  const [ofList, ofRegister] = [
    plain(compared?.list.segments ?? []),
    plain(compared?.register.segments ?? []),
  ];
  if (!compared || (ofList === '' && ofRegister === '')) throw errors.error('field_not_compared');
  const open = await listCorrectionsOfRow(ctx, row.id);
  const isWaiting = (one: CorrectionRow) => one.state === 'requested' && one.field === input.field;
  if (open.some(isWaiting)) throw errors.error('correction_exists');
  const id = ctx.ids.next();
  const [presentValue, proposedValue] =
    input.towards === 'list' ? [ofList, ofRegister] : [ofRegister, ofList];
  await insertCorrection(ctx, {
    id,
    rowId: row.id,
    listId: row.list_id,
    agencyId: row.agency_id,
    communeCode: row.commune_code,
    personId: input.personId,
    towards: input.towards,
    field: input.field,
    presentValue,
    proposedValue,
    note: input.note,
  });
  await ctx.events.emit({
    type: 'matching.correction_requested',
    streamId: row.list_id,
    data: {
      correctionId: id,
      rowId: row.id,
      personId: input.personId,
      towards: input.towards,
      field: input.field,
    },
    subjects: [input.personId],
  });
  return one(ctx, id);
}

async function one(ctx: Ctx, id: string): Promise<CorrectionView> {
  const row = await findCorrection(ctx, id);
  const [view] = row ? await present(ctx, [row]) : [];
  if (!view) throw errors.error('not_found');
  return view;
}

export interface CursorPage {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export function parseCursor(cursor: string | undefined): { at: string; id: string } | null {
  const [at, id] = cursor?.split('_') ?? [];
  return at && id ? { at, id } : null;
}

export async function listCorrections(
  ctx: Ctx,
  page: CursorPage & { list?: string | undefined; state?: string | undefined; towards?: string | undefined },
): Promise<{ items: CorrectionView[]; cursor?: string }> {
  const rows = await listCorrectionRows(ctx, {
    ...page,
    before: parseCursor(page.cursor),
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: await present(ctx, shown),
    ...(last ? { cursor: `${last.requested_at.toISOString()}_${last.id}` } : {}),
  };
}

/** @throws matching.not_found, correction_answered */
export async function answerCorrection(
  ctx: Ctx,
  input: { id: string; accepted: boolean; answer: string; version: number },
): Promise<CorrectionView> {
  const row = await findCorrection(ctx, input.id);
  if (!row) throw errors.error('not_found');
  if (!(await answerCorrectionRow(ctx, input))) throw errors.error('correction_answered');
  await ctx.events.emit({
    type: 'matching.correction_answered',
    streamId: row.list_id,
    data: { correctionId: row.id, accepted: input.accepted, towards: row.towards, field: row.field },
    subjects: row.person_id ? [row.person_id] : [],
  });
  return one(ctx, row.id);
}
