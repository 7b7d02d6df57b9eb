import type { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import { legalDay } from '#platform/runtime';
import type { getOverview } from './contract-plan.ts';
import type { AgencyRef, ModelTile } from './contract-shapes.ts';
import { indicatorProgress } from './indicator-progress.ts';
import { demandOfficer, isApprover, isSecretary } from './may.ts';
import { agencyBook, planFacts, refById, refOf, unitFinder } from './plan.ts';
import { presentTasks, today } from './present.ts';
import { daysBetween, defaultSettings, isSilent, progressOf, type SettingKey } from './rules.ts';
import { readActivity, readHandovers } from './store-office.ts';
import {
  countWork,
  type ModelRow,
  type RunRow,
  readModels,
  readRuns,
  readSettings,
  type WorkCounts,
} from './store-plan.ts';
import { readExtensions, readTasks } from './store-work.ts';

export type Overview = z.input<NonNullable<typeof getOverview.response>>;

/** A threshold in force today; the default of the product where none was set. */
export async function settingToday(ctx: Ctx, key: SettingKey): Promise<number> {
  const rows = await readSettings(ctx, today(ctx));
  return rows.find((row) => row.key === key)?.value ?? defaultSettings[key];
}

interface TileParts {
  readonly runs: ReadonlyMap<number, RunRow>;
  readonly work: ReadonlyMap<number, WorkCounts>;
  readonly indicators: ReadonlyMap<number, { value: number; isTyped: boolean }>;
  readonly ref: (id: string) => AgencyRef;
  readonly find: ReturnType<typeof unitFinder>;
  readonly day: string;
}

const noWork = { tasks: 0, done: 0, late: 0, next_due: null, steps: 0, steps_done: 0 } as const;

/** Whom the plan named as lead, where that is not who leads today. */
function leadWas(model: ModelRow, lead: AgencyRef | null, find: TileParts['find']): string | null {
  const unit = find(model.lead_units[0] ?? '');
  if (unit === undefined || unit.agency === null || lead === null) return null;
  return unit.name === lead.name || lead.name.startsWith(unit.name) ? null : unit.name;
}

function tileOf(model: ModelRow, parts: TileParts): ModelTile {
  const run = parts.runs.get(model.handbook);
  const counts = parts.work.get(model.handbook) ?? noWork;
  const state = (run?.state ?? 'not_started') as ModelTile['state'];
  const lead = run?.lead_agency_id ? parts.ref(run.lead_agency_id) : null;
  const { steps, steps_done: stepsDone } = counts;
  return {
    number: model.handbook,
    plan: model.plan,
    group: model.group_code,
    short: model.short_title,
    title: model.title,
    state,
    since: run?.since ?? parts.day,
    readiness: model.readiness as ModelTile['readiness'],
    isFree: model.is_free,
    progress: progressOf({ state, steps, stepsDone, indicators: parts.indicators.get(model.handbook) }),
    steps,
    stepsDone,
    tasks: counts.tasks,
    tasksDone: counts.done,
    tasksLate: counts.late,
    lead,
    leadWas: leadWas(model, lead, parts.find),
    nextDue: counts.next_due,
    needsAssessment: model.needs_assessment,
    assessedOn: run?.assessed_on ?? null,
  };
}

/** The tiles of all models, or of one. */
export async function modelTiles(ctx: Ctx, only?: number): Promise<ModelTile[]> {
  const day = today(ctx);
  const parts: TileParts = {
    day,
    runs: new Map((await readRuns(ctx)).map((run) => [run.handbook, run])),
    work: new Map((await countWork(ctx, day)).map((row) => [row.handbook, row])),
    indicators: await indicatorProgress(ctx),
    ref: await refById(ctx),
    find: unitFinder(await planFacts.units(ctx)),
  };
  return (await readModels(ctx))
    .filter((model) => only === undefined || model.handbook === only)
    .map((model) => tileOf(model, parts));
}

/** Agencies with late tasks, the latest first, with whom they succeed. */
async function lateAgencies(ctx: Ctx): Promise<Overview['late']> {
  const rows = await readTasks(ctx, { states: ['open', 'doing', 'stuck'], dueBefore: today(ctx) });
  const tasks = await presentTasks(ctx, rows);
  return [...Map.groupBy(tasks, (task) => task.agency.id).values()]
    .map((own) => ({
      agency: (own[0] as (typeof own)[number]).agency,
      tasks: own.length,
      models: [...new Set(own.flatMap((task) => (task.model ? [task.model.number] : [])))].toSorted(
        (a, b) => a - b,
      ),
      days: Math.max(...own.map((task) => task.daysLate ?? 0)),
      successorOf: own.find((task) => task.was)?.was?.name ?? null,
    }))
    .toSorted((a, b) => b.days - a.days || b.tasks - a.tasks);
}

/** Agencies with unfinished tasks that did nothing of their own for longer than the threshold. */
export async function silentAgencies(ctx: Ctx, silentDays: number): Promise<Overview['silent']> {
  const book = await agencyBook(ctx);
  const activity = await readActivity(ctx);
  const open = Map.groupBy(
    await readTasks(ctx, { states: ['open', 'doing', 'stuck'] }),
    (task) => task.agency_id,
  );
  const day = today(ctx);
  return [...open].flatMap(([id, tasks]) => {
    const agency = book.byId.get(id);
    const last = activity.get(id);
    const lastOn = last ? legalDay(last) : null;
    if (agency === undefined || !isSilent(lastOn, day, silentDays)) return [];
    return [
      {
        agency: refOf(agency),
        lastOn,
        days: lastOn === null ? null : daysBetween(lastOn, day),
        tasks: tasks.length,
      },
    ];
  });
}

export async function overview(ctx: Ctx): Promise<Overview> {
  demandOfficer(ctx);
  const silentDays = await settingToday(ctx, 'silent_days');
  const demonstration = await readTasks(ctx, { limit: 2000 });
  return {
    on: today(ctx),
    demonstration: demonstration.some((task) => task.is_demonstration),
    groups: (await planFacts.groups(ctx)).map(({ group, name, nameEn }) => ({ group, name, nameEn })),
    models: await modelTiles(ctx),
    late: await lateAgencies(ctx),
    silent: await silentAgencies(ctx, silentDays),
    silentDays,
    extensionsAsked: (await readExtensions(ctx, { state: 'asked' })).length,
    handoversOffered: (await readHandovers(ctx, { state: 'offered' })).length,
    can: {
      manage: isSecretary(ctx),
      approve: isApprover(ctx),
      lead: ctx.principal.terms.some((term) => term.role === 'programme-lead'),
    },
  };
}
