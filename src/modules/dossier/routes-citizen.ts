import { type Handler, handle } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { openCase } from './case-file.ts';
import { answerSupplement, appeal, rate, withdraw } from './citizen-acts.ts';
import * as contract from './contract.ts';
import { downloadCaseFile } from './download.ts';
import { errors } from './errors.ts';
import type { OpenedDossier } from './open-dossier.ts';
import { paymentView, startDossierPayment } from './payment.ts';
import { presentDossier, presentSummaries } from './present.ts';
import { findIdByCode, getDossierRow } from './store.ts';
import { countOpenMine, listMyRows } from './store-mine.ts';
import { attachSupplement } from './supplement-files.ts';

/** A case of the one who asks, in full. */
export async function getMyDossierView(ctx: Ctx, id: string) {
  return presentDossier(ctx, await openCase(ctx, id));
}

/** The same of a case just opened, without reading it again. */
export function presentOpened(ctx: Ctx, { file, parts }: OpenedDossier) {
  return presentDossier(ctx, file, parts);
}

async function after(ctx: Ctx, id: string, act: Promise<void>) {
  await act;
  return getMyDossierView(ctx, id);
}

export const citizenRoutes: readonly Handler[] = [
  handle(contract.listMyDossiers, {
    action: 'dossier.list-mine',
    run: async (ctx, { query }) => {
      const rows = await listMyRows(ctx, query);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return {
        items: await presentSummaries(ctx, page),
        nextCursor:
          rows.length > query.limit && last ? `${last.submitted_at.toISOString()}|${last.id}` : null,
        openCount: await countOpenMine(ctx),
      };
    },
  }),
  handle(contract.getMyDossier, {
    action: 'dossier.read-mine',
    run: (ctx, { params }) => getMyDossierView(ctx, params.id),
  }),
  handle(contract.startPayment, {
    action: 'dossier.start-payment',
    run: (ctx, { params }) => startDossierPayment(ctx, params.id),
  }),
  handle(contract.getPayment, {
    action: 'dossier.read-payment',
    run: (ctx, { params }) => paymentView(ctx, params.id),
  }),
  handle(contract.answerSupplement, {
    action: 'dossier.answer-supplement',
    run: (ctx, { params, body }) => after(ctx, params.id, answerSupplement(ctx, { id: params.id, ...body })),
  }),
  handle(contract.addSupplementAttachment, {
    action: 'dossier.attach',
    run: (ctx, { params }, raw) =>
      attachSupplement(ctx, { dossierId: params.id, component: params.component }, raw.request),
  }),
  handle(contract.withdrawDossier, {
    action: 'dossier.withdraw',
    run: (ctx, { params, body }) =>
      after(ctx, params.id, withdraw(ctx, { id: params.id, reason: body.reason })),
  }),
  handle(contract.appealDossier, {
    action: 'dossier.appeal',
    run: (ctx, { params, body }) => after(ctx, params.id, appeal(ctx, { id: params.id, text: body.text })),
  }),
  handle(contract.rateDossier, {
    action: 'dossier.rate',
    run: (ctx, { params, body }) => after(ctx, params.id, rate(ctx, { id: params.id, ...body })),
  }),
  handle(contract.downloadMyDocument, {
    action: 'dossier.download-mine',
    run: (ctx, { params }, raw) =>
      downloadCaseFile(ctx, { dossierId: params.id, documentId: params.documentId }, raw.reply),
  }),
  handle(contract.trackDossier, {
    action: 'dossier.track',
    run: async (ctx, { params }) => {
      const id = await findIdByCode(ctx, params.code);
      if (!id) throw errors.error('not_found');
      const [summary] = await presentSummaries(ctx, [await getDossierRow(ctx, id)]);
      if (!summary) throw errors.error('not_found');
      return summary;
    },
  }),
];
