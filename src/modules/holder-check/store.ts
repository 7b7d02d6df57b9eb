import type { ChallengeStep } from '#lib/vision';
import type { Ctx } from '#platform/runtime';

export type HolderRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

export async function addRow(
  ctx: Ctx,
  check: {
    identityCheckId: string;
    personId: string | null;
    challenge: readonly ChallengeStep[];
    expiresAt: Date;
  },
): Promise<HolderRow> {
  return ctx.db
    .insertInto('holder_check.holder_check')
    .values({
      id: ctx.ids.next(),
      identity_check_id: check.identityCheckId,
      officer_id: ctx.principal.id ?? '',
      person_id: check.personId,
      challenge: [...check.challenge],
      opened_at: ctx.clock.now(),
      expires_at: check.expiresAt,
      state: 'open',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findRow(ctx: Ctx, id: string) {
  return ctx.db.selectFrom('holder_check.holder_check').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The row, held until the transaction ends. */
export function lockRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('holder_check.holder_check')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export interface Change {
  readonly state: 'open' | 'matched' | 'for_officer' | 'officer_matched' | 'officer_refused';
  readonly attempts?: number;
  readonly score?: number | null;
  readonly threshold?: number;
  readonly model?: string;
  readonly findings?: string[];
  readonly consented_at?: Date;
  readonly decided_at?: Date;
  readonly reason?: string;
}

export async function changeRow(ctx: Ctx, id: string, change: Change): Promise<HolderRow> {
  return ctx.db
    .updateTable('holder_check.holder_check')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export type ThresholdRow = Awaited<ReturnType<typeof listThresholdRows>>[number];

export function listThresholdRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('holder_check.threshold')
    .selectAll()
    .orderBy('proposed_at', 'desc')
    .limit(200)
    .execute();
}

export function findThreshold(ctx: Ctx, id: string) {
  return ctx.db.selectFrom('holder_check.threshold').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The latest approved for an embedder. */
export function findThresholdInForce(ctx: Ctx, model: string) {
  return ctx.db
    .selectFrom('holder_check.threshold')
    .selectAll()
    .where('model', '=', model)
    .where('approved_at', 'is not', null)
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface Measured {
  readonly value: number;
  readonly falseMatchRate: number;
  readonly falseNonMatchRate: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly source: string;
}

export async function addThreshold(ctx: Ctx, model: string, measured: Measured): Promise<ThresholdRow> {
  return ctx.db
    .insertInto('holder_check.threshold')
    .values({
      id: ctx.ids.next(),
      model,
      value: measured.value,
      false_match_rate: measured.falseMatchRate,
      false_non_match_rate: measured.falseNonMatchRate,
      genuine_pairs: measured.genuinePairs,
      impostor_pairs: measured.impostorPairs,
      source: measured.source,
      proposed_by: ctx.principal.id ?? '',
      proposed_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function approveRow(ctx: Ctx, id: string): Promise<ThresholdRow> {
  return ctx.db
    .updateTable('holder_check.threshold')
    .set({ approved_by: ctx.principal.id, approved_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .returningAll()
    .executeTakeFirstOrThrow();
}
