import { sql } from 'kysely';
import { type ServiceDefinition, readDefinition } from '#lib/service-definition';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';

declare module '#platform/runtime' {
  interface Ports {
    /** Definitions read once: a published version never changes. */
    definitionCache: Map<string, ServiceDefinition>;
  }
}

async function load(ctx: Ctx, code: string, version: number): Promise<ServiceDefinition> {
  const known = ctx.ports.definitionCache.get(`${code}@${version}`);
  if (known) return known;
  const row = await ctx.db
    .selectFrom('procedure.definition')
    .select('body')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  const definition = readDefinition(row.body);
  ctx.ports.definitionCache.set(`${code}@${version}`, definition);
  return definition;
}

/** The definition a case pinned when it began. @throws procedure.not_found */
export function getDefinition(ctx: Ctx, code: string, version: number): Promise<ServiceDefinition> {
  return load(ctx, code, version);
}

/** The definition in force on a legal day (yyyy-MM-dd). @throws procedure.not_found */
export async function getDefinitionOn(ctx: Ctx, code: string, day: string): Promise<ServiceDefinition> {
  const row = await ctx.db
    .selectFrom('procedure.definition')
    .select('version')
    .where('code', '=', code)
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .orderBy('version', 'desc')
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return load(ctx, code, row.version);
}

export interface NewDefinition {
  readonly definition: ServiceDefinition;
  readonly hash: string;
}

/** @returns `added`, or `same` when exactly this version is there already. @throws procedure.version_changed */
export async function publishDefinition(
  ctx: Ctx,
  { definition, hash }: NewDefinition,
): Promise<'added' | 'same'> {
  const { code, version } = definition;
  const known = await ctx.db
    .selectFrom('procedure.definition')
    .select('hash')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  if (known?.hash === hash) return 'same';
  if (known) throw errors.error('version_changed', { code, version });
  await ctx.db
    .insertInto('procedure.definition')
    .values({
      code,
      version,
      valid_from: definition.validFrom,
      valid_to: definition.validTo,
      body: JSON.stringify(definition),
      hash,
      published_at: ctx.clock.now(),
    })
    .execute();
  return 'added';
}

export interface Listing {
  readonly code: string;
  readonly essentialNumber: number | null;
  readonly name: { readonly vi: string; readonly en: string };
  readonly field: { readonly vi: string; readonly en: string };
  readonly searchText: string;
  readonly levels: readonly string[];
  readonly timeLimit: string | null;
  readonly feeText: string | null;
  readonly feeAmount: number | null;
  readonly isOpen: boolean;
  readonly verified: boolean;
  readonly source: string;
}

export async function storeListing(ctx: Ctx, listing: Listing): Promise<void> {
  const row = {
    essential_number: listing.essentialNumber,
    name_vi: listing.name.vi,
    name_en: listing.name.en,
    field_vi: listing.field.vi,
    field_en: listing.field.en,
    search_text: listing.searchText,
    levels: [...listing.levels],
    time_limit: listing.timeLimit,
    fee_text: listing.feeText,
    fee_amount: listing.feeAmount,
    is_open: listing.isOpen,
    verified: listing.verified,
    source: listing.source,
  };
  await ctx.db
    .insertInto('procedure.listing')
    .values({ code: listing.code, ...row })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute();
}

/** Open services first, then by their place among the essential services. `folded` is the query without diacritics. */
export function listListings(ctx: Ctx, filter: { folded: string; openOnly: boolean }) {
  let query = ctx.db.selectFrom('procedure.listing').selectAll();
  for (const word of filter.folded.split(' ').filter(Boolean))
    query = query.where('search_text', 'like', `%${word}%`);
  if (filter.openOnly) query = query.where('is_open', '=', true);
  return query.orderBy('is_open', 'desc').orderBy(sql`essential_number nulls last`).orderBy('code').execute();
}

export function findListing(ctx: Ctx, code: string) {
  return ctx.db.selectFrom('procedure.listing').selectAll().where('code', '=', code).executeTakeFirst();
}

/** Every published version, newest first. */
export function listVersionRows(ctx: Ctx, code: string) {
  return ctx.db
    .selectFrom('procedure.definition')
    .select([
      'version',
      'valid_from',
      'valid_to',
      'published_at',
      sql<boolean>`(body ->> 'verified')::boolean`.as('verified'),
    ])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute();
}
