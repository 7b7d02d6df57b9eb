import { listPersonHits } from '#modules/person';
import { placeNames } from '#modules/place';
import { errors as accessErrors } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { lastModel } from './store-runs.ts';
import { levelText } from './words.ts';

/**
 * Who may be meant by what a clerk has typed, with the score a batch would give. Needs a declared purpose; everybody
 * shown sees that they were. @throws access.basis_missing, matching.engine_starting
 */
export async function lookUpPopulation(
  ctx: Ctx,
  input: {
    fullName: string;
    birth?: string | undefined;
    sex?: string | undefined;
    number?: string | undefined;
    place?: string | undefined;
    limit: number;
  },
) {
  if (ctx.basisId === null) throw accessErrors.error('basis_missing');
  if (!input.birth && !input.number && !input.place) throw errors.error('lookup_too_wide');
  const engine = await ctx.ports.populationEngine.status();
  if (engine.state !== 'ready') {
    ctx.ports.populationEngine.wake();
    throw errors.error('engine_starting');
  }
  const { fullName: name, limit, ...rest } = input;
  const record = { key: 'lookup', values: { name, ...rest } };
  const model = (await lastModel(ctx))?.model ?? null;
  const candidates = await ctx.ports.populationEngine.lookUp({ record, limit, model });
  const hits = await listPersonHits(
    ctx,
    candidates.map((one) => one.key),
  );
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const places = await placeNames(
    ctx,
    hits.flatMap((hit) => (hit.homePlace ? [hit.homePlace] : [])),
    legalDay(ctx.clock.now()),
  );
  return {
    engine: engine.engine,
    population: engine.persons,
    items: candidates.flatMap((candidate) => {
      const hit = byId.get(candidate.key);
      if (!hit) return [];
      return [
        {
          personId: hit.id,
          name: hit.fullName,
          birthYear: hit.birthYear,
          sex: hit.sex,
          homePlace: hit.homePlace,
          homePlaceName: hit.homePlace ? (places.get(hit.homePlace) ?? null) : null,
          numberHint: hit.numberHint,
          state: hit.state,
          probability: candidate.probability,
          score: candidate.score,
          agreements: candidate.agreements.map((one) => ({
            ...one,
            levelText: levelText(one.field, one.level, ctx.language),
          })),
        },
      ];
    }),
  };
}
