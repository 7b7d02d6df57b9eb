import { presentOpened } from '#modules/dossier';
import { handle } from '#platform/http';
import { askDraftConsent } from './ask-consent.ts';
import { attachFile, removeFile } from './attach.ts';
import { checkDraft } from './check-draft.ts';
import * as contract from './contract.ts';
import { loadDraft } from './draft-state.ts';
import { errors } from './errors.ts';
import { presentCheck, presentDraft } from './present.ts';
import { discardDraft, refreshKnownFacts, saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';
import { getDraftRow, listDraftRows } from './store.ts';
import { submitDraft } from './submit-draft.ts';
import type { Ctx } from '#platform/runtime';

async function draftView(ctx: Ctx, id: string) {
  return presentDraft(ctx, await loadDraft(ctx, await getDraftRow(ctx, id)));
}

export const routes = [
  handle(contract.startDraft, {
    action: 'filing.start',
    run: async (ctx, { body }) => draftView(ctx, await startDraft(ctx, body)),
  }),
  handle(contract.listDrafts, {
    action: 'filing.list',
    run: async (ctx) => {
      const items = [];
      for (const row of await listDraftRows(ctx))
        items.push(await presentDraft(ctx, await loadDraft(ctx, row)));
      return { items };
    },
  }),
  handle(contract.getDraft, { action: 'filing.read', run: (ctx, { params }) => draftView(ctx, params.id) }),
  handle(contract.saveDraft, {
    action: 'filing.save',
    run: async (ctx, { params, body }) => {
      await saveDraft(ctx, { id: params.id, ...body });
      return draftView(ctx, params.id);
    },
  }),
  handle(contract.discardDraft, {
    action: 'filing.discard',
    run: (ctx, { params }) => discardDraft(ctx, params.id),
  }),
  handle(contract.refreshKnownFacts, {
    action: 'filing.refresh',
    run: async (ctx, { params }) => {
      await refreshKnownFacts(ctx, params.id);
      return draftView(ctx, params.id);
    },
  }),
  handle(contract.addAttachment, {
    action: 'filing.attach',
    run: (ctx, { params }, raw) =>
      attachFile(ctx, { draftId: params.id, component: params.component }, raw.request),
  }),
  handle(contract.removeAttachment, {
    action: 'filing.detach',
    run: (ctx, { params }) => removeFile(ctx, { draftId: params.id, attachmentId: params.attachmentId }),
  }),
  handle(contract.askConsent, {
    action: 'filing.ask-consent',
    run: async (ctx, { params, body }) => {
      await askDraftConsent(ctx, { id: params.id, key: params.key, personNumber: body.personNumber });
      const { consents } = await draftView(ctx, params.id);
      const asked = consents.find((consent) => consent.key === params.key);
      if (!asked) throw errors.error('consent_not_asked');
      return asked;
    },
  }),
  handle(contract.checkDraft, {
    action: 'filing.check',
    mode: 'write',
    run: async (ctx, { params }) => presentCheck(ctx, await checkDraft(ctx, params.id)),
  }),
  handle(contract.submitDraft, {
    action: 'filing.submit',
    run: async (ctx, { params, body }) =>
      presentOpened(ctx, await submitDraft(ctx, { id: params.id, ...body })),
  }),
];
