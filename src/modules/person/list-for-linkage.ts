import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Birth, PersonHit, PersonView } from './contract.ts';
import { birthOf } from './rules.ts';
import { listHitRows, listLinkageNumbers, listLinkageRows } from './store-linkage.ts';

/** A person as the matching engine knows them; numbers in clear, so it never leaves the engine's memory. */
export interface PersonForLinkage {
  readonly id: string;
  readonly fullName: string;
  readonly sex: PersonView['sex'];
  readonly birth: Birth;
  readonly ethnicity: string;
  readonly homePlace: string | null;
  readonly fatherName: string | null;
  readonly motherName: string | null;
  readonly state: PersonView['state'];
  /** Personal and 9-digit numbers, also cancelled ones. */
  readonly numbers: readonly { type: string; value: string; state: 'valid' | 'cancelled' | 'expired' }[];
}

/**
 * Persons in the order of their ids, a page at a time, or the named ones: for the engine that matches lists. The system
 * alone may read so. @throws access.forbidden
 */
export async function listPersonsForLinkage(
  ctx: Ctx,
  at: { readonly after: string | null; readonly limit: number } | { readonly ids: readonly string[] },
): Promise<PersonForLinkage[]> {
  if (ctx.principal.kind !== 'system') throw accessErrors.error('forbidden');
  const rows = await listLinkageRows(ctx, at);
  const numbers = await listLinkageNumbers(
    ctx,
    rows.map((row) => row.id),
  );
  const byPerson = Map.groupBy(numbers, (one) => one.person_id);
  return rows.map((row) => ({
    id: row.id,
    fullName: row.full_name,
    sex: row.sex as PersonView['sex'],
    birth: birthOf(row),
    ethnicity: row.ethnicity,
    homePlace: row.home_place,
    fatherName: row.father_name,
    motherName: row.mother_name,
    state: row.state as PersonView['state'],
    numbers: (byPerson.get(row.id) ?? []).map((one) => ({
      type: one.type,
      value: ctx.ports.identifierCipher.open(one.type, one.sealed),
      state: one.state,
    })),
  }));
}

/**
 * Masked rows of persons found otherwise than by name, in the order asked. Answered only on an open basis; everybody
 * shown sees that they were.
 */
export async function listPersonHits(ctx: Ctx, ids: readonly string[]): Promise<PersonHit[]> {
  if (ids.length === 0) return [];
  const hits = await listHitRows(ctx, ids);
  if (hits.length > 0)
    ctx.looks.add(
      hits.map((hit) => hit.id),
      'person.search',
    );
  return hits;
}
