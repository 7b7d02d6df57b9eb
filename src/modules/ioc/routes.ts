import { handle, readUpload } from '#platform/http';
import { system } from '#platform/runtime';
import { answerAlert } from './alerts.ts';
import { addBoundaries, chooseMap, presentBoundary } from './boundaries.ts';
import { compare, getCommune } from './compare.ts';
import * as contract from './contract.ts';
import {
  addDisplay,
  displayOf,
  listDisplays,
  pairDisplay,
  reportDisplay,
  revokeDisplay,
} from './displays.ts';
import { checkMayLook, endOfDay, getBoard, getDisplayBoard } from './get-board.ts';
import { saveLayout } from './layouts.ts';
import { currentLayouts, listAlertRows } from './store.ts';
import { findMapInUse, listBoundaryRows } from './store-screens.ts';

export const routes = [
  handle(contract.listLayouts, {
    action: 'ioc.list-layouts',
    run: async (ctx) => {
      checkMayLook(ctx);
      return { items: await currentLayouts(ctx) };
    },
  }),
  handle(contract.saveLayout, {
    action: 'ioc.save-layout',
    run: (ctx, { params, body }) => saveLayout(ctx, { key: params.key, ...body }),
  }),
  handle(contract.getBoard, {
    action: 'ioc.read-board',
    run: (ctx, { params, query }) => getBoard(ctx, { key: params.key, ...query }),
  }),
  handle(contract.getDisplayBoard, {
    action: 'ioc.read-display-board',
    as: system,
    run: async (ctx, { query }, raw) =>
      getDisplayBoard(ctx, (await displayOf(ctx, raw.request)).layout_key, query.page),
  }),
  handle(contract.getCommune, {
    action: 'ioc.read-commune',
    run: (ctx, { params, query }) => getCommune(ctx, params.code, query),
  }),
  handle(contract.compare, { action: 'ioc.compare', run: (ctx, { query }) => compare(ctx, query) }),
  handle(contract.listAlerts, {
    action: 'ioc.list-alerts',
    run: async (ctx, { query }) => {
      checkMayLook(ctx);
      const { on, ...rest } = query;
      const rows = await listAlertRows(ctx, {
        ...rest,
        limit: query.limit + 1,
        ...(on === undefined ? {} : { until: endOfDay(on) }),
      });
      const items = rows.slice(0, query.limit);
      return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  handle(contract.acknowledgeAlert, {
    action: 'ioc.acknowledge-alert',
    run: (ctx, { params, body }) => answerAlert(ctx, params.id, { ...body, to: 'acknowledged' }),
  }),
  handle(contract.resolveAlert, {
    action: 'ioc.resolve-alert',
    run: (ctx, { params, body }) => answerAlert(ctx, params.id, { ...body, to: 'resolved' }),
  }),
  handle(contract.listDisplays, {
    action: 'ioc.list-displays',
    run: async (ctx) => ({ items: await listDisplays(ctx) }),
  }),
  handle(contract.addDisplay, { action: 'ioc.add-display', run: (ctx, { body }) => addDisplay(ctx, body) }),
  handle(contract.revokeDisplay, {
    action: 'ioc.revoke-display',
    run: (ctx, { params }) => revokeDisplay(ctx, params.id),
  }),
  handle(contract.pairDisplay, {
    action: 'ioc.pair-display',
    as: system,
    run: (ctx, { body }, raw) => pairDisplay(ctx, body.code, raw),
  }),
  handle(contract.reportDisplay, {
    action: 'ioc.report-display',
    as: system,
    run: (ctx, _input, raw) => reportDisplay(ctx, raw.request),
  }),
  handle(contract.getShapes, {
    action: 'ioc.read-shapes',
    run: async (ctx) => {
      const found = await findMapInUse(ctx);
      if (!found) return { map: null, name: null };
      return { map: { ...found.map, units: [...found.map.units] }, name: found.name };
    },
  }),
  handle(contract.listBoundaries, {
    action: 'ioc.list-boundaries',
    run: async (ctx) => ({ items: (await listBoundaryRows(ctx)).map(presentBoundary) }),
  }),
  handle(contract.importBoundaries, {
    action: 'ioc.import-boundaries',
    run: async (ctx, _input, raw) => addBoundaries(ctx, await readUpload(raw.request)),
  }),
  handle(contract.chooseMap, {
    action: 'ioc.choose-map',
    run: (ctx, { body }) => chooseMap(ctx, body.boundaryId),
  }),
];
