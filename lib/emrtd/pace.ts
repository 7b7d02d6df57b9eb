import {
  concatBytes,
  encodeTlv,
  encodeOid,
  equalBytes,
  mrzInformation,
  readTlv,
  type MrzKeyFields,
  type PaceInfo,
} from '#lib/identity';
import type { Reply } from './apdu.ts';
import type { Random } from './bac.ts';
import type { Channel } from './channel.ts';
import { EmrtdError } from './emrtd-error.ts';
import { standardGroup, type KeyGroup } from './key-group.ts';
import { innerObject, type SessionKeys } from './secure-messaging.ts';
import { decryptCbc, deriveKey, digest, macOf, pad, type KeySpec } from './symmetric.ts';

export type PacePassword = { kind: 'mrz'; fields: MrzKeyFields } | { kind: 'can'; can: string };

const paceOid = '0.4.0.127.0.7.2.2.4';

/** Cipher of a PACE or chip authentication object identifier, from its last arc (§9.2.1, §9.2.2). */
export function keySpecOf(oid: string): KeySpec | undefined {
  const specs: Readonly<Record<string, KeySpec>> = {
    '1': { cipher: '3des', length: 16 },
    '2': { cipher: 'aes', length: 16 },
    '3': { cipher: 'aes', length: 24 },
    '4': { cipher: 'aes', length: 32 },
  };
  return specs[oid.split('.').at(-1) ?? ''];
}

export interface PaceProtocol {
  oid: string;
  spec: KeySpec;
  group: KeyGroup;
  parameterId: number;
}

/** The strongest protocol with generic mapping that both sides speak; undefined when there is none. */
export function choosePace(infos: readonly PaceInfo[]): PaceProtocol | undefined {
  const usable = infos.flatMap((info) => {
    const isGeneric = info.oid.startsWith(`${paceOid}.2.`) || info.oid.startsWith(`${paceOid}.1.`);
    const group = info.parameterId === undefined ? undefined : standardGroup(info.parameterId);
    const spec = keySpecOf(info.oid);
    const fits = group && group.kind === (info.oid.startsWith(`${paceOid}.1.`) ? 'dh' : 'ecdh');
    return isGeneric && fits && spec
      ? [{ oid: info.oid, spec, group, parameterId: info.parameterId ?? 0 }]
      : [];
  });
  const strength = ({ spec }: PaceProtocol) => (spec.cipher === 'aes' ? spec.length : 0);
  return usable.sort((a, b) => strength(b) - strength(a))[0];
}

/** Key of the password (§9.7.3). */
export function passwordKey(password: PacePassword, spec: KeySpec): Uint8Array {
  const text = (value: string) => new TextEncoder().encode(value);
  const secret =
    password.kind === 'can' ? text(password.can) : digest('sha1', text(mrzInformation(password.fields)));
  return deriveKey(secret, 3, spec);
}

/** Authentication token over the other side's key (§4.4.3.4). */
export function paceToken(
  protocol: { oid: string; spec: KeySpec; kind: KeyGroup['kind'] },
  mac: Uint8Array,
  theirs: Uint8Array,
): Uint8Array {
  const template = encodeTlv(
    0x7f49,
    encodeOid(protocol.oid),
    encodeTlv(protocol.kind === 'ecdh' ? 0x86 : 0x84, theirs),
  );
  const { cipher } = protocol.spec;
  return macOf(cipher, mac, cipher === '3des' ? pad(template, 8) : template);
}

export function paceSession(spec: KeySpec, shared: Uint8Array): SessionKeys {
  return {
    cipher: spec.cipher,
    encryption: deriveKey(shared, 1, spec),
    mac: deriveKey(shared, 2, spec),
    counter: new Uint8Array(spec.cipher === '3des' ? 8 : 16),
  };
}

function expectOk(reply: Reply): Reply {
  if (reply.status === 0x9000) return reply;
  const isPassword = reply.status >> 4 === 0x63c || reply.status === 0x6300 || reply.status === 0x6982;
  throw new EmrtdError(isPassword ? 'access_key_wrong' : 'access_refused', { status: reply.status });
}

async function step(
  channel: Channel,
  tags: { out?: [number, Uint8Array]; in: number; last?: boolean },
): Promise<Uint8Array> {
  const data = encodeTlv(0x7c, tags.out ? encodeTlv(...tags.out) : new Uint8Array(0));
  const reply = expectOk(
    await channel.send({ cla: tags.last ? 0 : 0x10, ins: 0x86, p1: 0, p2: 0, data, le: 256 }),
  );
  return innerObject(reply.data, tags.in);
}

export interface PaceRequest {
  protocol: PaceProtocol;
  password: PacePassword;
  /** The chip offers the same protocol over several groups: name the one meant. */
  ambiguous?: boolean;
}

/** PACE with generic mapping over ECDH or DH. Afterwards the channel is protected. */
export async function performPace(channel: Channel, request: PaceRequest, random: Random): Promise<void> {
  const { protocol, password } = request;
  const { spec, group } = protocol;
  const oid = readTlv(encodeOid(protocol.oid)).value;
  const reference = Uint8Array.of(password.kind === 'can' ? 2 : 1);
  const parameter = request.ambiguous
    ? encodeTlv(0x84, Uint8Array.of(protocol.parameterId))
    : new Uint8Array(0);
  const setAt = concatBytes(encodeTlv(0x80, oid), encodeTlv(0x83, reference), parameter);
  const chosen = await channel.send({ ins: 0x22, p1: 0xc1, p2: 0xa4, data: setAt });
  // 63Cx only warns that few attempts are left.
  if (chosen.status !== 0x9000 && chosen.status >> 4 !== 0x63c)
    throw new EmrtdError('access_refused', { status: chosen.status });
  const hidden = await step(channel, { in: 0x80 });
  if (hidden.length === 0 || hidden.length % 16 !== 0)
    throw new EmrtdError('reply_malformed', { message: 'nonce' });
  const nonce = decryptCbc({ cipher: spec.cipher, key: passwordKey(password, spec) }, hidden);
  const mappingSecret = group.randomSecret(random);
  const chipMapping = await step(channel, { out: [0x81, group.publicOf(mappingSecret)], in: 0x82 });
  const mapped = group.mapped(nonce, mappingSecret, chipMapping);
  const secret = mapped.randomSecret(random);
  const ours = mapped.publicOf(secret);
  const theirs = await step(channel, { out: [0x83, ours], in: 0x84 });
  if (equalBytes(ours, theirs)) throw new EmrtdError('chip_token_wrong', { message: 'keys are equal' }); // §4.4.1
  const session = paceSession(spec, mapped.agree(secret, theirs));
  const named = { oid: protocol.oid, spec, kind: group.kind };
  const answer = await step(channel, {
    out: [0x85, paceToken(named, session.mac, theirs)],
    in: 0x86,
    last: true,
  });
  if (!equalBytes(answer, paceToken(named, session.mac, ours))) throw new EmrtdError('chip_token_wrong');
  channel.secure(session);
}
