import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';

export type SiteRow = Selectable<Database['programme.site']>;
export type TeamRow = Selectable<Database['programme.team']>;
export type MemberRow = Selectable<Database['programme.member']>;

export interface ListFilter {
  readonly search?: string | undefined;
  readonly places?: readonly string[] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readSites(
  ctx: Ctx,
  filter: ListFilter & { handbook?: number | undefined; id?: string },
): Promise<SiteRow[]> {
  const { search, places, after } = filter;
  return ctx.db
    .selectFrom('programme.site')
    .selectAll()
    .$if(filter.id === undefined, (q) => q.where('removed_on', 'is', null))
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(places !== undefined, (q) => q.where('place_code', 'in', [...(places ?? []), '']))
    .$if(search !== undefined && search !== '', (q) => q.where('search_text', 'like', `%${search ?? ''}%`))
    .$if(after !== undefined, (q) => q.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(filter.limit)
    .execute();
}

export async function insertSite(
  ctx: Ctx,
  row: Omit<
    Insertable<Database['programme.site']>,
    'id' | 'version' | 'changed_at' | 'changed_by' | 'removed_on'
  >,
): Promise<string | null> {
  const id = ctx.ids.next();
  const result = await ctx.db
    .insertInto('programme.site')
    .values({
      ...row,
      id,
      version: 1,
      removed_on: null,
      changed_at: ctx.clock.now(),
      changed_by: ctx.principal.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

export async function updateSite(
  ctx: Ctx,
  at: { id: string; version: number },
  set: Updateable<Database['programme.site']>,
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.site')
    .set({ ...set, version: at.version + 1, changed_at: ctx.clock.now(), changed_by: ctx.principal.id })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What all sites of each model need together. */
export async function sumSites(ctx: Ctx, handbook?: number) {
  return ctx.db
    .selectFrom('programme.site')
    .select((eb) => [
      'handbook',
      eb.fn.countAll<number>().as('sites'),
      sql<number>`sum(reader_qr)::integer`.as('reader_qr'),
      sql<number>`sum(reader_chip)::integer`.as('reader_chip'),
      sql<number>`sum(handheld)::integer`.as('handheld'),
      sql<number>`sum(kiosk)::integer`.as('kiosk'),
      sql<number>`sum(camera)::integer`.as('camera'),
      sql<number>`sum(pos)::integer`.as('pos'),
      sql<number>`sum(installed)::integer`.as('installed'),
    ])
    .where('removed_on', 'is', null)
    .$if(handbook !== undefined, (q) => q.where('handbook', '=', handbook ?? 0))
    .groupBy('handbook')
    .orderBy('handbook')
    .execute();
}

export async function readTeams(
  ctx: Ctx,
  filter: ListFilter & { level?: string | undefined; ids?: readonly string[] },
): Promise<TeamRow[]> {
  const { places, after, ids, search } = filter;
  if (ids?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.team')
    .selectAll()
    .$if(ids !== undefined, (q) => q.where('id', 'in', [...(ids ?? [])]))
    .$if(filter.level !== undefined, (q) => q.where('level', '=', filter.level ?? ''))
    .$if(places !== undefined, (q) => q.where('place_code', 'in', [...(places ?? []), '']))
    .$if(search !== undefined && search !== '', (q) =>
      q.where((eb) =>
        eb.or([
          eb('search_text', 'like', `%${search ?? ''}%`),
          eb(
            'id',
            'in',
            eb
              .selectFrom('programme.member')
              .select('team_id')
              .where('search_text', 'like', `%${search ?? ''}%`),
          ),
        ]),
      ),
    )
    .$if(after !== undefined, (q) => q.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(filter.limit)
    .execute();
}

export async function insertTeam(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.team']>, 'id' | 'version'>,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.team')
    .values({ ...row, id, version: 1 })
    .execute();
  return id;
}

export async function readMembers(
  ctx: Ctx,
  filter: { teamIds?: readonly string[]; id?: string; endingBy?: string; endingFrom?: string },
): Promise<MemberRow[]> {
  if (filter.teamIds?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.member')
    .selectAll()
    .$if(filter.teamIds !== undefined, (q) => q.where('team_id', 'in', [...(filter.teamIds ?? [])]))
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.endingBy !== undefined, (q) => q.where('valid_to', '<=', filter.endingBy ?? ''))
    .$if(filter.endingFrom !== undefined, (q) => q.where('valid_to', '>', filter.endingFrom ?? ''))
    .orderBy(sql`array_position(array['head','deputy','secretary','member'], role)`)
    .orderBy('search_text')
    .orderBy('id')
    .execute();
}

export async function insertMember(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.member']>, 'id' | 'added_at' | 'added_by' | 'end_reason'>,
  contact: { phone: string | null; email: string | null },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.member')
    .values({ ...row, id, end_reason: null, added_at: ctx.clock.now(), added_by: ctx.principal.id })
    .execute();
  if (contact.phone !== null || contact.email !== null)
    await ctx.db
      .insertInto('programme.member_contact')
      .values({ member_id: id, ...contact })
      .execute();
  return id;
}

export async function closeMember(
  ctx: Ctx,
  at: { id: string; on: string; reason: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.member')
    .set({ valid_to: at.on, end_reason: at.reason })
    .where('id', '=', at.id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Undefined also where the actor may not see it: row-level security. */
export async function findContact(ctx: Ctx, memberId: string) {
  return ctx.db
    .selectFrom('programme.member_contact')
    .select(['phone', 'email'])
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}
