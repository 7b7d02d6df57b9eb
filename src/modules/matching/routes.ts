import { type Handler, handle, readUpload, sendFile } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import * as contract from './contract.ts';
import { listExports, openExport, requestExport } from './export-list.ts';
import { addEdition } from './hand-in-file.ts';
import { confirmMapping, discardEdition } from './import-steps.ts';
import { getProgress } from './list-rows.ts';
import { createList, getListRow, listKinds, listLists } from './manage-lists.ts';
import { presentDetail } from './present.ts';
import { listProblems, problemReport } from './problem-report.ts';
import { reestimate } from './reestimate.ts';
import { queueRoutes } from './routes-queue.ts';
import { requestRun } from './run-steps.ts';

const detailOf = async (ctx: Ctx, id: string) => presentDetail(ctx, await getListRow(ctx, id));

const listRoutes: readonly Handler[] = [
  handle(contract.listKinds, { action: 'matching.list-kinds', run: (ctx) => listKinds(ctx) }),
  handle(contract.listLists, {
    action: 'matching.list-lists',
    run: (ctx, { query }) => listLists(ctx, query),
  }),
  handle(contract.createList, {
    action: 'matching.create-list',
    run: (ctx, { body }) => createList(ctx, body),
  }),
  handle(contract.getList, {
    action: 'matching.read-list',
    run: (ctx, { params }) => detailOf(ctx, params.id),
  }),
  handle(contract.addEdition, {
    action: 'matching.add-edition',
    run: async (ctx, { params }, { request }) => {
      const { name, bytes } = await readUpload(request);
      return addEdition(ctx, { listId: params.id, name, bytes });
    },
  }),
  handle(contract.confirmMapping, {
    action: 'matching.confirm-mapping',
    run: (ctx, { params, body }) => confirmMapping(ctx, { id: params.id, ...body }),
  }),
  handle(contract.discardEdition, {
    action: 'matching.discard-edition',
    run: (ctx, { params, body }) => discardEdition(ctx, { id: params.id, ...body }),
  }),
  handle(contract.listProblems, {
    action: 'matching.list-problems',
    run: (ctx, { params, query }) => listProblems(ctx, { id: params.id, ...query }),
  }),
  handle(contract.downloadProblems, {
    action: 'matching.download-problems',
    run: async (ctx, { params }, { reply }) => {
      const { name, bytes } = await problemReport(ctx, params.id);
      await sendFile(reply, { name, bytes, mediaType: 'text/csv; charset=utf-8' });
    },
  }),
];

const runRoutes: readonly Handler[] = [
  handle(contract.requestRun, {
    action: 'matching.request-run',
    run: async (ctx, { params, body }) => {
      await requestRun(ctx, { listId: params.id, version: body.version });
      return detailOf(ctx, params.id);
    },
  }),
  handle(contract.requestReestimation, {
    action: 'matching.reestimate',
    run: (ctx, { params, body }) => reestimate(ctx, { listId: params.id, version: body.version }),
  }),
  handle(contract.getProgress, {
    action: 'matching.read-progress',
    run: (ctx, { params }) => getProgress(ctx, params.id),
  }),
  handle(contract.requestExport, {
    action: 'matching.request-export',
    run: (ctx, { params, body }) => requestExport(ctx, { listId: params.id, format: body.format }),
  }),
  handle(contract.listExports, {
    action: 'matching.list-exports',
    run: (ctx, { params }) => listExports(ctx, params.id),
  }),
  handle(contract.downloadExport, {
    action: 'matching.download-export',
    run: async (ctx, { params }, { reply }) => sendFile(reply, await openExport(ctx, params.id)),
  }),
];

export const routes: readonly Handler[] = [...listRoutes, ...runRoutes, ...queueRoutes];
