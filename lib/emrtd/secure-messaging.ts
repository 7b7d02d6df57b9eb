import { childrenOf, concatBytes, encodeTlv, equalBytes, LdsError, readTlvs, type Tlv } from '#lib/identity';
import { decodeCommand, type Command, type Reply } from './apdu.ts';
import { EmrtdError } from './emrtd-error.ts';
import { decryptCbc, encryptAesBlock, encryptCbc, macOf, pad, unpad, type SmCipher } from './symmetric.ts';

export interface SessionKeys {
  cipher: SmCipher;
  encryption: Uint8Array;
  mac: Uint8Array;
  /** Send sequence counter to start from: eight bytes for 3DES, sixteen for AES. */
  counter: Uint8Array;
}

/** The reader's and the chip's half of secure messaging (ICAO Doc 9303-11 §9.8). Each call moves the counter on. */
export interface SecureMessaging {
  protectCommand(command: Command): Command;
  unprotectReply(reply: Reply): Reply;
  unprotectCommand(bytes: Uint8Array): Command;
  protectReply(reply: Reply): Reply;
}

const none = new Uint8Array(0);
const tag = { cryptogram: 0x87, cryptogramOdd: 0x85, le: 0x97, status: 0x99, mac: 0x8e } as const;

function isOdd(ins: number): boolean {
  return (ins & 1) === 1;
}

function leBytes(le: number): Uint8Array {
  return le > 256 ? Uint8Array.of((le >> 8) & 0xff, le & 0xff) : Uint8Array.of(le & 0xff);
}

function tryRead(data: Uint8Array): Tlv[] {
  try {
    return readTlvs(data);
  } catch (error) {
    if (error instanceof LdsError) throw new EmrtdError('channel_forged', { cause: error });
    throw error;
  }
}

function forged(message: string): EmrtdError {
  return new EmrtdError('channel_forged', { message });
}

function increment(counter: Uint8Array): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(counter);
  for (let index = next.length - 1; index >= 0; index -= 1) {
    next[index] = ((next[index] ?? 0) + 1) & 0xff;
    if (next[index] !== 0) break;
  }
  return next;
}

interface Session {
  advance(): void;
  encrypt(data: Uint8Array): Uint8Array;
  decrypt(data: Uint8Array): Uint8Array;
  mac(header: Uint8Array, objects: Uint8Array): Uint8Array;
}

function createSession(keys: SessionKeys): Session {
  const { cipher } = keys;
  const block = cipher === '3des' ? 8 : 16;
  let counter = new Uint8Array(keys.counter);
  const key = () => ({
    cipher,
    key: keys.encryption,
    iv: cipher === 'aes' ? encryptAesBlock(keys.encryption, counter) : undefined,
  });
  const padded = (data: Uint8Array) => (data.length > 0 ? pad(data, block) : none);
  return {
    advance() {
      counter = increment(counter);
    },
    encrypt: (data) => encryptCbc(key(), pad(data, block)),
    decrypt(data) {
      if (data.length === 0 || data.length % block !== 0) throw forged('cryptogram length');
      const plain = unpad(decryptCbc(key(), data));
      if (!plain) throw forged('padding');
      return plain;
    },
    mac: (header, objects) => macOf(cipher, keys.mac, concatBytes(counter, padded(header), padded(objects))),
  };
}

function cryptogramOf(session: Session, elements: Tlv[]): Uint8Array {
  const odd = elements.find((element) => element.tag === tag.cryptogramOdd);
  if (odd) return session.decrypt(odd.value);
  const even = elements.find((element) => element.tag === tag.cryptogram);
  if (!even) return none;
  if (even.value[0] !== 1) throw forged('padding indicator');
  return session.decrypt(even.value.subarray(1));
}

function checkMac(session: Session, elements: Tlv[], header: Uint8Array): void {
  const claimed = elements.at(-1);
  if (claimed?.tag !== tag.mac) throw forged('no MAC');
  const covered = concatBytes(...elements.slice(0, -1).map(({ raw }) => raw));
  if (!equalBytes(session.mac(header, covered), claimed.value)) throw forged('MAC');
}

