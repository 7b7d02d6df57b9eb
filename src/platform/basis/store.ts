import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { PurposeRow } from './contract.ts';

export interface StoredPurpose {
  readonly code: string;
  readonly kind: string;
  readonly name_vi: string;
  readonly name_en: string;
  readonly legal_ground: string;
  readonly roles: string[];
  readonly covers: string[];
  readonly minutes: number;
  readonly most_subjects: number;
  readonly verified: boolean;
}

const purposeColumns = [
  'code',
  'kind',
  'name_vi',
  'name_en',
  'legal_ground',
  'roles',
  'covers',
  'minutes',
  'most_subjects',
  'verified',
] as const;

/** Purposes in force on a day, in the order of their codes. */
export function listPurposesOn(ctx: Ctx, day: string): Promise<StoredPurpose[]> {
  return ctx.db
    .selectFrom('access.purpose')
    .select(purposeColumns)
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .orderBy('code')
    .execute();
}

export async function insertPurpose(ctx: Ctx, row: PurposeRow): Promise<boolean> {
  const done = await ctx.db
    .insertInto('access.purpose')
    .values({
      code: row.code,
      kind: row.kind,
      name_vi: row.name.vi,
      name_en: row.name.en,
      legal_ground: row.legalGround,
      roles: row.roles,
      covers: row.covers,
      minutes: row.minutes,
      most_subjects: row.mostSubjects,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      source: row.source,
      verified: row.verified,
      note: row.note ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Ends a published purpose that has no end yet. */
export async function endPurpose(ctx: Ctx, row: PurposeRow): Promise<boolean> {
  const done = await ctx.db
    .updateTable('access.purpose')
    .set({ valid_to: row.validTo })
    .where('code', '=', row.code)
    .where('valid_from', '=', row.validFrom)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

const basisColumns = [
  'id',
  'kind',
  'actor_id',
  'agency_id',
  'purpose_code',
  'reason',
  'reference',
  'covers',
  'most_subjects',
  'opened_at',
  'expires_at',
  'closed_at',
  'approved_by',
  'approved_at',
  'refused_by',
  'refusal_reason',
] as const;

function bases(ctx: Ctx) {
  return ctx.db
    .selectFrom('access.basis')
    .select(basisColumns)
    .where('kind', 'in', ['purpose', 'break_glass'])
    .where('purpose_code', 'is not', null);
}
export type BasisRow = Awaited<ReturnType<ReturnType<typeof bases>['execute']>>[number];

export function findBasisRow(ctx: Ctx, id: string): Promise<BasisRow | undefined> {
  return bases(ctx).where('id', '=', id).executeTakeFirst();
}

/** As `findBasisRow`, and nobody else decides on it until this transaction ends. */
export function lockBasisRow(ctx: Ctx, id: string): Promise<BasisRow | undefined> {
  return bases(ctx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function listOwnRows(
  ctx: Ctx,
  page: { open: boolean; before: string | undefined; limit: number },
): Promise<BasisRow[]> {
  const now = ctx.clock.now();
  return bases(ctx)
    .where('actor_id', '=', ctx.principal.id)
    .$if(page.open, (query) =>
      query
        .where('closed_at', 'is', null)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)])),
    )
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

export function listEmergencyRows(ctx: Ctx, since: Date | null): Promise<BasisRow[]> {
  return bases(ctx)
    .where('kind', '=', 'break_glass')
    .where('actor_id', '<>', ctx.principal.id)
    .$if(since !== null, (query) =>
      query.where('approved_by', 'is', null).where('closed_at', 'is', null).where('opened_at', '>', since),
    )
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute();
}

export function listSubjectRows(ctx: Ctx, basisIds: readonly string[]) {
  return ctx.db
    .selectFrom('access.basis_subject')
    .select(['basis_id', 'person_id', 'label'])
    .where('basis_id', 'in', basisIds.length > 0 ? [...basisIds] : ['00000000-0000-0000-0000-000000000000'])
    .orderBy('person_id')
    .execute();
}

export async function insertSubjects(
  ctx: Ctx,
  basisId: string,
  subjects: readonly { personId: string; label: string | null }[],
): Promise<void> {
  if (subjects.length === 0) return;
  await ctx.db
    .insertInto('access.basis_subject')
    .values(subjects.map((one) => ({ basis_id: basisId, person_id: one.personId, label: one.label })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function updateBasis(
  ctx: Ctx,
  id: string,
  change: Partial<
    Pick<BasisRow, 'approved_by' | 'approved_at' | 'expires_at' | 'closed_at' | 'refusal_reason'>
  > & {
    refused_by?: string | null;
    refused_at?: Date;
  },
): Promise<void> {
  await ctx.db.updateTable('access.basis').set(change).where('id', '=', id).execute();
}

export interface Use {
  readonly at: Date;
  readonly kind: string;
  readonly action: string;
  readonly persons: number;
}

/** What was done on a basis, newest first: for its holder, who decides on emergencies, and auditors. */
export async function listUses(ctx: Ctx, basisId: string): Promise<Use[]> {
  const { rows } = await sql<Use>`select * from audit.uses_of(${basisId}::uuid)`.execute(ctx.db);
  return rows;
}
