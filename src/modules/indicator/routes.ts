import { handle, readUpload, sendFile } from '#platform/http';
import { errors as accessErrors, mayEver } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { askComputing } from './compute.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { getIndicator, listIndicators } from './list-indicators.ts';
import { openFigure } from './open-figure.ts';
import { policy } from './policy.ts';
import { readFigures, readSeries } from './read-figures.ts';
import { type RunRow, readRun } from './store-runs.ts';
import { attachEvidence, confirmFigure, enterFigure, listTyped, openEvidence } from './typed-figures.ts';

/** Figures are the officers' own; citizens have their pages elsewhere. */
function officersOnly(ctx: Ctx): void {
  if (ctx.principal.kind !== 'staff' && ctx.principal.kind !== 'system')
    throw accessErrors.error('forbidden');
}

const today = (ctx: Ctx): string => legalDay(ctx.clock.now());

const presentRun = (run: RunRow) => ({
  id: run.id,
  askedAt: run.askedAt.toISOString(),
  period: { from: run.from, to: run.to },
  parts: run.parts,
  done: run.done,
  failed: [...run.failed],
  finishedAt: run.finishedAt === null ? null : run.finishedAt.toISOString(),
});

export const routes = [
  handle(contract.listIndicators, {
    action: 'indicator.list',
    run: async (ctx, { query }) => {
      officersOnly(ctx);
      return { items: await listIndicators(ctx, query), on: query.on ?? today(ctx) };
    },
  }),
  handle(contract.getIndicator, {
    action: 'indicator.read',
    run: (ctx, { params, query }) => {
      officersOnly(ctx);
      return getIndicator(ctx, params.key, query);
    },
  }),
  handle(contract.readFigures, {
    action: 'indicator.figures',
    run: async (ctx, { query }) => {
      officersOnly(ctx);
      const { keys, ...question } = query;
      const wanted = keys.split(',').filter((key) => key !== '');
      return { items: await readFigures(ctx, { ...question, keys: wanted }), on: query.on ?? today(ctx) };
    },
  }),
  handle(contract.readSeries, {
    action: 'indicator.series',
    run: async (ctx, { params, query }) => {
      officersOnly(ctx);
      return { items: await readSeries(ctx, { ...query, key: params.key }) };
    },
  }),
  handle(contract.readMakeup, {
    action: 'indicator.open',
    run: (ctx, { params, query }) => {
      officersOnly(ctx);
      return openFigure(ctx, { ...query, key: params.key });
    },
  }),
  handle(contract.listTypedFigures, {
    action: 'indicator.list-typed',
    run: (ctx, { params, query }) => {
      officersOnly(ctx);
      return listTyped(ctx, { key: params.key, unitId: query.unitId });
    },
  }),
  handle(contract.enterFigure, {
    action: 'indicator.enter',
    run: (ctx, { params, body }) => enterFigure(ctx, { ...body, key: params.key }),
  }),
  handle(contract.attachEvidence, {
    action: 'indicator.attach',
    run: async (ctx, { params }, raw) => attachEvidence(ctx, params.id, await readUpload(raw.request)),
  }),
  handle(contract.downloadEvidence, {
    action: 'indicator.evidence',
    run: async (ctx, { params }, raw) => {
      officersOnly(ctx);
      await sendFile(raw.reply, await openEvidence(ctx, params.id));
    },
  }),
  handle(contract.confirmFigure, {
    action: 'indicator.confirm',
    run: (ctx, { params }) => confirmFigure(ctx, params.id),
  }),
  handle(contract.askComputing, {
    action: 'indicator.compute',
    run: async (ctx, { body }) => {
      if (!mayEver(policy, 'run', { principal: ctx.principal, action: 'ask' }))
        throw accessErrors.error('forbidden');
      const run = await readRun(ctx, await askComputing(ctx, body));
      if (!run) throw errors.error('not_found');
      return presentRun(run);
    },
  }),
  handle(contract.lastRun, {
    action: 'indicator.last-run',
    run: async (ctx) => {
      officersOnly(ctx);
      const run = await readRun(ctx, null);
      return { run: run ? presentRun(run) : null };
    },
  }),
];
