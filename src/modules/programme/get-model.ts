import type { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import type { getModel } from './contract-plan.ts';
import { errors } from './errors.ts';
import { presentDifference } from './differences.ts';
import { demandOfficer, isSecretary, may } from './may.ts';
import { modelTiles } from './overview.ts';
import { agencyBook, fieldIn, lawNumbers, planFacts, presentUnit, unitFinder } from './plan.ts';
import {
  presentAssessments,
  presentComments,
  presentObstacles,
  presentSteps,
  presentTasks,
} from './present.ts';
import { readComments } from './store-office.ts';
import { readAssessments, readRuns } from './store-plan.ts';
import { sumSites } from './store-people.ts';
import { readObstacles, readSteps, readTasks } from './store-work.ts';

export type ModelPage = z.input<NonNullable<typeof getModel.response>>;

export const noDevices = { reader_qr: 0, reader_chip: 0, handheld: 0, kiosk: 0, camera: 0, pos: 0 } as const;

async function planPart(ctx: Ctx, number: number) {
  const detail = (await planFacts.details(ctx)).find((row) => row.handbook === number);
  const model = (await planFacts.models(ctx)).find((row) => row.handbook === number);
  if (detail === undefined || model === undefined) throw errors.error('model_not_found');
  const all = await planFacts.tasks(ctx);
  const tasks = all.filter((task) => task.model === number);
  const find = unitFinder(await planFacts.units(ctx));
  const book = await agencyBook(ctx);
  const numbers = await lawNumbers(ctx);
  const named = [...model.lead, ...model.with, ...tasks.flatMap((task) => [task.unit, ...task.with])];
  const units = new Map(
    named.flatMap((name) => {
      const unit = find(name);
      if (unit === undefined) return [];
      const field = fieldIn(tasks, number, unit.abbreviation);
      return [[unit.abbreviation, presentUnit(unit, book, { field, lawNumbers: numbers })] as const];
    }),
  );
  return {
    goal: detail.goal,
    forces: detail.forces,
    tools: detail.tools,
    devices: detail.devices,
    costNote: detail.costNote ?? null,
    suppliers: detail.suppliers,
    legalBasis: detail.legalBasis,
    places: { body: detail.placeBody, annex: detail.placeAnnex, handbook: detail.placeHandbook },
    sourceNote: detail.note ?? null,
    units: [...units.values()],
    planTasks: tasks.map(({ unit, role, with: others, text, place }) => ({
      unit,
      role,
      with: others,
      text,
      place,
    })),
    deadlines: (await planFacts.deadlines(ctx))
      .filter((row) => row.model === number)
      .map(({ part, kind, on, scope, place }) => ({ part, kind, on, scope: scope ?? null, place })),
    differences: (await planFacts.differences(ctx))
      .filter((row) => row.model === number)
      .map(presentDifference),
  };
}

/** @throws programme.model_not_found */
export async function modelPage(ctx: Ctx, number: number): Promise<ModelPage> {
  demandOfficer(ctx);
  const [tile] = await modelTiles(ctx, number);
  const run = (await readRuns(ctx)).find((row) => row.handbook === number);
  if (tile === undefined || run === undefined) throw errors.error('model_not_found');
  const [sites] = await sumSites(ctx, number);
  return {
    model: tile,
    version: run.version,
    ...(await planPart(ctx, number)),
    tasks: await presentTasks(ctx, await readTasks(ctx, { handbook: number })),
    steps: await presentSteps(ctx, await readSteps(ctx, { handbook: number })),
    assessments: await presentAssessments(ctx, await readAssessments(ctx, number)),
    obstacles: await presentObstacles(ctx, await readObstacles(ctx, { handbook: number })),
    comments: await presentComments(ctx, await readComments(ctx, { handbook: number })),
    sites: {
      sites: Number(sites?.sites ?? 0),
      needed: sites
        ? {
            reader_qr: sites.reader_qr,
            reader_chip: sites.reader_chip,
            handheld: sites.handheld,
            kiosk: sites.kiosk,
            camera: sites.camera,
            pos: sites.pos,
          }
        : { ...noDevices },
      installed: sites?.installed ?? 0,
    },
    can: {
      manage: isSecretary(ctx),
      raise: isSecretary(ctx) || may(ctx, 'obstacle.add', { agency: ownAgency(ctx) }),
    },
  };
}

/** The agency for which the actor is responsible in the programme, if any. */
export function ownAgency(ctx: Ctx): string | null {
  return ctx.principal.terms.find((term) => term.role === 'programme-lead')?.agencyId ?? null;
}
