import { readFile } from '#platform/files';
import { handle, sendFile } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import * as contract from './contract.ts';
import { listIncoming, openIncoming, receiveReport, sendReport } from './dispatch.ts';
import { openDocument } from './documents.ts';
import { presentSections, saveSection } from './edit-report.ts';
import { makeReport, refreshFigures } from './make-report.ts';
import { numberReport, presentReport, returnReport, signReport } from './move-report.ts';
import { listReports, presentReportView } from './present.ts';
import { getReportRecord, listVersions } from './store.ts';

async function after(ctx: Ctx, id: string, act: Promise<void>) {
  await act;
  return presentReportView(ctx, id);
}

export const routes = [
  handle(contract.listReports, { action: 'report.list', run: (ctx, { query }) => listReports(ctx, query) }),
  handle(contract.makeReport, {
    action: 'report.make',
    run: async (ctx, { body }) => presentReportView(ctx, (await makeReport(ctx, body)).id),
  }),
  handle(contract.getReport, {
    action: 'report.read',
    run: (ctx, { params }) => presentReportView(ctx, params.id),
  }),
  handle(contract.saveSection, {
    action: 'report.save-section',
    run: (ctx, { params, body }) => saveSection(ctx, { id: params.id, key: params.section, ...body }),
  }),
  handle(contract.listSectionVersions, {
    action: 'report.section-versions',
    run: async (ctx, { params }) => {
      await getReportRecord(ctx, params.id);
      return { items: await presentSections(ctx, await listVersions(ctx, params.id, params.section)) };
    },
  }),
  handle(contract.refreshFigures, {
    action: 'report.refresh-figures',
    run: (ctx, { params, body }) => after(ctx, params.id, refreshFigures(ctx, { ...params, ...body })),
  }),
  handle(contract.presentReport, {
    action: 'report.present',
    run: (ctx, { params, body }) => after(ctx, params.id, presentReport(ctx, { ...params, ...body })),
  }),
  handle(contract.returnReport, {
    action: 'report.return',
    run: (ctx, { params, body }) => after(ctx, params.id, returnReport(ctx, { ...params, ...body })),
  }),
  handle(contract.signReport, {
    action: 'report.sign',
    run: (ctx, { params, body }) => after(ctx, params.id, signReport(ctx, { ...params, ...body })),
  }),
  handle(contract.numberReport, {
    action: 'report.number',
    run: (ctx, { params, body }) => after(ctx, params.id, numberReport(ctx, { ...params, ...body })),
  }),
  handle(contract.sendReport, {
    action: 'report.send',
    run: (ctx, { params, body }) => after(ctx, params.id, sendReport(ctx, params.id, body.receiverIds)),
  }),
  handle(contract.downloadDocument, {
    action: 'report.download',
    run: async (ctx, { params, query }, raw) =>
      sendFile(raw.reply, await openDocument(ctx, params.id, query.format)),
  }),
  handle(contract.listIncoming, {
    action: 'report.incoming',
    run: (ctx, { query }) => listIncoming(ctx, query),
  }),
  handle(contract.receiveReport, {
    action: 'report.receive',
    run: (ctx, { params }) => receiveReport(ctx, params.id),
  }),
  handle(contract.downloadIncoming, {
    action: 'report.download-incoming',
    run: async (ctx, { params }, raw) => {
      const row = await openIncoming(ctx, params.id);
      const { bytes, mediaType } = await readFile(ctx, row.pdfFileId);
      await sendFile(raw.reply, {
        bytes,
        mediaType,
        name: `${row.title} (${row.number.replaceAll('/', '-')}).pdf`,
      });
    },
  }),
];
