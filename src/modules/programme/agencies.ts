import type { z } from 'zod';
import { errors as accessErrors } from '#platform/access';
import { isInForce, listStaffAt } from '#modules/agency';
import { sendNotice } from '#platform/notify';
import { type Ctx, legalDay } from '#platform/runtime';
import type { getPlanAgency, listPlanAgencies } from './contract-plan.ts';
import type { PlanUnit } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { demand, demandOfficer, isSecretary, may } from './may.ts';
import { modelTiles } from './overview.ts';
import { agencyBook, lawNumbers, planFacts, presentUnit, refOf } from './plan.ts';
import { presentExtensions, presentTasks, today } from './present.ts';
import { record } from './record.ts';
import { daysLate } from './rules.ts';
import { closeAgencyPlan, insertAgencyPlan, readActivity, readAgencyPlans } from './store-office.ts';
import { readExtensions, readTasks, type TaskRow } from './store-work.ts';

/** Every unit of the plan as it is today, in each field of work by which its tasks went elsewhere. */
async function unitsToday(ctx: Ctx): Promise<PlanUnit[]> {
  const book = await agencyBook(ctx);
  const numbers = await lawNumbers(ctx);
  const tasks = await planFacts.tasks(ctx);
  return (await planFacts.units(ctx)).flatMap((unit) => {
    const fields = new Set(tasks.flatMap((task) => (task.unit === unit.abbreviation ? [task.field] : [])));
    const asked = fields.size === 0 ? [undefined] : [...fields];
    const shown = asked.map((field) => presentUnit(unit, book, { field, lawNumbers: numbers }));
    return [...new Map(shown.map((one) => [one.today.map((agency) => agency.id).join(), one])).values()];
  });
}

const isOpen = (row: TaskRow): boolean => row.state !== 'done';

function countsOf(rows: readonly TaskRow[], day: string) {
  const late = rows.filter(
    (row) => daysLate({ state: row.state as 'open', dueOn: row.due_on }, day) !== null,
  );
  const next = rows.flatMap((row) =>
    isOpen(row) && row.due_on !== null && row.due_on >= day ? [row.due_on] : [],
  );
  return {
    tasks: rows.length,
    done: rows.length - rows.filter(isOpen).length,
    late: late.length,
    stuck: rows.filter((row) => row.state === 'stuck').length,
    nextDue: next.toSorted()[0] ?? null,
  };
}

export async function listAgencies(
  ctx: Ctx,
): Promise<z.input<NonNullable<typeof listPlanAgencies.response>>> {
  demandOfficer(ctx);
  const [book, activity, tiles] = [await agencyBook(ctx), await readActivity(ctx), await modelTiles(ctx)];
  const tasks = Map.groupBy(
    await readTasks(ctx, { states: ['open', 'doing', 'stuck', 'done'] }),
    (row) => row.agency_id,
  );
  const plans = await readAgencyPlans(ctx, {});
  const units = await unitsToday(ctx);
  const day = today(ctx);
  const items = [...tasks].flatMap(([id, rows]) => {
    const agency = book.byId.get(id);
    if (agency === undefined) return [];
    const last = activity.get(id);
    return [
      {
        agency: refOf(agency),
        successorOf: units
          .filter((unit) => unit.isFormer && unit.today.some((one) => one.id === id))
          .map((unit) => unit.name),
        ...countsOf(rows, day),
        leads: tiles.flatMap((tile) => (tile.lead?.id === id ? [tile.number] : [])),
        lastOn: last ? legalDay(last) : null,
        planState: (plans.find((plan) => plan.agency_id === id)?.state ?? null) as 'submitted' | null,
      },
    ];
  });
  return {
    items: items.toSorted((a, b) => b.late - a.late || a.agency.name.localeCompare(b.agency.name, 'vi')),
    units,
  };
}

