import { sql } from 'kysely';
import { foldForSearch } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';

export interface NewStaff {
  readonly name: string;
  readonly personId?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
}

export async function insertStaff(ctx: Ctx, staff: NewStaff): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('agency.staff')
    .values({
      id,
      person_id: staff.personId ?? null,
      full_name: staff.name,
      search_text: foldForSearch(staff.name),
      email: staff.email ?? null,
      phone: staff.phone ?? null,
      added_at: ctx.clock.now(),
      added_by: ctx.principal.id,
    })
    .execute();
  return id;
}

export async function isStaffPerson(ctx: Ctx, personId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('agency.staff')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

export async function readStaff(
  ctx: Ctx,
  filter: { ids?: readonly string[]; search?: string | undefined; limit?: number },
): Promise<StaffRow[]> {
  let query = ctx.db
    .selectFrom('agency.staff')
    .select(['id', 'full_name as name', 'email', 'phone'])
    .orderBy('search_text')
    .orderBy('id')
    .limit(filter.limit ?? 200);
  if (filter.ids !== undefined) {
    if (filter.ids.length === 0) return [];
    query = query.where('id', 'in', [...filter.ids]);
  }
  const { search } = filter;
  if (search !== undefined) {
    query = query.where(
      'search_text',
      'like',
      `%${foldForSearch(search).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    );
  }
  return query.execute();
}

export interface TermRow {
  readonly id: string;
  readonly staffId: string;
  readonly agencyId: string;
  readonly role: string;
  readonly title: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly decision: string | null;
  readonly endReason: string | null;
}

export interface TermFilter {
  readonly id?: string;
  readonly staffIds?: readonly string[];
  readonly agencyId?: string | undefined;
  readonly role?: string | undefined;
  /** Running on this day. */
  readonly on?: string;
}

export async function readTerms(ctx: Ctx, filter: TermFilter): Promise<TermRow[]> {
  let query = ctx.db
    .selectFrom('agency.term')
    .select([
      'id',
      'staff_id as staffId',
      'agency_id as agencyId',
      'role',
      'title',
      'valid_from as validFrom',
      'valid_to as validTo',
      'decision',
      'end_reason as endReason',
    ])
    .orderBy('valid_from')
    .orderBy('id');
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.staffIds !== undefined) {
    if (filter.staffIds.length === 0) return [];
    query = query.where('staff_id', 'in', [...filter.staffIds]);
  }
  if (filter.agencyId !== undefined) query = query.where('agency_id', '=', filter.agencyId);
  if (filter.role !== undefined) query = query.where('role', '=', filter.role);
  const { on } = filter;
  if (on !== undefined) {
    query = query
      .where('valid_from', '<=', on)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]));
  }
  return query.execute();
}

/** One change of a member's terms at a time: two grants at once cannot both find the time free. */
export async function lockStaff(ctx: Ctx, staffId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`agency.staff:${staffId}`}, 0))`.execute(ctx.db);
}

export type NewTerm = Omit<TermRow, 'id' | 'endReason'>;

export async function insertTerm(ctx: Ctx, term: NewTerm): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('agency.term')
    .values({
      id,
      staff_id: term.staffId,
      agency_id: term.agencyId,
      role: term.role,
      title: term.title,
      valid_from: term.validFrom,
      valid_to: term.validTo,
      decision: term.decision,
      granted_at: ctx.clock.now(),
      granted_by: ctx.principal.id,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute();
  return id;
}

/** @returns whether the actor may end it (row-level security leaves other agencies' terms untouched) */
export async function closeTerm(
  ctx: Ctx,
  id: string,
  ending: { on: string; reason: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('agency.term')
    .set({
      valid_to: ending.on,
      end_reason: ending.reason,
      ended_at: ctx.clock.now(),
      ended_by: ctx.principal.id,
    })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
