import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { type CaseEvent, type CaseState, type StoredCaseEvent, isOpen } from './rules.ts';

export type DossierRow = Awaited<ReturnType<typeof getDossierRow>>;

/** A case by id; one outside the actor's reach is not found, like one that does not exist. */
export async function getDossierRow(ctx: Ctx, id: string) {
  const row = await ctx.db.selectFrom('dossier.dossier').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return row;
}

/** The same, holding the row until the transaction ends: two acts on one case follow each other. */
export async function lockDossierRow(ctx: Ctx, id: string): Promise<DossierRow> {
  const row = await ctx.db
    .selectFrom('dossier.dossier')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return row;
}

export async function findIdByCode(ctx: Ctx, code: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('dossier.dossier')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.id;
}

export async function listEvents(
  ctx: Ctx,
  dossierId: string,
): Promise<(StoredCaseEvent & { actorKind: string; agencyId: string | null; seq: number })[]> {
  const rows = await ctx.db
    .selectFrom('dossier.event')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actorKind: row.actor_kind,
    agencyId: row.agency_id,
    seq: row.seq,
    event: { type: row.type, ...(row.data as object) } as CaseEvent,
  }));
}

/** Appends to the record. The unique (dossier, seq) refuses a second writer who saw the same state. @returns the events' ids */
export function appendEvents(
  ctx: Ctx,
  dossierId: string,
  input: { firstSeq: number; agencyId: string | null; events: readonly CaseEvent[] },
): string[] {
  const rows = input.events.map(({ type, ...data }, index) => ({
    id: ctx.ids.next(),
    dossier_id: dossierId,
    seq: input.firstSeq + index,
    type,
    at: ctx.clock.now(),
    actor_kind: ctx.principal.kind,
    actor_id: ctx.principal.id,
    agency_id: input.agencyId,
    data: JSON.stringify(data),
  }));
  ctx.later(ctx.db.insertInto('dossier.event').values(rows));
  return rows.map((row) => row.id);
}

export interface Handling {
  readonly stepRole: string | null;
  readonly agencyId: string;
}

/** The columns that mirror the state: what lists, filters and row-level security read. */
export function projectionOf(state: CaseState, handling: Handling) {
  const isRunning = isOpen(state) && state.business !== 'supplement' && state.business !== 'issued';
  return {
    business: state.business,
    money: state.money,
    delivery: state.delivery,
    sync: state.sync,
    step: state.step,
    step_role: handling.stepRole,
    handling_agency_id: handling.agencyId,
    assignee_id: state.assigneeId,
    is_open: isOpen(state),
    received_at: state.receivedAt,
    reply_due_at: state.replyDueAt,
    due_at: state.dueAt,
    next_due_at: isRunning ? (state.receivedAt ? state.dueAt : state.replyDueAt) : null,
    finished_at: state.finishedAt,
    fee_amount: state.feeAmount,
    paid_amount: state.paidAmount,
  };
}

export async function storeProjection(
  ctx: Ctx,
  dossierId: string,
  input: { state: CaseState; handling: Handling; version: number },
): Promise<void> {
  await ctx.db
    .updateTable('dossier.dossier')
    .set({ ...projectionOf(input.state, input.handling), version: input.version })
    .where('id', '=', dossierId)
    .execute();
}

/** The next number of a series, gapless within the transaction that takes it. */
export async function nextNumber(ctx: Ctx, name: string, period: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into dossier.counter (name, period, last) values (${name}, ${period}, 1)
    on conflict (name, period) do update set last = dossier.counter.last + 1
    returning last`.execute(ctx.db);
  return rows[0]?.last ?? 1;
}

export async function latestContent(ctx: Ctx, dossierId: string) {
  return ctx.db
    .selectFrom('dossier.content')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

export function listComponents(ctx: Ctx, dossierId: string) {
  return ctx.db
    .selectFrom('dossier.component')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('position')
    .execute();
}

export function listAttachments(ctx: Ctx, dossierId: string) {
  return ctx.db
    .selectFrom('dossier.attachment')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('uploaded_at')
    .execute();
}

export function listDocuments(ctx: Ctx, dossierId: string) {
  return ctx.db
    .selectFrom('dossier.document')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('issued_at')
    .execute();
}
