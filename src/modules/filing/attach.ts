import type { FastifyRequest } from 'fastify';
import { presentReceived, receiveFile } from '#modules/dossier';
import { releaseFiles } from '#platform/files';
import { readUpload } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { loadDraft } from './draft-state.ts';
import { errors } from './errors.ts';
import { lockDraftRow } from './store.ts';

/** Attaches one file to a component of a draft. */
export async function attachFile(
  ctx: Ctx,
  target: { draftId: string; component: string },
  request: FastifyRequest,
) {
  const upload = await readUpload(request);
  const { definition, attachments } = await loadDraft(ctx, await lockDraftRow(ctx, target.draftId));
  const held = attachments.filter((attachment) => attachment.component_key === target.component).length;
  const file = await receiveFile(ctx, { definition, component: target.component, held }, upload);
  await ctx.db
    .insertInto('filing.attachment')
    .values({ ...file, draft_id: target.draftId })
    .execute();
  return presentReceived(file);
}

export async function removeFile(ctx: Ctx, target: { draftId: string; attachmentId: string }): Promise<void> {
  await lockDraftRow(ctx, target.draftId);
  const done = await ctx.db
    .deleteFrom('filing.attachment')
    .where('id', '=', target.attachmentId)
    .where('draft_id', '=', target.draftId)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) throw errors.error('draft_not_found');
  await releaseFiles(ctx, 'attachment', target.attachmentId);
}
