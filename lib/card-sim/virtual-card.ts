import { concatBytes, encodeTlv, equalBytes, fromHex, readTlv, readTlvs, type Tlv } from '#lib/identity';
import {
  bacKeys,
  bacSession,
  createSecureMessaging,
  decodeCommand,
  EmrtdError,
  encodeReply,
  groupOfPublicKey,
  innerObject,
  openBac,
  paceSession,
  sealBac,
  type Command,
  type Random,
  type Reply,
  type SecureMessaging,
  type SessionKeys,
  type Transmit,
} from '#lib/emrtd';
import { chipAuthenticationSecret, createPaceChip, type PaceChip } from './chip-agreement.ts';
import { answerChallenge } from './chip-crypto.ts';
import type { CardImage } from './card-image.ts';
import type { Faults } from './faults.ts';

export interface VirtualCard {
  /** In-process transport. Rejects when the card is out. */
  transmit: Transmit;
  /** Power on again: the application is deselected and sessions are gone. */
  reset(): void;
  remove(): void;
  /** Answer to reset, for vpcd. */
  atr: Uint8Array;
  /** Commands since insertion. */
  commandCount(): number;
}

interface State {
  image: CardImage;
  random: Random;
  faults: Faults;
  present: boolean;
  count: number;
  selected: boolean;
  file?: Uint8Array;
  challenge?: Uint8Array;
  messaging?: SecureMessaging;
  /** Keys to take up after the reply has left under the old ones. */
  next?: SessionKeys;
  pace?: PaceChip;
  lastReply: Uint8Array;
}

const none = new Uint8Array(0);
const ok = (data: Uint8Array = none): Reply => ({ data, status: 0x9000 });
const fail = (status: number): Reply => ({ data: none, status });
const applicationId = fromHex('a0000002471001');
const lockedGroups = [3, 4];
const maxOutput = 65_536;

function storedFile(state: State, id: number): Uint8Array | undefined {
  const { image, faults } = state;
  if (id === 0x011e) return image.com;
  if (id === 0x011d) return image.sod;
  const group = id - 0x0100;
  const bytes = image.groups[group];
  if (!bytes || faults.withhold?.includes(group)) return undefined;
  if (faults.claimLength?.group === group) {
    const length = faults.claimLength.length.toString(16).padStart(8, '0');
    return concatBytes(
      readTlv(bytes).raw.subarray(0, 1),
      Uint8Array.of(0x84),
      fromHex(length),
      bytes.subarray(4),
    );
  }
  return faults.truncate?.group === group ? bytes.subarray(0, faults.truncate.keep) : bytes;
}

function mayRead(state: State): boolean {
  return state.messaging !== undefined || state.faults.openAccess === true;
}

function selectFile(state: State, id: number): Reply {
  if (id === 0x011c && !state.selected) {
    state.file = state.image.cardAccess;
    return state.file ? ok() : fail(0x6a82);
  }
  if (!state.selected) return fail(0x6a82);
  if (!mayRead(state) || lockedGroups.includes(id - 0x0100)) return fail(0x6982);
  state.file = storedFile(state, id);
  return state.file ? ok() : fail(0x6a82);
}

function select(state: State, command: Command): Reply {
  const data = command.data ?? none;
  if (command.p1 === 0x04) {
    if (!equalBytes(data, applicationId)) return fail(0x6a82);
    state.selected = true;
    state.file = undefined;
    return ok();
  }
  // Vietnamese cards do not know SELECT of the master file.
  if (command.p1 === 0x00) return fail(0x6d00);
  return data.length === 2 ? selectFile(state, (data[0] ?? 0) * 256 + (data[1] ?? 0)) : fail(0x6a80);
}

function slice(state: State, offset: number, wanted: number): Reply {
  const { file, faults } = state;
  if (!file) return fail(0x6986);
  if (wanted > (faults.maxRead ?? maxOutput)) return fail(0x6700);
  if (offset > file.length) return fail(0x6b00);
  const given = Math.min(wanted, faults.shortRead ?? maxOutput);
  const data = file.subarray(offset, offset + given);
  return { data, status: offset + wanted > file.length ? 0x6282 : 0x9000 };
}

function readBinary(state: State, command: Command): Reply {
  if (command.ins === 0xb0) return slice(state, command.p1 * 256 + command.p2, command.le ?? 0);
  const offset = readTlv(command.data ?? none).value.reduce((sum, byte) => sum * 256 + byte, 0);
  const reply = slice(state, offset, (command.le ?? 0) - 4);
  return reply.data.length > 0 ? { data: encodeTlv(0x53, reply.data), status: reply.status } : reply;
}

function getChallenge(state: State): Reply {
  state.challenge = state.random(8);
  return ok(state.challenge);
}

function externalAuthenticate(state: State, command: Command): Reply {
  const keys = bacKeys(state.image.access);
  const { challenge } = state;
  state.challenge = undefined;
  const plain = openBac(keys, command.data ?? none);
  if (!challenge || !plain || !equalBytes(plain.subarray(8, 16), challenge)) return fail(0x6300);
  const reader = plain.slice(0, 8);
  const half = state.random(16);
  state.next = bacSession([plain.slice(16), half], { chip: challenge, reader });
  return ok(sealBac(keys, concatBytes(challenge, reader, half)));
}