function protectCommand(session: Session, command: Command): Command {
  session.advance();
  const header = Uint8Array.of((command.cla ?? 0) | 0x0c, command.ins, command.p1, command.p2);
  const { data, le } = command;
  const hidden = data && data.length > 0 ? session.encrypt(data) : none;
  const cryptogram = isOdd(command.ins)
    ? encodeTlv(tag.cryptogramOdd, hidden)
    : encodeTlv(tag.cryptogram, Uint8Array.of(1), hidden);
  const expected = le === undefined ? none : encodeTlv(tag.le, leBytes(le));
  const objects = concatBytes(hidden.length > 0 ? cryptogram : none, expected);
  const protectedData = concatBytes(objects, encodeTlv(tag.mac, session.mac(header, objects)));
  const extended = protectedData.length > 255 || (le ?? 0) > 256;
  return { ...command, cla: header[0], data: protectedData, le: extended ? 65_536 : 256 };
}

function unprotectReply(session: Session, reply: Reply): Reply {
  session.advance();
  // A bare status word is not authenticated; the chip has ended the session (§9.8.8).
  if (reply.data.length === 0) throw new EmrtdError('channel_lost', { status: reply.status });
  const elements = tryRead(reply.data);
  checkMac(session, elements, none);
  const status = elements.find((element) => element.tag === tag.status);
  if (status?.value.length !== 2) throw forged('no protected status');
  return {
    data: cryptogramOf(session, elements),
    status: (status.value[0] ?? 0) * 256 + (status.value[1] ?? 0),
  };
}

function unprotectCommand(session: Session, bytes: Uint8Array): Command {
  session.advance();
  const command = decodeCommand(bytes);
  const elements = tryRead(command.data);
  checkMac(session, elements, Uint8Array.of(command.cla, command.ins, command.p1, command.p2));
  const le = elements.find((element) => element.tag === tag.le)?.value;
  const expected = le
    ? le.reduce((sum, byte) => sum * 256 + byte, 0) || (le.length > 1 ? 65_536 : 256)
    : undefined;
  return { ...command, cla: command.cla & ~0x0c, data: cryptogramOf(session, elements), le: expected };
}

function protectReply(session: Session, reply: Reply, odd: boolean): Reply {
  session.advance();
  const status = encodeTlv(tag.status, Uint8Array.of(reply.status >> 8, reply.status & 0xff));
  const hidden = reply.data.length > 0 ? session.encrypt(reply.data) : none;
  const cryptogram = odd
    ? encodeTlv(tag.cryptogramOdd, hidden)
    : encodeTlv(tag.cryptogram, Uint8Array.of(1), hidden);
  const objects = concatBytes(hidden.length > 0 ? cryptogram : none, status);
  return { data: concatBytes(objects, encodeTlv(tag.mac, session.mac(none, objects))), status: reply.status };
}

export function createSecureMessaging(keys: SessionKeys): SecureMessaging {
  const session = createSession(keys);
  let lastInstruction = 0;
  return {
    protectCommand: (command) => protectCommand(session, command),
    unprotectReply: (reply) => unprotectReply(session, reply),
    unprotectCommand(bytes) {
      const command = unprotectCommand(session, bytes);
      lastInstruction = command.ins;
      return command;
    },
    protectReply: (reply) => protectReply(session, reply, isOdd(lastInstruction)),
  };
}

/** Dynamic authentication data 7C (ISO/IEC 7816-4): content of one inner tag. */
export function innerObject(data: Uint8Array, innerTag: number): Uint8Array {
  try {
    const outer = readTlvs(data)[0];
    const found =
      outer?.tag === 0x7c ? childrenOf(outer).find((element) => element.tag === innerTag) : undefined;
    if (found) return found.value;
  } catch (error) {
    if (!(error instanceof LdsError)) throw error;
  }
  throw new EmrtdError('reply_malformed', { message: `no object ${innerTag.toString(16)}` });
}
