import type { PlanTaskRow } from '#lib/catalog';
import { foldForSearch } from '#lib/vietnamese';
import type { Agency, AgencyBook } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { agencyBook, fieldIn, ownerToday, planFacts, unitFinder } from './plan.ts';
import { today } from './present.ts';
import { record } from './record.ts';
import { planDue } from './rules.ts';
import { insertRuns, type ModelRow, readModels } from './store-plan.ts';
import { insertSteps, insertTasks, type NewTask, readPlanKeys } from './store-work.ts';

/** The province's police stand for the whole: a task whose unit is a group of actors falls to the model's lead, else to them. */
const standingBody = 'province-police';

interface Known {
  readonly find: ReturnType<typeof unitFinder>;
  readonly book: AgencyBook;
  readonly tasks: readonly PlanTaskRow[];
  readonly fallback: Agency;
}

/** The agency that leads a model today: the first of its leads of 2023 that still has somebody. */
export function leadToday(model: Pick<ModelRow, 'handbook' | 'lead_units'>, known: Known): Agency {
  for (const unit of model.lead_units) {
    const row = known.find(unit);
    if (row?.agency == null) continue;
    const field = fieldIn(known.tasks, model.handbook, row.abbreviation);
    return ownerToday({ unit: row.abbreviation, field }, known);
  }
  return known.fallback;
}

async function loadKnown(ctx: Ctx): Promise<Known> {
  const book = await agencyBook(ctx);
  const fallback = book.byKey.get(standingBody);
  if (fallback === undefined) throw errors.error('not_found');
  return {
    book,
    fallback,
    find: unitFinder(await planFacts.units(ctx)),
    tasks: await planFacts.tasks(ctx),
  };
}

function newTask(
  task: PlanTaskRow,
  due: string | null,
  known: { owner: Agency; helpers: readonly Agency[] },
): NewTask {
  return {
    handbook: task.model,
    plan_key: `${task.model}.${task.number}`,
    plan_unit: task.unit,
    plan_role: task.role,
    field: task.field ?? null,
    title: task.text,
    note: '',
    agency_id: known.owner.id,
    officer_id: null,
    with_agency_ids: [...new Set(known.helpers.map((agency) => agency.id))].filter(
      (id) => id !== known.owner.id,
    ),
    start_on: null,
    plan_due_on: due,
    due_on: due,
    state: 'open',
    stuck_reason: null,
    stuck_on: null,
    done_on: null,
    decision_id: null,
    is_demonstration: false,
    search_text: foldForSearch(`${task.text} ${known.owner.name} ${task.unit}`),
  };
}

/**
 * Makes what is run out of what is planned: a state for each model, tasks and steps that are not there yet. Doing it
 * again adds only what the catalogue added since; nothing in use is touched.
 */
export async function preparePlan(ctx: Ctx): Promise<{ tasks: number; steps: number }> {
  const models = await readModels(ctx);
  if (models.length === 0) return { tasks: 0, steps: 0 };
  const known = await loadKnown(ctx);
  const leads = new Map(models.map((model) => [model.handbook, leadToday(model, known)]));
  const leadOf = (model: number): Agency => leads.get(model) ?? known.fallback;
  const day = today(ctx);
  await insertRuns(
    ctx,
    models.map((model) => ({
      handbook: model.handbook,
      leadAgencyId: leadOf(model.handbook).id,
      since: day,
    })),
  );
  const steps = await insertSteps(
    ctx,
    (await planFacts.steps(ctx)).map((step) => ({
      handbook: step.model,
      number: step.number,
      text: step.text,
      agencyId: leadOf(step.model).id,
    })),
  );
  const deadlines = Map.groupBy(await planFacts.deadlines(ctx), (row) => row.model);
  const present = await readPlanKeys(ctx);
  const added = known.tasks
    .filter((task) => !present.has(`${task.model}.${task.number}`))
    .map((task) => {
      const at = { ...known, fallback: leadOf(task.model) };
      const helpers = task.with.flatMap((unit) => {
        const row = known.find(unit);
        return row?.agency == null ? [] : [ownerToday({ unit, field: undefined }, at)];
      });
      const due = planDue(deadlines.get(task.model) ?? []);
      return newTask(task, due, { owner: ownerToday(task, at), helpers });
    });
  await insertTasks(ctx, added);
  if (added.length + steps > 0)
    await record(ctx, {
      type: 'programme.prepared',
      streamId: ctx.ids.next(),
      after: { tasks: added.length, steps },
    });
  return { tasks: added.length, steps };
}
