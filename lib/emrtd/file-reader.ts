import { concatBytes, encodeTlv, fileLength, readTlv } from '#lib/identity';
import type { Reply } from './apdu.ts';
import type { Channel } from './channel.ts';
import { EmrtdError } from './emrtd-error.ts';

/** Short identifiers of the files of the application (ICAO Doc 9303-10 §3.11). */
export const fileIds = { cardAccess: 0x011c, com: 0x011e, sod: 0x011d } as const;

export function dataGroupFileId(number: number): number {
  return 0x0100 + number;
}

export interface FileReaderOptions {
  /** Bytes asked for at a time; smaller values are tried when the chip refuses. Above 231 needs extended length. */
  blockSize?: number;
  /** Longest file believed. */
  maxFile?: number;
}

export const defaultBlockSize = 223;
const smallestBlock = 16;
const defaultMaxFile = 200_000;
const headLength = 8;

function refuse(status: number): EmrtdError {
  if (status === 0x6a82 || status === 0x6a83) return new EmrtdError('file_missing', { status });
  if (status === 0x6982 || status === 0x6985 || status === 0x6983)
    return new EmrtdError('file_locked', { status });
  return new EmrtdError('channel_lost', { status });
}

/** Selects an elementary file by identifier. */
export async function selectFile(channel: Channel, id: number): Promise<void> {
  const reply = await channel.send({
    ins: 0xa4,
    p1: 0x02,
    p2: 0x0c,
    data: Uint8Array.of(id >> 8, id & 0xff),
  });
  if (reply.status !== 0x9000) throw refuse(reply.status);
}

async function readOnce(channel: Channel, offset: number, length: number): Promise<Reply> {
  if (offset < 0x8000) return channel.send({ ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le: length });
  // ISO/IEC 7816-4 §11.2.3: READ BINARY with odd instruction carries the offset in object 54, data in object 53.
  const data = encodeTlv(0x54, Uint8Array.of((offset >> 16) & 0xff, (offset >> 8) & 0xff, offset & 0xff));
  const reply = await channel.send({ ins: 0xb1, p1: 0, p2: 0, data, le: Math.min(length + 4, 65_536) });
  return reply.data.length === 0 ? reply : { data: readTlv(reply.data).value, status: reply.status };
}

const isWrongLength = (status: number) => status === 0x6700 || status >> 8 === 0x6c;
const isEnd = (status: number) => status === 0x6282 || status === 0x6b00;

/** Reads a file of which the first element tells the length, adapting the block size to what the chip gives. */
export async function readFile(
  channel: Channel,
  id: number,
  options: FileReaderOptions = {},
): Promise<Uint8Array> {
  await selectFile(channel, id);
  const head = await readOnce(channel, 0, headLength);
  if (head.status !== 0x9000 && !isEnd(head.status)) throw refuse(head.status);
  const total = fileLength(head.data);
  if (total === undefined) throw new EmrtdError('reply_malformed', { message: 'file without a length' });
  if (total > (options.maxFile ?? defaultMaxFile))
    throw new EmrtdError('file_too_long', { message: `${total} bytes` });
  const parts = [head.data.subarray(0, total)];
  await readRest(channel, { parts, total, block: options.blockSize ?? defaultBlockSize });
  return concatBytes(...parts);
}

async function readRest(
  channel: Channel,
  state: { parts: Uint8Array[]; total: number; block: number },
): Promise<void> {
  let at = state.parts.reduce((sum, part) => sum + part.length, 0);
  let { block } = state;
  while (at < state.total) {
    const reply = await readOnce(channel, at, Math.min(block, state.total - at));
    if (isWrongLength(reply.status) && reply.data.length === 0) {
      const hinted = reply.status >> 8 === 0x6c ? reply.status & 0xff : 0;
      block = hinted > 0 && hinted < block ? hinted : Math.floor(block / 2);
      if (block < smallestBlock) throw new EmrtdError('file_truncated', { status: reply.status });
      continue;
    }
    if (reply.data.length === 0) throw new EmrtdError('file_truncated', { status: reply.status });
    state.parts.push(reply.data.subarray(0, state.total - at));
    at += reply.data.length;
    if (reply.data.length < block && at < state.total) block = Math.max(reply.data.length, smallestBlock);
  }
}
