import {
  concatBytes,
  encodeOid,
  encodeTlv,
  encodeUnsigned,
  readTlv,
  type ChipAuthenticationKey,
  type SecurityInfos,
} from '#lib/identity';
import type { Random } from './bac.ts';
import type { Channel } from './channel.ts';
import { EmrtdError } from './emrtd-error.ts';
import { groupOfPublicKey } from './key-group.ts';
import { keySpecOf, paceSession } from './pace.ts';
import type { KeySpec } from './symmetric.ts';

export interface ChipAuthenticationProtocol {
  oid: string;
  spec: KeySpec;
  key: ChipAuthenticationKey;
}

const ecdhPrefix = '0.4.0.127.0.7.2.2.3.2.';

/** Protocol and key offered in DG14; undefined when the chip offers none with an elliptic curve key. */
export function chooseChipAuthentication(infos: SecurityInfos): ChipAuthenticationProtocol | undefined {
  for (const info of infos.chipAuthentication) {
    const key = infos.chipAuthenticationKeys.find(
      ({ keyId, oid }) => keyId === info.keyId && oid.endsWith('.1.2'),
    );
    const spec = keySpecOf(info.oid);
    if (key && spec && info.oid.startsWith(ecdhPrefix)) return { oid: info.oid, spec, key };
  }
  // ICAO Doc 9303-11 §9.2.5: without a ChipAuthenticationInfo, 3DES is implied.
  const [only] = infos.chipAuthenticationKeys.filter(({ oid }) => oid.endsWith('.1.2'));
  const spec: KeySpec = { cipher: '3des', length: 16 };
  return only && infos.chipAuthentication.length === 0
    ? { oid: `${ecdhPrefix}1`, spec, key: only }
    : undefined;
}

function keyReference(key: ChipAuthenticationKey): Uint8Array {
  return key.keyId === undefined
    ? new Uint8Array(0)
    : encodeTlv(0x84, readTlv(encodeUnsigned(Uint8Array.of(key.keyId >> 8, key.keyId & 0xff))).value);
}

async function sendTripleDes(
  channel: Channel,
  key: ChipAuthenticationKey,
  ours: Uint8Array,
): Promise<number> {
  const data = concatBytes(encodeTlv(0x91, ours), keyReference(key));
  return (await channel.send({ ins: 0x22, p1: 0x41, p2: 0xa6, data })).status;
}

async function sendAes(
  channel: Channel,
  protocol: ChipAuthenticationProtocol,
  ours: Uint8Array,
): Promise<number> {
  const oid = encodeTlv(0x80, readTlv(encodeOid(protocol.oid)).value);
  const chosen = await channel.send({
    ins: 0x22,
    p1: 0x41,
    p2: 0xa4,
    data: concatBytes(oid, keyReference(protocol.key)),
  });
  if (chosen.status !== 0x9000) return chosen.status;
  const data = encodeTlv(0x7c, encodeTlv(0x80, ours));
  return (await channel.send({ ins: 0x86, p1: 0, p2: 0, data, le: 256 })).status;
}

/**
 * Chip authentication (ICAO Doc 9303-11 §6.2). Afterwards the channel runs under new keys; only a chip that holds the
 * private key of DG14 can answer the next command. The verdict is worth what the side that holds the ephemeral key is
 * worth: run it on the server over a relayed transport, or use active authentication.
 */
export async function performChipAuthentication(
  channel: Channel,
  protocol: ChipAuthenticationProtocol,
  random: Random,
): Promise<void> {
  const { group, key } = groupOfPublicKey(protocol.key.publicKey);
  const secret = group.randomSecret(random);
  const ours = group.publicOf(secret);
  const shared = group.agree(secret, key);
  const isTripleDes = protocol.spec.cipher === '3des';
  const status = isTripleDes
    ? await sendTripleDes(channel, protocol.key, ours)
    : await sendAes(channel, protocol, ours);
  if (status !== 0x9000) throw new EmrtdError('access_refused', { status, message: 'chip authentication' });
  channel.secure(paceSession(protocol.spec, shared));
}
