import type { Ctx } from '#platform/runtime';

const columns = [
  'device.id',
  'device.name',
  'device.kind',
  'device.agency_id',
  'device.public_key',
  'device.paired_at',
  'device.revoked_at',
  'state.last_seen_at',
  'state.last_sequence',
  'state.version',
] as const;

function devices(ctx: Ctx) {
  return ctx.db
    .selectFrom('devices.device as device')
    .leftJoin('devices.device_state as state', 'state.device_id', 'device.id')
    .select(columns);
}

export type DeviceRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

export function findRow(ctx: Ctx, id: string) {
  return devices(ctx).where('device.id', '=', id).executeTakeFirst();
}

/** `null` for agencies: all of them. */
export function listRows(ctx: Ctx, agencies: readonly string[] | null) {
  const all = devices(ctx).orderBy('device.paired_at', 'desc').limit(500);
  if (agencies === null) return all.execute();
  return agencies.length === 0
    ? Promise.resolve([])
    : all.where('device.agency_id', 'in', [...agencies]).execute();
}

export async function addPairing(
  ctx: Ctx,
  row: { codeHash: Buffer; name: string; kind: string; agencyId: string | null; expiresAt: Date },
): Promise<void> {
  await ctx.db
    .insertInto('devices.pairing')
    .values({
      id: ctx.ids.next(),
      code_hash: row.codeHash,
      name: row.name,
      kind: row.kind,
      agency_id: row.agencyId,
      opened_by: ctx.principal.id ?? '',
      opened_at: ctx.clock.now(),
      expires_at: row.expiresAt,
      device_id: null,
    })
    .execute();
}

export function findOpenPairing(ctx: Ctx, codeHash: Buffer) {
  return ctx.db
    .selectFrom('devices.pairing')
    .select(['id', 'name', 'kind', 'agency_id', 'opened_by'])
    .where('code_hash', '=', codeHash)
    .where('device_id', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .forUpdate()
    .executeTakeFirst();
}

export async function addDevice(
  ctx: Ctx,
  pairing: NonNullable<Awaited<ReturnType<typeof findOpenPairing>>>,
  device: { publicKey: string; version: string; sequence: number },
): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('devices.device')
    .values({
      id,
      name: pairing.name,
      kind: pairing.kind,
      agency_id: pairing.agency_id,
      public_key: device.publicKey,
      paired_by: pairing.opened_by,
      paired_at: now,
    })
    .execute();
  await ctx.db
    .insertInto('devices.device_state')
    .values({ device_id: id, last_sequence: device.sequence, last_seen_at: now, version: device.version })
    .execute();
  await ctx.db.updateTable('devices.pairing').set({ device_id: id }).where('id', '=', pairing.id).execute();
  return id;
}

/** Takes a sequence number once: true when it lies above every one seen before, also under two requests at once. */
export async function takeSequence(
  ctx: Ctx,
  seen: { id: string; sequence: number; version?: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('devices.device_state')
    .set({
      last_sequence: seen.sequence,
      last_seen_at: ctx.clock.now(),
      ...(seen.version ? { version: seen.version } : {}),
    })
    .where('device_id', '=', seen.id)
    .where('last_sequence', '<', seen.sequence)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function markRevoked(ctx: Ctx, id: string, reason: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('devices.device')
    .set({ revoked_at: ctx.clock.now(), revoked_reason: reason })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
