import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface IdentifierRow {
  readonly personId: string;
  readonly type: string;
  readonly lookup: string;
  readonly sealed: Buffer;
  readonly hint: string;
  readonly validFrom: string | null;
}

export async function insertIdentifier(ctx: Ctx, row: IdentifierRow): Promise<void> {
  await ctx.db
    .insertInto('person.identifier')
    .values({
      id: ctx.ids.next(),
      person_id: row.personId,
      type: row.type,
      lookup: row.lookup,
      sealed: row.sealed,
      hint: row.hint,
      state: 'valid',
      valid_from: row.validFrom,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function listIdentifierRows(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('person.identifier')
    .select(['id', 'type', 'sealed', 'hint', 'state', 'valid_from', 'valid_to', 'reason'])
    .where('person_id', '=', personId)
    .orderBy('type')
    .orderBy('valid_from')
    .execute();
}

/** Ends the valid identifier of a type. */
export async function endIdentifier(
  ctx: Ctx,
  at: { personId: string; type: string; on: string; state: 'cancelled' | 'expired'; reason: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('person.identifier')
    .set({ state: at.state, valid_to: at.on, reason: at.reason })
    .where('person_id', '=', at.personId)
    .where('type', '=', at.type)
    .where('state', '=', 'valid')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface IdentifierMatch {
  readonly personId: string;
  readonly type: string;
  readonly state: 'valid' | 'cancelled' | 'expired';
}

interface MatchRow {
  person_id: string;
  type: string;
  state: IdentifierMatch['state'];
}

const toMatch = (row: MatchRow | undefined): IdentifierMatch | undefined =>
  row && { personId: row.person_id, type: row.type, state: row.state };

export async function findByLookup(ctx: Ctx, lookup: string): Promise<IdentifierMatch | undefined> {
  const { rows } = await sql<MatchRow>`select * from person.find_identifier(${lookup}::uuid)`.execute(ctx.db);
  return toMatch(rows[0]);
}

export async function matchLookup(
  ctx: Ctx,
  at: { lookup: string; key: string },
): Promise<IdentifierMatch | undefined> {
  const { rows } =
    await sql<MatchRow>`select * from person.match_identifier(${at.lookup}::uuid, ${at.key})`.execute(ctx.db);
  return toMatch(rows[0]);
}

export type KinshipKind = 'father' | 'mother' | 'spouse' | 'guardian';

export interface KinshipRow {
  readonly personId: string;
  readonly relativeId: string;
  readonly kind: KinshipKind;
  readonly validFrom: string | null;
  readonly source: string;
}

export async function insertKinship(ctx: Ctx, row: KinshipRow): Promise<void> {
  await ctx.db
    .insertInto('person.kinship')
    .values({
      id: ctx.ids.next(),
      person_id: row.personId,
      relative_id: row.relativeId,
      kind: row.kind,
      valid_from: row.validFrom,
      source: row.source,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

/** Kinship in force on a day, in both directions. */
export function listKinshipRows(ctx: Ctx, at: { personId: string; on: string }) {
  return ctx.db
    .selectFrom('person.kinship')
    .select(['id', 'person_id', 'relative_id', 'kind', 'valid_from', 'valid_to'])
    .where((eb) => eb.or([eb('person_id', '=', at.personId), eb('relative_id', '=', at.personId)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at.on)]))
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', at.on)]))
    .execute();
}

export async function endKinshipRows(
  ctx: Ctx,
  at: { personId: string; relativeId?: string; kind: KinshipKind; on: string },
): Promise<number> {
  const result = await ctx.db
    .updateTable('person.kinship')
    .set({ valid_to: at.on })
    .where('person_id', '=', at.personId)
    .where('kind', '=', at.kind)
    .where('valid_to', 'is', null)
    .$if(at.relativeId !== undefined, (query) => query.where('relative_id', '=', at.relativeId ?? ''))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export function listContactRows(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('person.contact')
    .select(['kind', 'value'])
    .where('person_id', '=', personId)
    .where('valid_to', 'is', null)
    .execute();
}

export async function replaceContact(
  ctx: Ctx,
  row: { personId: string; kind: string; value: string; on: string },
): Promise<void> {
  await ctx.db
    .updateTable('person.contact')
    .set({ valid_to: row.on })
    .where('person_id', '=', row.personId)
    .where('kind', '=', row.kind)
    .where('valid_to', 'is', null)
    .execute();
  await ctx.db
    .insertInto('person.contact')
    .values({
      id: ctx.ids.next(),
      person_id: row.personId,
      kind: row.kind,
      value: row.value,
      valid_from: row.on,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}