/** @throws programme.not_found */
export async function agencyPage(
  ctx: Ctx,
  id: string,
): Promise<z.input<NonNullable<typeof getPlanAgency.response>>> {
  demandOfficer(ctx);
  const agency = (await agencyBook(ctx)).byId.get(id);
  if (agency === undefined) throw errors.error('not_found');
  const last = (await readActivity(ctx)).get(id);
  const units = await unitsToday(ctx);
  return {
    agency: refOf(agency),
    isInForce: isInForce(agency, today(ctx)),
    units: units.filter(
      (unit) => unit.agency?.id === id || (unit.isFormer && unit.today.some((one) => one.id === id)),
    ),
    tasks: await presentTasks(ctx, await readTasks(ctx, { agencyId: id })),
    leads: (await modelTiles(ctx)).filter((tile) => tile.lead?.id === id),
    plans: (await readAgencyPlans(ctx, { agencyId: id })).map((plan) => ({
      id: plan.id,
      title: plan.title,
      number: plan.number,
      issuedOn: plan.issued_on,
      state: plan.state as 'submitted',
      remark: plan.remark,
    })),
    extensions: await presentExtensions(ctx, await readExtensions(ctx, { agencyId: id })),
    lastOn: last ? legalDay(last) : null,
    can: { submit: may(ctx, 'agency-plan.add', { agency: id }), manage: isSecretary(ctx) },
  };
}

/** Kế hoạch phối hợp 132/2023 III.3: each lead agency submits a plan of its own. */
export async function submitPlan(
  ctx: Ctx,
  input: { agencyId: string; title: string; number: string; issuedOn: string },
): Promise<string> {
  demand(ctx, 'agency-plan.add', { agency: input.agencyId });
  const id = await insertAgencyPlan(ctx, input);
  await record(ctx, {
    type: 'programme.plan_submitted',
    streamId: id,
    agencyId: input.agencyId,
    after: { title: input.title, number: input.number },
  });
  return id;
}

/** @throws programme.plan_decided, reason_missing */
export async function decidePlan(
  ctx: Ctx,
  input: { id: string; verdict: 'accepted' | 'returned'; remark: string },
): Promise<{ state: string }> {
  if (!may(ctx, 'model-run.change')) throw accessErrors.error('forbidden');
  const [plan] = await readAgencyPlans(ctx, { id: input.id });
  if (plan === undefined) throw errors.error('not_found');
  if (input.verdict === 'returned' && input.remark === '') throw errors.error('reason_missing');
  if (!(await closeAgencyPlan(ctx, { id: input.id, state: input.verdict, remark: input.remark })))
    throw errors.error('plan_decided');
  await record(ctx, {
    type: 'programme.plan_decided',
    streamId: input.id,
    agencyId: plan.agency_id,
    before: { state: plan.state },
    after: { state: input.verdict, remark: input.remark },
  });
  return { state: input.verdict };
}

/**
 * Puts a reminder into the inbox of the responsible officers; once a day for each, however often it is pressed.
 * @throws programme.nobody_to_remind when none of the agencies has a responsible officer
 */
export async function remind(
  ctx: Ctx,
  agencyIds: readonly string[],
): Promise<{ reminded: number; withoutOfficer: string[] }> {
  if (!isSecretary(ctx)) throw accessErrors.error('forbidden');
  const book = await agencyBook(ctx);
  const day = today(ctx);
  const withoutOfficer: string[] = [];
  let reminded = 0;
  for (const id of new Set(agencyIds)) {
    const holders = await listStaffAt(ctx, { agencyId: id, role: 'programme-lead' });
    const rows = await readTasks(ctx, { agencyId: id, states: ['open', 'doing', 'stuck'] });
    const late = countsOf(rows, day).late;
    if (holders.length === 0) withoutOfficer.push(book.byId.get(id)?.name ?? id);
    for (const holder of holders) {
      const sent = await sendNotice(ctx, {
        to: { staffId: holder.id },
        template: 'programme.reminder',
        params: { open: String(rows.length), late: String(late) },
        about: `programme:${id}`,
        link: `/can-bo/chuong-trinh/don-vi/${id}`,
        dedupeKey: `programme.reminder:${id}:${holder.id}:${day}`,
      });
      if (sent !== null) reminded += 1;
    }
    if (holders.length > 0)
      await record(ctx, {
        type: 'programme.reminded',
        streamId: ctx.ids.next(),
        agencyId: id,
        after: { late },
      });
  }
  if (withoutOfficer.length === new Set(agencyIds).size)
    throw errors.error('nobody_to_remind', { agencies: withoutOfficer.join(', ') });
  return { reminded, withoutOfficer };
}
