import { type Ctx } from '#platform/runtime';
import { endOne } from './authorise.ts';
import { errors } from './errors.ts';
import { nameKey } from './rules.ts';
import {
  type OrganisationRow,
  findOrganisationRow,
  insertChange,
  insertSuccession,
  updateOrganisation,
} from './store.ts';
import { closeRepresentative, listRepresentativeRows, listRunningOf } from './store-mandates.ts';

async function openRow(ctx: Ctx, at: { id: string; version: number }): Promise<OrganisationRow> {
  const row = await findOrganisationRow(ctx, at.id);
  if (!row) throw errors.error('not_found');
  if (row.state === 'dissolved') throw errors.error('dissolved');
  if (row.version !== at.version) throw errors.error('changed_meanwhile');
  return row;
}

export interface OrganisationChange {
  readonly version: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly validFrom: string;
  readonly decision: string | null;
}

/** Changes what is registered from a day on; the former value stays on record. @throws organisation.changed_meanwhile */
export async function changeOrganisation(ctx: Ctx, id: string, change: OrganisationChange): Promise<void> {
  const row = await openRow(ctx, { id, version: change.version });
  const wanted = [
    { field: 'name', former: row.name, next: change.name },
    { field: 'address', former: row.address, next: change.address },
    { field: 'place_code', former: row.place_code ?? '', next: change.placeCode },
  ].filter((one): one is typeof one & { next: string } => one.next !== undefined && one.next !== one.former);
  if (wanted.length === 0) return;
  for (const { field, former, next } of wanted)
    await insertChange(ctx, {
      organisationId: id,
      field,
      former,
      newValue: next,
      validFrom: change.validFrom,
      decision: change.decision,
    });
  const columns = Object.fromEntries(wanted.map(({ field, next }) => [field, next]));
  const isKept = await updateOrganisation(
    ctx,
    { id, version: change.version },
    { ...columns, ...(change.name ? { search_key: nameKey(change.name) } : {}) },
  );
  if (!isKept) throw errors.error('changed_meanwhile');
  await ctx.events.emit({
    type: 'organisation.changed',
    streamId: id,
    data: { fields: wanted.map(({ field }) => field), validFrom: change.validFrom },
  });
}

export interface Dissolution {
  readonly version: number;
  readonly on: string;
  readonly reason: string;
  readonly successors: readonly { readonly organisationId: string; readonly kind: string }[];
}

/**
 * Records the end of an organisation: its representatives and whoever it authorised speak for it no more.
 * Successors are those the decision names.
 */
export async function dissolveOrganisation(ctx: Ctx, id: string, end: Dissolution): Promise<void> {
  await openRow(ctx, { id, version: end.version });
  for (const { organisationId, kind } of end.successors) {
    if (!(await findOrganisationRow(ctx, organisationId))) throw errors.error('not_found');
    await insertSuccession(ctx, { fromId: id, toId: organisationId, kind, on: end.on, decision: end.reason });
  }
  const isKept = await updateOrganisation(
    ctx,
    { id, version: end.version },
    { state: 'dissolved', ended_on: end.on, end_reason: end.reason },
  );
  if (!isKept) throw errors.error('changed_meanwhile');
  for (const row of await listRepresentativeRows(ctx, { organisationId: id }))
    if (row.valid_to === null || row.valid_to > end.on)
      await closeRepresentative(ctx, row.id, {
        on: end.on < row.valid_from ? row.valid_from : end.on,
        reason: end.reason,
      });
  await ctx.events.emit({
    type: 'organisation.dissolved',
    streamId: id,
    data: { on: end.on, successors: end.successors.map((one) => one.organisationId) },
  });
}

/** After the end of an organisation: what it had authorised ends too. */
export async function endAuthorisationsOf(ctx: Ctx, organisationId: string): Promise<void> {
  for (const row of await listRunningOf(ctx, organisationId))
    await endOne(ctx, row, 'organisation_dissolved');
}
