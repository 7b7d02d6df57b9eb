import type { FastifyRequest } from 'fastify';
import type { Accepts } from '#lib/service-definition';
import { ATTACHMENTS, type MediaType, type UploadPolicy, releaseFiles, storeFile } from '#platform/files';
import { readUpload } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { loadDraft } from './draft-state.ts';
import { errors } from './errors.ts';
import { lockDraftRow } from './store.ts';

const mediaTypes: Readonly<Record<Accepts['types'][number], MediaType>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a component takes, as the file store understands it. */
export function uploadPolicy(accepts: Accepts | undefined): UploadPolicy {
  if (!accepts) return ATTACHMENTS;
  return { allowed: accepts.types.map((type) => mediaTypes[type]), maxBytes: accepts.maxBytes };
}

/** Attaches one file to a component of a draft; nothing is stored when the file is refused. */
export async function attachFile(
  ctx: Ctx,
  target: { draftId: string; component: string },
  request: FastifyRequest,
) {
  const { name, bytes } = await readUpload(request);
  const row = await lockDraftRow(ctx, target.draftId);
  const state = await loadDraft(ctx, row);
  const component = state.definition.components.find((item) => item.key === target.component);
  if (!component) throw errors.error('attachment_refused', { reason: target.component });
  const held = state.attachments.filter((attachment) => attachment.component_key === target.component).length;
  if (held >= (component.upload?.maxFiles ?? 10))
    throw errors.error('attachment_refused', { reason: `≤ ${component.upload?.maxFiles ?? 10}` });
  const id = ctx.ids.next();
  const stored = await storeFile(ctx, {
    bytes,
    name,
    policy: uploadPolicy(component.upload),
    holder: 'attachment',
    holderId: id,
  });
  const uploadedAt = ctx.clock.now();
  await ctx.db
    .insertInto('filing.attachment')
    .values({
      id,
      draft_id: target.draftId,
      component_key: target.component,
      file_id: stored.objectId,
      file_name: name,
      media_type: stored.mediaType,
      bytes: stored.size,
      pages: null,
      uploaded_at: uploadedAt,
    })
    .execute();
  return {
    id,
    fileName: name,
    mediaType: stored.mediaType,
    bytes: stored.size,
    pages: null,
    uploadedAt: uploadedAt.toISOString(),
  };
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
