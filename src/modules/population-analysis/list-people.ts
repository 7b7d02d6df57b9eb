import { mayEver } from '#platform/access';
import { listResidents } from '#modules/person';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { agesOf, OTHER, PROVINCE } from './rules.ts';
import { figuresOf, findSnapshotOn } from './store.ts';

export interface PeopleQuestion {
  readonly place: string;
  readonly sex?: 'male' | 'female';
  readonly age?: string;
  readonly ethnicity?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Groups that are not named one by one stand behind `other`. */
async function ethnicitiesOf(ctx: Ctx, group: string | undefined): Promise<string[] | null> {
  if (group === undefined) return null;
  if (group !== OTHER) return [group];
  const snapshot = await findSnapshotOn(ctx, undefined);
  const rows = snapshot ? await figuresOf(ctx, snapshot.id, ['ethnicity']) : [];
  const named = new Set(rows.filter((row) => row.place_code === PROVINCE).map((row) => row.category));
  const all = Array.from({ length: 99 }, (_, index) => String(index + 1).padStart(2, '0'));
  return all.filter((code) => !named.has(code));
}

/**
 * The masked rows behind a figure, as the register stands now. Needs the role and a declared purpose that opens the
 * search of persons; every person shown sees that they were.
 */
export async function listPeople(ctx: Ctx, question: PeopleQuestion) {
  if (!mayEver(policy, 'snapshot', { principal: ctx.principal, action: 'list-people' }))
    throw errors.error('not_entitled');
  const [fromAge, toAge] = agesOf(question.age ?? '');
  if (fromAge > toAge) throw errors.error('no_such_figure');
  const hits = await listResidents(ctx, {
    placeCode: question.place,
    sex: question.sex ?? null,
    ethnicities: await ethnicitiesOf(ctx, question.ethnicity),
    fromAge,
    toAge,
    onDay: legalDay(ctx.clock.now()),
    afterId: question.cursor ?? null,
    limit: question.limit + 1,
  });
  const page = hits.slice(0, question.limit);
  return {
    items: page.map(({ id, fullName, birthYear, sex, numberHint }) => ({
      id,
      fullName,
      birthYear,
      sex,
      numberHint,
    })),
    nextCursor: hits.length > question.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
