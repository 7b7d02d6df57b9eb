import { handle, sendFile } from '#platform/http';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { exportFigures, openFigures } from './export-figures.ts';
import { checkMayRead, getMap, getSummary, openSnapshot, presentSnapshot } from './get-population.ts';
import { listPeople } from './list-people.ts';
import { listSnapshotRows } from './store.ts';
import { requestSnapshot } from './take-snapshot.ts';

export const routes = [
  handle(contract.listSnapshots, {
    action: 'population-analysis.list',
    run: async (ctx, { query }) => {
      checkMayRead(ctx);
      return { items: (await listSnapshotRows(ctx, query)).map(presentSnapshot) };
    },
  }),
  handle(contract.takeSnapshot, {
    action: 'population-analysis.take',
    run: async (ctx) => {
      if (!ctx.principal.terms.some((term) => term.role === 'population-analyst'))
        throw errors.error('not_entitled');
      await requestSnapshot(ctx);
    },
  }),
  handle(contract.openSnapshot, {
    action: 'population-analysis.open',
    run: (ctx, { params }) => openSnapshot(ctx, params.id),
  }),
  handle(contract.getSummary, {
    action: 'population-analysis.read',
    run: (ctx, { query }) => getSummary(ctx, query),
  }),
  handle(contract.getMap, {
    action: 'population-analysis.read-map',
    run: (ctx, { query }) => getMap(ctx, query),
  }),
  handle(contract.exportFigures, {
    action: 'population-analysis.export',
    run: async (ctx, { query }, raw) => {
      await sendFile(raw.reply, await exportFigures(ctx, query));
    },
  }),
  handle(contract.getOpenFigures, {
    action: 'population-analysis.read-open',
    run: (ctx, { query }) => openFigures(ctx, query.place),
  }),
  handle(contract.listPeople, {
    action: 'population-analysis.list-people',
    run: (ctx, { query }) => listPeople(ctx, query),
  }),
];
