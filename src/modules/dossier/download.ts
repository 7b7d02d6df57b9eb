import type { FastifyReply } from 'fastify';
import { readFile } from '#platform/files';
import { sendFile } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { openCase } from './case-file.ts';
import { errors } from './errors.ts';
import { listAttachments, listDocuments } from './store.ts';

/** Sends a paper of the office or an attached file of a case that the actor may see. */
export async function downloadCaseFile(
  ctx: Ctx,
  wanted: { dossierId: string; documentId: string },
  reply: FastifyReply,
): Promise<void> {
  const file = await openCase(ctx, wanted.dossierId);
  const document = (await listDocuments(ctx, file.row.id)).find((row) => row.id === wanted.documentId);
  const attachment = (await listAttachments(ctx, file.row.id)).find((row) => row.id === wanted.documentId);
  const fileId = document?.file_id ?? attachment?.file_id;
  if (!fileId) throw errors.error('not_found');
  const opened = await readFile(ctx, fileId);
  if (ctx.principal.kind === 'staff' && file.row.applicant_person_id)
    ctx.looks.add([file.row.applicant_person_id], 'dossier-file');
  const name = attachment?.file_name ?? `${document?.name_vi ?? 'van-ban'} ${file.row.code}.pdf`;
  await sendFile(reply, { bytes: opened.bytes, mediaType: opened.mediaType, name });
}
