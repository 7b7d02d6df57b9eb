import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { decodeSecurityInfos, encodeTlv, equalBytes } from '#lib/identity';
import {
  choosePace,
  encryptCbc,
  groupOfPublicKey,
  innerObject,
  paceSession,
  paceToken,
  passwordKey,
  type KeyGroup,
  type KeySpec,
  type PacePassword,
  type PaceProtocol,
  type Random,
  type Reply,
  type SessionKeys,
} from '#lib/emrtd';
import { oidFromMse, type CardImage } from './card-image.ts';
import type { Faults } from './faults.ts';

/** The chip's side of PACE: four steps, in order. */
export interface PaceChip {
  step(data: Uint8Array, faults: Faults): { reply: Reply; keys?: SessionKeys } | undefined;
}

const none = new Uint8Array(0);

interface PaceState {
  protocol: PaceProtocol;
  password: PacePassword;
  random: Random;
  stage: number;
  nonce: Uint8Array;
  mapped?: KeyGroup;
  ours?: Uint8Array;
  theirs?: Uint8Array;
  session?: SessionKeys;
}

function wrap(tag: number, value: Uint8Array): Reply {
  return { data: encodeTlv(0x7c, encodeTlv(tag, value)), status: 0x9000 };
}

function sendNonce(state: PaceState): Reply {
  const { spec } = state.protocol;
  const key = { cipher: spec.cipher, key: passwordKey(state.password, spec) };
  return wrap(0x80, encryptCbc(key, state.nonce));
}

function mapNonce(state: PaceState, data: Uint8Array): Reply {
  const { group } = state.protocol;
  const secret = group.randomSecret(state.random);
  state.mapped = group.mapped(state.nonce, secret, innerObject(data, 0x81));
  return wrap(0x82, group.publicOf(secret));
}

function agree(state: PaceState, data: Uint8Array, faults: Faults): Reply {
  const mapped = state.mapped ?? state.protocol.group;
  const secret = mapped.randomSecret(state.random);
  state.theirs = innerObject(data, 0x83);
  state.ours = faults.mirrorPaceKey ? state.theirs : mapped.publicOf(secret);
  state.session = paceSession(state.protocol.spec, mapped.agree(secret, state.theirs));
  return wrap(0x84, state.ours);
}

function finish(state: PaceState, data: Uint8Array, faults: Faults): { reply: Reply; keys?: SessionKeys } {
  const { protocol, session } = state;
  const named = { oid: protocol.oid, spec: protocol.spec, kind: protocol.group.kind };
  if (!session) return { reply: { data: none, status: 0x6985 } };
  if (faults.noPaceWithMrz && state.password.kind === 'mrz') return { reply: { data: none, status: 0x6982 } };
  const expected = paceToken(named, session.mac, state.ours ?? none);
  if (!equalBytes(innerObject(data, 0x85), expected)) return { reply: { data: none, status: 0x6300 } };
  const token = new Uint8Array(paceToken(named, session.mac, state.theirs ?? none));
  if (faults.wrongPaceToken) token[0] = (token[0] ?? 0) ^ 1;
  return { reply: wrap(0x86, token), keys: session };
}

/** Undefined when the chip does not speak the protocol asked for. */
export function createPaceChip(
  image: CardImage,
  request: { oid?: Uint8Array; reference?: number; random: Random },
): PaceChip | undefined {
  if (!image.cardAccess || !request.oid) return undefined;
  const wanted = oidFromMse(request.oid);
  const infos = decodeSecurityInfos(image.cardAccess).pace.filter(({ oid }) => oid === wanted);
  const protocol = choosePace(infos);
  const isCan = request.reference === 2;
  if (!protocol || (isCan && !image.can)) return undefined;
  const password: PacePassword = isCan
    ? { kind: 'can', can: image.can ?? '' }
    : { kind: 'mrz', fields: image.access };
  const state: PaceState = {
    protocol,
    password,
    random: request.random,
    stage: 0,
    nonce: request.random(16),
  };
  return {
    step(data, faults) {
      state.stage += 1;
      if (state.stage === 1) return { reply: sendNonce(state) };
      if (state.stage === 2) return { reply: mapNonce(state, data) };
      if (state.stage === 3) return { reply: agree(state, data, faults) };
      return state.stage === 4 ? finish(state, data, faults) : undefined;
    },
  };
}

/** The chip's half of chip authentication. */
export function chipAuthenticationSecret(
  key: KeyObject,
  groupOf: typeof groupOfPublicKey,
): { group: KeyGroup; secret: bigint; spec: KeySpec } {
  const spki = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  const { d = '' } = key.export({ format: 'jwk' });
  const secret = BigInt(`0x${Buffer.from(d, 'base64url').toString('hex')}`);
  return { group: groupOf(spki).group, secret, spec: { cipher: 'aes', length: 16 } };
}
