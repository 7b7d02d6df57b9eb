import { errors as accessErrors, requireCovered } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { PersonHit } from './contract.ts';
import { errors } from './errors.ts';
import { searchWords, withParticle } from './rules.ts';
import { maySearch, searchNames } from './store.ts';

/** Masked rows by name, diacritics or not, words in any order. Needs an open basis; everybody shown sees that they were. */
export async function searchPersons(
  ctx: Ctx,
  input: { name: string; birthYear?: number; limit: number },
): Promise<PersonHit[]> {
  if (!(await maySearch(ctx))) throw accessErrors.error('basis_missing');
  await requireCovered(ctx, 'person-search');
  const words = searchWords(input.name);
  if (!words) throw errors.error('search_too_broad');
  const at = { birthYear: input.birthYear ?? null, limit: input.limit };
  let hits = await searchNames(ctx, { words, ...at });
  const particled = hits.length === 0 ? withParticle(words) : undefined;
  if (particled) hits = await searchNames(ctx, { words: particled, ...at });
  if (hits.length > 0)
    ctx.looks.add(
      hits.map((hit) => hit.id),
      'person.search',
    );
  return hits;
}
