import type { FastifyRequest } from 'fastify';
import { ATTACHMENTS, storeFile } from '#platform/files';
import { readUpload } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { openCaseForAct } from './case-file.ts';
import { errors } from './errors.ts';

/** A file the applicant adds while a supplement is asked for. */
export async function attachSupplement(
  ctx: Ctx,
  target: { dossierId: string; component: string },
  request: FastifyRequest,
) {
  const { name, bytes } = await readUpload(request);
  const file = await openCaseForAct(ctx, target.dossierId);
  if (file.state.business !== 'supplement') throw errors.error('action_not_allowed');
  const known = await ctx.db
    .selectFrom('dossier.component')
    .select('key')
    .where('dossier_id', '=', target.dossierId)
    .where('key', '=', target.component)
    .executeTakeFirst();
  if (!known) throw errors.error('component_unknown');
  const id = ctx.ids.next();
  const stored = await storeFile(ctx, {
    bytes,
    name,
    policy: ATTACHMENTS,
    holder: 'attachment',
    holderId: id,
  });
  const uploadedAt = ctx.clock.now();
  await ctx.db
    .insertInto('dossier.attachment')
    .values({
      id,
      dossier_id: target.dossierId,
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
