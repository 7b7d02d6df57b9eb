import { errors as accessErrors, requireCovered } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { PersonHit } from './contract.ts';
import { listResidentRows } from './store-residents.ts';
import { maySearch } from './store.ts';

export interface ResidentGroup {
  readonly placeCode: string;
  readonly sex: 'male' | 'female' | null;
  readonly ethnicities: readonly string[] | null;
  readonly fromAge: number;
  readonly toAge: number;
  /** Legal day on which age is counted. */
  readonly onDay: string;
  readonly afterId: string | null;
  readonly limit: number;
}

/** The living persons of a commune behind a figure, masked. Needs a declared purpose; everybody shown sees that they were. */
export async function listResidents(ctx: Ctx, group: ResidentGroup): Promise<PersonHit[]> {
  if (!(await maySearch(ctx))) throw accessErrors.error('basis_missing');
  await requireCovered(ctx, 'person-search');
  const hits = await listResidentRows(ctx, group);
  if (hits.length > 0)
    ctx.looks.add(
      hits.map((hit) => hit.id),
      'person.list',
    );
  return hits;
}
