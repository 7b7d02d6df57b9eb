import { emrtdErrorTexts, type EmrtdErrorCode } from './emrtd-error.ts';
import type { AccessUsed, ChipReading } from './read-chip.ts';

/** A reading as JSON: bytes in base64. What a reader hands to the server, which believes nothing but the bytes. */
export interface ReadingJson {
  access: AccessUsed;
  com?: string;
  sod?: string;
  cardAccess?: string;
  dataGroups: Record<string, string>;
  unread: Record<string, string>;
  activeAuthentication?: { challenge: string; response: string };
  activeAuthenticationError?: string;
  chipAuthentication?: string;
  commands: number;
}

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export function encodeReading(reading: ChipReading): ReadingJson {
  const optional = (name: 'com' | 'sod' | 'cardAccess') =>
    reading[name] ? { [name]: toText(reading[name]) } : {};
  const proof = reading.activeAuthentication;
  return {
    access: reading.access,
    ...optional('com'),
    ...optional('sod'),
    ...optional('cardAccess'),
    dataGroups: Object.fromEntries(
      Object.entries(reading.dataGroups).map(([group, bytes]) => [group, toText(bytes)]),
    ),
    unread: { ...reading.unread },
    ...(proof
      ? { activeAuthentication: { challenge: toText(proof.challenge), response: toText(proof.response) } }
      : {}),
    ...(reading.activeAuthenticationError
      ? { activeAuthenticationError: reading.activeAuthenticationError }
      : {}),
    ...(reading.chipAuthentication ? { chipAuthentication: reading.chipAuthentication } : {}),
    commands: reading.commands,
  };
}

type Fields = Readonly<Record<string, unknown>>;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const accesses: readonly AccessUsed[] = ['pace-can', 'pace-mrz', 'bac', 'none'];

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !base64.test(value)) return undefined;
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function groupsOf(value: unknown): ChipReading['dataGroups'] | undefined {
  if (!isFields(value)) return undefined;
  const groups: ChipReading['dataGroups'] = {};
  for (const [key, text] of Object.entries(value)) {
    const bytes = bytesOf(text);
    if (!/^(?:[1-9]|1[0-6])$/.test(key) || !bytes) return undefined;
    groups[Number(key)] = bytes;
  }
  return groups;
}

function errorCode(value: unknown): EmrtdErrorCode {
  const isKnown = typeof value === 'string' && value in emrtdErrorTexts;
  return isKnown ? (value as EmrtdErrorCode) : 'reply_malformed';
}

function unreadOf(value: unknown): ChipReading['unread'] | undefined {
  if (!isFields(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.some(([key]) => !/^(?:[1-9]|1[0-6])$/.test(key))) return undefined;
  return Object.fromEntries(entries.map(([key, code]) => [Number(key), errorCode(code)]));
}

function proofOf(value: unknown): ChipReading['activeAuthentication'] {
  if (!isFields(value)) return undefined;
  const [challenge, response] = [bytesOf(value.challenge), bytesOf(value.response)];
  return challenge && response ? { challenge, response } : undefined;
}

/** Undefined when it is no reading. Contents are judged by `judgeChip`, not here. */
export function decodeReading(value: unknown): ChipReading | undefined {
  if (!isFields(value)) return undefined;
  const access = accesses.find((known) => known === value.access);
  const [dataGroups, unread] = [groupsOf(value.dataGroups), unreadOf(value.unread)];
  if (!access || !dataGroups || !unread) return undefined;
  return {
    access,
    com: bytesOf(value.com),
    sod: bytesOf(value.sod),
    cardAccess: bytesOf(value.cardAccess),
    dataGroups,
    unread,
    activeAuthentication: proofOf(value.activeAuthentication),
    commands: typeof value.commands === 'number' ? value.commands : 0,
  };
}
