import { rolesOf, type Ctx } from '#platform/runtime';
import type { DeviceView } from './contract.ts';
import { errors } from './errors.ts';
import { type DeviceRow, findRow, listRows, markRevoked } from './store.ts';

function present(row: DeviceRow): DeviceView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as DeviceView['kind'],
    agencyId: row.agency_id,
    pairedAt: row.paired_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    version: row.version,
  };
}

/** Devices of the actor's own offices; every device for the administrator. */
export async function listDevices(ctx: Ctx): Promise<DeviceView[]> {
  const isEverywhere = rolesOf(ctx.principal).includes('administrator');
  const agencies = isEverywhere ? null : [...new Set(ctx.principal.terms.map(({ agencyId }) => agencyId))];
  return (await listRows(ctx, agencies)).map(present);
}

/** From now on nothing the device signs is taken. Revoking twice is harmless. */
export async function revokeDevice(ctx: Ctx, input: { id: string; reason: string }): Promise<DeviceView> {
  const before = await findRow(ctx, input.id);
  if (!before) throw errors.error('not_found');
  if (!before.revoked_at) {
    if (!(await markRevoked(ctx, input.id, input.reason))) throw errors.error('agency_not_yours');
    await ctx.events.emit({ type: 'devices.revoked', streamId: input.id, data: { reason: input.reason } });
  }
  return present((await findRow(ctx, input.id)) ?? before);
}
