import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

function mine(ctx: Ctx) {
  const { persons, organisations, personId } = ctx.principal;
  return ctx.db
    .selectFrom('dossier.dossier')
    .where((where) =>
      where.or([
        where('applicant_person_id', '=', sql<string>`any(${[...persons]}::uuid[])`),
        where.and([
          where('filer_person_id', '=', personId ?? '00000000-0000-0000-0000-000000000000'),
          where('filer_relation', '=', 'authorised'),
          where('filer_standing', '=', 'holds'),
        ]),
        where('applicant_organisation_id', '=', sql<string>`any(${[...organisations]}::uuid[])`),
      ]),
    );
}

export interface MineFilter {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly open?: 'true' | 'false' | undefined;
  readonly search?: string | undefined;
  readonly applicant?: string | undefined;
}

/** Newest first; one row more than asked for tells whether there is a next page. */
export function listMyRows(ctx: Ctx, filter: MineFilter) {
  let query = mine(ctx);
  const { applicant } = filter;
  if (applicant)
    query = query.where((where) =>
      where.or([
        where('applicant_person_id', '=', applicant),
        where('applicant_organisation_id', '=', applicant),
      ]),
    );
  if (filter.open) query = query.where('is_open', '=', filter.open === 'true');
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[%_\\]/g, '\\$&')}%`;
    query = query.where(
      sql<SqlBool>`(code ilike ${pattern} or lower(public.unaccent(title_vi)) like lower(public.unaccent(${pattern})))`,
    );
  }
  const [at, id] = filter.cursor?.split('|') ?? [];
  if (at && id) query = query.where(sql<SqlBool>`(submitted_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  return query
    .selectAll()
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export async function countOpenMine(ctx: Ctx): Promise<number> {
  const row = await mine(ctx)
    .where('is_open', '=', true)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Closes an authorised filer's view of what they filed for a grantor, but for procedures still authorised. */
export async function endFilerStanding(
  ctx: Ctx,
  at: { holderPersonId: string; grantorPersonId: string | null; grantorOrganisationId: string | null },
  remaining: readonly string[],
): Promise<void> {
  let query = ctx.db
    .updateTable('dossier.dossier')
    .set({ filer_standing: 'ended' })
    .where('filer_person_id', '=', at.holderPersonId)
    .where('filer_relation', '=', 'authorised');
  query = at.grantorOrganisationId
    ? query.where('applicant_organisation_id', '=', at.grantorOrganisationId)
    : query.where('applicant_person_id', '=', at.grantorPersonId);
  if (remaining.length > 0) query = query.where('procedure_code', 'not in', [...remaining]);
  await query.execute();
}
