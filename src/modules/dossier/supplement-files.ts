import type { FastifyRequest } from 'fastify';
import { readUpload } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { openCaseForAct } from './case-file.ts';
import { errors } from './errors.ts';
import { presentReceived, receiveFile } from './receive-file.ts';

/** A file the applicant adds while a supplement is asked for. */
export async function attachSupplement(
  ctx: Ctx,
  target: { dossierId: string; component: string },
  request: FastifyRequest,
) {
  const upload = await readUpload(request);
  const { definition, state } = await openCaseForAct(ctx, target.dossierId);
  if (state.business !== 'supplement') throw errors.error('action_not_allowed');
  const held = await ctx.db
    .selectFrom('dossier.attachment')
    .select('id')
    .where('dossier_id', '=', target.dossierId)
    .where('component_key', '=', target.component)
    .execute();
  const place = { definition, component: target.component, held: held.length };
  const file = await receiveFile(ctx, place, upload);
  await ctx.db
    .insertInto('dossier.attachment')
    .values({ ...file, dossier_id: target.dossierId })
    .execute();
  return presentReceived(file);
}
