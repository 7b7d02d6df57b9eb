import { type DeviceEnvelope, envelopeMaxAgeMs, openEnvelope, readEnvelope } from '#lib/device-envelope';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { findRow, takeSequence } from './store.ts';

export interface AcceptedEnvelope {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly agencyId: string | null;
  readonly sequence: number;
  readonly clientTime: Date;
  readonly body: unknown;
}

function isStale(ctx: Ctx, envelope: DeviceEnvelope): boolean {
  return Math.abs(ctx.clock.now().getTime() - Date.parse(envelope.clientTime)) > envelopeMaxAgeMs;
}

/**
 * Opens what a paired device signed, once: unknown, revoked, unsigned, of another kind, repeated or with a clock far off
 * is refused. `mayBeOld` is for what was done without a network: its owner adjudicates the time.
 */
export async function acceptEnvelope(
  ctx: Ctx,
  jws: string,
  expected: { kind: string; mayBeOld?: boolean },
): Promise<AcceptedEnvelope> {
  const claimed = readEnvelope(jws);
  if (!claimed || claimed.kind !== expected.kind) throw errors.error('envelope_malformed');
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(claimed.device);
  const device = isId ? await findRow(ctx, claimed.device) : undefined;
  if (!device) throw errors.error('device_unknown');
  if (device.revoked_at) throw errors.error('device_revoked');
  const opened = openEnvelope(jws, device.public_key);
  if (!opened.ok) throw errors.error('envelope_unsigned');
  const { envelope } = opened;
  if (expected.mayBeOld !== true && isStale(ctx, envelope)) throw errors.error('envelope_stale');
  const isNew = await takeSequence(ctx, { id: device.id, sequence: envelope.sequence });
  if (!isNew) throw errors.error('envelope_replayed');
  return {
    deviceId: device.id,
    deviceName: device.name,
    agencyId: device.agency_id,
    sequence: envelope.sequence,
    clientTime: new Date(envelope.clientTime),
    body: envelope.body,
  };
}