function internalAuthenticate(state: State, command: Command): Reply {
  if (!state.messaging) return fail(0x6982);
  const { faults, image } = state;
  if (faults.noActiveAuthentication) return fail(0x6d00);
  const answer = faults.cannedAnswer ?? answerChallenge(image, command.data ?? none, state.random);
  return answer ? ok(answer) : fail(0x6d00);
}

function chipAuthenticate(state: State, theirs: Uint8Array): void {
  const { chipKey } = state.image;
  if (!chipKey) return;
  const { group, secret, spec } = chipAuthenticationSecret(chipKey, groupOfPublicKey);
  state.next = paceSession(spec, group.agree(secret, theirs));
}

function manageSecurity(state: State, command: Command): Reply {
  const elements: Tlv[] = readTlvs(command.data ?? none);
  const value = (tag: number) => elements.find((element) => element.tag === tag)?.value;
  if (command.p1 === 0xc1) {
    state.pace = createPaceChip(state.image, {
      oid: value(0x80),
      reference: value(0x83)?.[0],
      random: state.random,
    });
    return state.pace ? ok() : fail(0x6a80);
  }
  const isChipAuthentication =
    command.p1 === 0x41 && state.messaging !== undefined && state.image.chipKey !== undefined;
  return isChipAuthentication ? ok() : fail(0x6a80);
}

function generalAuthenticate(state: State, command: Command): Reply {
  const data = command.data ?? none;
  if (state.messaging) {
    chipAuthenticate(state, innerObject(data, 0x80));
    return state.next ? ok(fromHex('7c00')) : fail(0x6985);
  }
  const step = state.pace?.step(data, state.faults);
  if (!step) return fail(0x6985);
  if (step.keys) state.next = step.keys;
  return step.reply;
}

function dispatch(state: State, command: Command): Reply {
  const handlers: Readonly<Record<number, () => Reply>> = {
    0xa4: () => select(state, command),
    0xb0: () => readBinary(state, command),
    0xb1: () => readBinary(state, command),
    0x84: () => getChallenge(state),
    0x82: () => externalAuthenticate(state, command),
    0x88: () => internalAuthenticate(state, command),
    0x22: () => manageSecurity(state, command),
    0x86: () => generalAuthenticate(state, command),
  };
  return handlers[command.ins]?.() ?? fail(0x6d00);
}

function answerProtected(state: State, messaging: SecureMessaging, bytes: Uint8Array): Uint8Array {
  try {
    const reply = messaging.protectReply(dispatch(state, messaging.unprotectCommand(bytes)));
    return encodeReply(reply.status, reply.data);
  } catch (error) {
    if (!(error instanceof EmrtdError)) throw error;
    state.messaging = undefined;
    return encodeReply(0x6988);
  }
}

function answerPlain(state: State, bytes: Uint8Array): Uint8Array {
  state.messaging = undefined;
  const reply = dispatch(state, decodeCommand(bytes));
  return encodeReply(reply.status, reply.data);
}

function disturb(state: State, reply: Uint8Array): Uint8Array {
  const { faults, count } = state;
  if (faults.repeatAt === count) return state.lastReply;
  if (faults.plainStatusAt === count) return encodeReply(0x6987);
  if (faults.dropMacAt === count) return concatBytes(reply.subarray(0, -12), reply.subarray(-2));
  if (faults.flipMacAt !== count) return reply;
  const changed = new Uint8Array(reply);
  changed[reply.length - 3] = (changed[reply.length - 3] ?? 0) ^ 1;
  return changed;
}

function answer(state: State, bytes: Uint8Array): Uint8Array {
  state.count += 1;
  if (state.faults.removeAt !== undefined && state.count >= state.faults.removeAt) state.present = false;
  if (!state.present) throw new Error('card removed');
  const isProtected = ((bytes[0] ?? 0) & 0x0c) === 0x0c;
  const { messaging } = state;
  const reply =
    isProtected && messaging ? answerProtected(state, messaging, bytes) : answerPlain(state, bytes);
  if (state.next) {
    state.messaging = createSecureMessaging(state.next);
    state.next = undefined;
  }
  const sent = disturb(state, reply);
  state.lastReply = sent;
  return sent;
}

/** A chip that lives in this process: the same answers a Vietnamese identity card gives, as far as they are known. */
export function createVirtualCard(
  image: CardImage,
  options: { random: Random; faults?: Faults },
): VirtualCard {
  const fresh = () => ({ present: true, count: 0, selected: false, lastReply: encodeReply(0x6f00) });
  const state: State = { image, random: options.random, faults: options.faults ?? {}, ...fresh() };
  return {
    transmit: async (command) => answer(state, command),
    reset() {
      Object.assign(state, {
        file: undefined,
        challenge: undefined,
        messaging: undefined,
        next: undefined,
        pace: undefined,
        ...fresh(),
      });
    },
    remove() {
      state.present = false;
    },
    atr: fromHex('3b8880010000000000000000 09'),
    commandCount: () => state.count,
  };
}
