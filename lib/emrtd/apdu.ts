import { concatBytes } from '#lib/identity';
import { EmrtdError } from './emrtd-error.ts';

/** Sends one command APDU to the chip and gives its answer with the status word. Rejects when the card is gone. */
export type Transmit = (command: Uint8Array) => Promise<Uint8Array>;

export interface Command {
  cla?: number;
  ins: number;
  p1: number;
  p2: number;
  data?: Uint8Array;
  /** Expected length, 1 to 65536; absent when no data is expected. */
  le?: number;
}

export interface Reply {
  data: Uint8Array;
  status: number;
}

const none = new Uint8Array(0);

// ISO/IEC 7816-4 §5.1: short form where it fits, else extended.
export function encodeCommand(command: Command): Uint8Array {
  const { data = none, le } = command;
  const header = Uint8Array.of(command.cla ?? 0, command.ins, command.p1, command.p2);
  const extended = data.length > 255 || (le ?? 0) > 256;
  const word = (value: number) => Uint8Array.of((value >> 8) & 0xff, value & 0xff);
  const lc =
    data.length === 0
      ? none
      : extended
        ? concatBytes(Uint8Array.of(0), word(data.length))
        : Uint8Array.of(data.length);
  const long = data.length === 0 ? concatBytes(Uint8Array.of(0), word(le ?? 0)) : word(le ?? 0);
  const leBytes = le === undefined ? none : extended ? long : Uint8Array.of(le & 0xff);
  return concatBytes(header, lc, data, leBytes);
}

const wordAt = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);

function decodeLe(bytes: Uint8Array): number | undefined {
  if (bytes.length === 0) return undefined;
  return bytes.length === 1 ? bytes[0] || 256 : wordAt(bytes, 0) || 65_536;
}

function decodeBody(body: Uint8Array): { data: Uint8Array; le?: number } {
  if (body.length <= 1) return { data: none, le: decodeLe(body) };
  const isExtended = body[0] === 0;
  if (isExtended && body.length === 3) return { data: none, le: decodeLe(body.subarray(1)) };
  const [length, start] = isExtended ? [wordAt(body, 1), 3] : [body[0] ?? 0, 1];
  const data = body.subarray(start, start + length);
  const tail = body.subarray(start + length);
  if (data.length !== length || tail.length > 2) throw new RangeError('bad APDU length');
  return { data, le: decodeLe(tail) };
}

/** Reads a command APDU, for the side of the chip. */
export function decodeCommand(bytes: Uint8Array): Required<Omit<Command, 'le'>> & { le?: number } {
  const [cla, ins, p1, p2] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    throw new RangeError('short APDU');
  return { cla, ins, p1, p2, ...decodeBody(bytes.subarray(4)) };
}

export function decodeReply(bytes: Uint8Array): Reply {
  const [high, low] = bytes.subarray(-2);
  if (high === undefined || low === undefined)
    throw new EmrtdError('reply_malformed', { message: 'no status word' });
  return { data: bytes.subarray(0, -2), status: high * 256 + low };
}

export function encodeReply(status: number, data: Uint8Array = none): Uint8Array {
  return concatBytes(data, Uint8Array.of(status >> 8, status & 0xff));
}
