import { foldForSearch } from '#lib/vietnamese';
import { type Projector, projector } from '#platform/catalog';
import { type Ctx, forgetInAct } from '#platform/runtime';
import { planFacts } from './plan.ts';
import { upsertModels } from './store-plan.ts';

/** The table of models is made of two sheets: a change of either lays its rows anew. */
async function projectModels(ctx: Ctx): Promise<void> {
  forgetInAct(ctx, 'programme plan');
  const details = new Map((await planFacts.details(ctx)).map((row) => [row.handbook, row]));
  const assessed = new Set(
    (await planFacts.tasks(ctx)).filter((task) => task.role === 'assess').map((task) => task.model),
  );
  const models = (await planFacts.models(ctx)).flatMap((row) => {
    const detail = details.get(row.handbook);
    if (detail === undefined) return [];
    return [
      {
        handbook: row.handbook,
        plan: row.plan,
        group_code: row.group,
        title: row.title,
        short_title: detail.short,
        goal: detail.goal,
        readiness: row.readiness,
        is_free: row.cost === 'free',
        needs_assessment: assessed.has(row.handbook),
        lead_units: row.lead,
        search_text: foldForSearch(`${row.handbook} ${row.title} ${detail.short} ${detail.goal}`),
      },
    ];
  });
  await upsertModels(ctx, models);
}

/** How the sheets of catalog/models and catalog/programme come into the tables; given to the catalogue's import. */
export const programmeProjectors: readonly Projector[] = [
  projector('model', projectModels),
  projector('plan-model', projectModels),
  projector('plan-task', projectModels),
];
