import type { PlanDifferenceRow } from '#lib/catalog';
import type { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import type { listDifferences, PlanDifference } from './contract-plan.ts';
import { demandOfficer } from './may.ts';
import { planFacts } from './plan.ts';

export const presentDifference = ({
  key,
  topic,
  model,
  says,
  used,
}: PlanDifferenceRow): z.input<typeof PlanDifference> => ({ key, topic, model, says, used });

/** The handbook's totals, counted again from the rows. */
export async function countTotals(ctx: Ctx) {
  const models = await planFacts.models(ctx);
  const details = await planFacts.details(ctx);
  const counted: Readonly<Record<string, number>> = {
    now: models.filter((row) => row.readiness === 'now').length,
    'half-year': models.filter((row) => row.readiness === 'half_year').length,
    'select-unit': models.filter((row) => row.readiness === 'select_unit').length,
    free: models.filter((row) => row.cost === 'free').length,
    paid: models.filter((row) => row.cost !== 'free').length,
  };
  return (await planFacts.totals(ctx)).map(({ key, name, value, supplier, place }) => ({
    key,
    name,
    stated: value,
    counted:
      supplier === undefined
        ? (counted[key] ?? 0)
        : details.filter((row) => row.suppliers.includes(supplier)).length,
    place,
  }));
}

export async function differencesOfSource(
  ctx: Ctx,
): Promise<z.input<NonNullable<typeof listDifferences.response>>> {
  demandOfficer(ctx);
  return { items: (await planFacts.differences(ctx)).map(presentDifference), totals: await countTotals(ctx) };
}
