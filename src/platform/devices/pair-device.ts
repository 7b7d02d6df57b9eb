import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openEnvelope, readEnvelope } from '#lib/device-envelope';
import type { Ctx } from '#platform/runtime';
import type { DeviceKind } from './contract.ts';
import { errors } from './errors.ts';
import { pairingRoles } from './policy.ts';
import { addDevice, addPairing, findOpenPairing } from './store.ts';

const minutesOfCode = 10;
// Crockford's alphabet: no letter that is read as a digit.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function drawCode(ctx: Ctx): string {
  const letters = [...ctx.random.bytes(10)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** A code as typed: case, spaces and hyphens do not matter. */
function hashOf(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`serepok:pairing:${plain}`).digest();
}

function agencyFor(ctx: Ctx, wanted: string | undefined): string | null {
  const terms = ctx.principal.terms.filter(({ role }) => pairingRoles.some((known) => known === role));
  if (terms.length === 0) throw errors.error('agency_not_yours');
  const isEverywhere = terms.some(({ role }) => role === 'administrator');
  const own = wanted ?? terms[0]?.agencyId ?? null;
  if (!isEverywhere && !terms.some(({ agencyId }) => agencyId === own))
    throw errors.error('agency_not_yours');
  return own;
}

/** Shows a code once; whoever types it at a device within ten minutes makes that device ours. */
export async function openPairing(
  ctx: Ctx,
  input: { name: string; kind: DeviceKind; agencyId?: string },
): Promise<{ code: string; expiresAt: Date }> {
  const agencyId = agencyFor(ctx, input.agencyId);
  const code = drawCode(ctx);
  const expiresAt = new Date(ctx.clock.now().getTime() + minutesOfCode * 60_000);
  await addPairing(ctx, { codeHash: hashOf(code), name: input.name, kind: input.kind, agencyId, expiresAt });
  return { code, expiresAt };
}

const Claim = z.object({
  code: z.string().max(40),
  publicKey: z.string().max(200),
  version: z.string().max(40),
});

/** The device proves that it holds the key it names; the code says who let it in. */
export async function pairDevice(ctx: Ctx, jws: string): Promise<{ id: string; name: string }> {
  const claimed = Claim.safeParse(readEnvelope(jws)?.body);
  if (!claimed.success) throw errors.error('envelope_malformed');
  const opened = openEnvelope(jws, claimed.data.publicKey);
  if (!opened.ok) throw errors.error('envelope_unsigned');
  if (opened.envelope.kind !== 'device.pairing') throw errors.error('envelope_malformed');
  const pairing = await findOpenPairing(ctx, hashOf(claimed.data.code));
  if (!pairing) throw errors.error('pairing_refused');
  const { publicKey, version } = claimed.data;
  const id = await addDevice(ctx, pairing, { publicKey, version, sequence: opened.envelope.sequence });
  await ctx.events.emit({ type: 'devices.paired', streamId: id, data: { agencyId: pairing.agency_id } });
  return { id, name: pairing.name };
}
