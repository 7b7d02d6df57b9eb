import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  agency_not_yours: 403,
  pairing_refused: 403,
  device_unknown: 403,
  device_revoked: 403,
  envelope_malformed: 403,
  envelope_unsigned: 403,
  envelope_replayed: 403,
  envelope_stale: 403,
} as const;

export const deviceKinds = ['reader', 'kiosk', 'validator', 'handheld'] as const;
const Instant = z.iso.datetime({ offset: true });

export const DeviceView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(deviceKinds),
  agencyId: z.uuid().nullable(),
  pairedAt: Instant,
  revokedAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  version: z.string().nullable(),
});
export const DeviceBridge = z.object({
  /** Port on this machine's own loopback where a reader agent listens. */
  port: z.number().int(),
});

export const listDevices = route({
  method: 'GET',
  path: '/devices',
  summary: 'Paired devices of my offices, the newest first',
  response: z.object({ items: z.array(DeviceView) }),
});
export const openPairing = route({
  method: 'POST',
  path: '/device-pairings',
  summary: 'Open a pairing: a one-time code of ten minutes, shown once',
  body: z.object({
    name: z.string().trim().min(2).max(80),
    kind: z.enum(deviceKinds).default('reader'),
    /** The office where it stands; absent: the office of the one who asks. */
    agencyId: z.uuid().optional(),
  }),
  response: z.object({ code: z.string(), expiresAt: Instant }),
  status: 201,
});
export const pairDevice = route({
  method: 'POST',
  path: '/devices',
  summary: 'Become a paired device: the code of a pairing and the public half of a new key, signed with it',
  access: 'public',
  body: z.object({
    /** An envelope of kind `device.pairing`, device `new`, body { code, publicKey, version }. */
    envelope: z.string().max(4000),
  }),
  response: z.object({ id: z.uuid(), name: z.string() }),
  status: 201,
});
export const revokeDevice = route({
  method: 'POST',
  path: '/devices/{id}/revocation',
  summary: 'Revoke a device: nothing it signs is accepted from now on',
  params: z.object({ id: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(3).max(300) }),
  response: DeviceView,
});
export const getDeviceBridge = route({
  method: 'GET',
  path: '/device-bridge',
  summary: 'Where this machine’s reader agent is to be found',
  response: DeviceBridge,
});

export type DeviceView = z.infer<typeof DeviceView>;
export type DeviceKind = (typeof deviceKinds)[number];
