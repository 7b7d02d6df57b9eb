import { concatBytes, equalBytes, mrzInformation, type MrzKeyFields } from '#lib/identity';
import type { Channel } from './channel.ts';
import { EmrtdError } from './emrtd-error.ts';
import type { SessionKeys } from './secure-messaging.ts';
import { decryptCbc, deriveKey, digest, encryptCbc, macOf, pad, type KeySpec } from './symmetric.ts';

/** Gives that many random bytes. */
export type Random = (length: number) => Uint8Array;

const tripleDes: KeySpec = { cipher: '3des', length: 16 };

export interface BacKeys {
  encryption: Uint8Array;
  mac: Uint8Array;
}

/** Document basic access keys (ICAO Doc 9303-11 §4.3.2). */
export function bacKeys(fields: MrzKeyFields): BacKeys {
  const seed = digest('sha1', new TextEncoder().encode(mrzInformation(fields))).slice(0, 16);
  return { encryption: deriveKey(seed, 1, tripleDes), mac: deriveKey(seed, 2, tripleDes) };
}

/** Session keys and counter from both key halves and both random numbers (§9.8.6.3, §9.8.6). */
export function bacSession(
  halves: [Uint8Array, Uint8Array],
  randoms: { chip: Uint8Array; reader: Uint8Array },
): SessionKeys {
  const [first, second] = halves;
  const seed = first.map((byte, index) => byte ^ (second[index] ?? 0));
  return {
    cipher: '3des',
    encryption: deriveKey(seed, 1, tripleDes),
    mac: deriveKey(seed, 2, tripleDes),
    counter: concatBytes(randoms.chip.subarray(-4), randoms.reader.subarray(-4)),
  };
}

/** Encrypts and authenticates one message of the mutual authentication. */
export function sealBac(keys: BacKeys, plain: Uint8Array): Uint8Array {
  const hidden = encryptCbc({ cipher: '3des', key: keys.encryption }, plain);
  return concatBytes(hidden, macOf('3des', keys.mac, pad(hidden, 8)));
}

/** Undefined when the MAC is wrong. */
export function openBac(keys: BacKeys, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length !== 40) return undefined;
  const hidden = sealed.subarray(0, 32);
  if (!equalBytes(macOf('3des', keys.mac, pad(hidden, 8)), sealed.subarray(32))) return undefined;
  return decryptCbc({ cipher: '3des', key: keys.encryption }, hidden);
}

/** Basic Access Control. Afterwards the channel is protected. Throws `access_key_wrong` when the chip refuses. */
export async function performBac(channel: Channel, fields: MrzKeyFields, random: Random): Promise<void> {
  const keys = bacKeys(fields);
  const challenge = await channel.send({ ins: 0x84, p1: 0, p2: 0, le: 8 });
  if (challenge.status !== 0x9000 || challenge.data.length !== 8)
    throw new EmrtdError('access_refused', { status: challenge.status });
  const reader = random(8);
  const readerHalf = random(16);
  const data = sealBac(keys, concatBytes(reader, challenge.data, readerHalf));
  const reply = await channel.send({ ins: 0x82, p1: 0, p2: 0, data, le: 40 });
  if (reply.status !== 0x9000) throw new EmrtdError('access_key_wrong', { status: reply.status });
  const plain = openBac(keys, reply.data);
  if (!plain) throw new EmrtdError('chip_token_wrong');
  const isFresh =
    equalBytes(plain.subarray(0, 8), challenge.data) && equalBytes(plain.subarray(8, 16), reader);
  if (!isFresh) throw new EmrtdError('chip_token_wrong');
  channel.secure(bacSession([readerHalf, plain.slice(16)], { chip: challenge.data, reader }));
}
