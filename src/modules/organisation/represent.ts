import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { overlaps } from './rules.ts';
import { findOrganisationRow } from './store.ts';
import {
  closeRepresentative,
  findRepresentativeRow,
  insertRepresentative,
  listRepresentativeRows,
} from './store-mandates.ts';

export interface NewRepresentative {
  readonly organisationId: string;
  readonly personId: string;
  readonly title: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
}

/**
 * Enters a legal representative; an organisation may have several. BLDS 91/2015/QH13 Đ.137
 * @throws organisation.not_found, organisation.dissolved, organisation.already_represents, organisation.end_in_past
 */
export async function nameRepresentative(ctx: Ctx, input: NewRepresentative): Promise<string> {
  const organisation = await findOrganisationRow(ctx, input.organisationId);
  if (!organisation) throw errors.error('not_found');
  if (organisation.state === 'dissolved') throw errors.error('dissolved');
  if (input.validTo !== null && input.validTo <= input.validFrom) throw errors.error('end_in_past');
  const held = await listRepresentativeRows(ctx, { organisationId: input.organisationId });
  const same = held.filter((row) => row.person_id === input.personId);
  if (same.some((row) => overlaps({ validFrom: row.valid_from, validTo: row.valid_to }, input)))
    throw errors.error('already_represents');
  const id = ctx.ids.next();
  await insertRepresentative(ctx, { ...input, id });
  await ctx.events.emit({
    type: 'organisation.representative_named',
    streamId: input.organisationId,
    data: { representativeId: id, validFrom: input.validFrom, validTo: input.validTo },
    subjects: [input.personId],
  });
  return id;
}

/** Ends a role; from that day on the person speaks for the organisation no more. */
export async function endRepresentative(
  ctx: Ctx,
  id: string,
  ending: { on: string; reason: string },
): Promise<{ id: string; validTo: string }> {
  const row = await findRepresentativeRow(ctx, id);
  if (!row) throw errors.error('not_found');
  if (ending.on < row.valid_from) throw errors.error('end_in_past');
  if (row.valid_to !== null && row.valid_to <= ending.on) throw errors.error('already_ended');
  await closeRepresentative(ctx, id, ending);
  await ctx.events.emit({
    type: 'organisation.representative_ended',
    streamId: row.organisation_id,
    data: { representativeId: id, on: ending.on },
    subjects: [row.person_id],
  });
  return { id, validTo: ending.on };
}
