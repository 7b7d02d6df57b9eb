import {
  decodeCom,
  decodeDg1,
  decodeDg14,
  decodeDg15,
  decodePublicKey,
  decodeSecurityInfos,
  fromHex,
  LdsError,
  type MrzKeyFields,
  type PaceInfo,
} from '#lib/identity';
import type { Transmit } from './apdu.ts';
import { performBac, type Random } from './bac.ts';
import { createChannel, type Channel } from './channel.ts';
import { chooseChipAuthentication, performChipAuthentication } from './chip-authentication.ts';
import { EmrtdError, type EmrtdErrorCode } from './emrtd-error.ts';
import {
  dataGroupFileId,
  defaultBlockSize,
  fileIds,
  readFile,
  type FileReaderOptions,
} from './file-reader.ts';
import { choosePace, performPace, type PacePassword, type PaceRequest } from './pace.ts';

export interface ChipAccess {
  /** Number, birth and expiry; several candidates of the expiry may be given, at most four are tried. */
  mrz?: MrzKeyFields[];
  can?: string;
}

export interface ReadOptions extends FileReaderOptions {
  access: ChipAccess;
  random: Random;
  /** Data groups wanted, of those the chip announces. */
  dataGroups?: readonly number[];
  /** Challenge for active authentication, from the document number of DG1 (see `deriveChallenge`). */
  challenge?: (documentNumber: string) => Promise<Uint8Array> | Uint8Array;
  chipAuthentication?: boolean;
  onProgress?: (progress: { file: string; done: number; of: number }) => void;
}

export type AccessUsed = 'pace-can' | 'pace-mrz' | 'bac' | 'none';

/** Everything a chip gave, raw, for the server to judge. */
export interface ChipReading {
  access: AccessUsed;
  /** The MRZ fields the chip accepted, when that was the key. */
  acceptedMrz?: MrzKeyFields;
  com?: Uint8Array;
  sod?: Uint8Array;
  cardAccess?: Uint8Array;
  dataGroups: Record<number, Uint8Array>;
  /** Announced or wanted groups that could not be read. */
  unread: Record<number, EmrtdErrorCode>;
  activeAuthentication?: { challenge: Uint8Array; response: Uint8Array };
  activeAuthenticationError?: EmrtdErrorCode;
  /** Outcome as the reader saw it: a hint, not proof. */
  chipAuthentication?: 'done' | 'failed' | 'absent';
  /** Number of command APDUs. */
  commands: number;
}

export const maxAccessTries = 4;
const applicationId = fromHex('a0000002471001');
const defaultGroups = [1, 2, 11, 13, 14, 15];

async function optional<T>(
  action: () => Promise<T>,
  tolerated: readonly EmrtdErrorCode[],
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof EmrtdError && tolerated.includes(error.code)) return undefined;
    if (error instanceof LdsError) return undefined;
    throw error;
  }
}

async function selectApplication(channel: Channel): Promise<void> {
  const reply = await channel.send({ ins: 0xa4, p1: 0x04, p2: 0x0c, data: applicationId });
  if (reply.status !== 0x9000) throw new EmrtdError('not_an_identity_chip', { status: reply.status });
}

// Vietnamese cards answer EF.CardAccess before any application is selected, and refuse SELECT of the master file.
async function readCardAccess(channel: Channel): Promise<Uint8Array | undefined> {
  return optional(
    () => readFile(channel, fileIds.cardAccess),
    ['file_missing', 'file_locked', 'channel_lost', 'reply_malformed'],
  );
}

function pacePasswords(access: ChipAccess): PacePassword[] {
  const can: PacePassword[] = access.can ? [{ kind: 'can', can: access.can }] : [];
  return [...can, ...(access.mrz ?? []).map((fields) => ({ kind: 'mrz', fields }) as const)];
}

function paceInfosOf(cardAccess: Uint8Array): PaceInfo[] {
  try {
    return decodeSecurityInfos(cardAccess).pace;
  } catch (error) {
    if (error instanceof LdsError) return [];
    throw error;
  }
}

// 6300 and 63Cx speak of the password; anything else means that the chip does not want PACE with it at all. Vietnamese
// cards answer 6982 to the MRZ and then complete BAC with it.
async function isPaceDone(
  channel: Channel,
  request: PaceRequest,
  random: Random,
): Promise<'yes' | 'wrong' | 'unwanted'> {
  try {
    await performPace(channel, request, random);
    return 'yes';
  } catch (error) {
    if (!(error instanceof EmrtdError)) throw error;
    const isRefusal = ['access_key_wrong', 'access_refused', 'reply_malformed'].includes(error.code);
    if (!isRefusal) throw error;
    return (error.status ?? 0) >> 8 === 0x63 ? 'wrong' : 'unwanted';
  }
}

async function tryPace(
  channel: Channel,
  cardAccess: Uint8Array,
  options: ReadOptions,
): Promise<PacePassword | undefined> {
  const infos = paceInfosOf(cardAccess);
  const protocol = choosePace(infos);
  if (!protocol) return undefined;
  const ambiguous = infos.filter(({ oid }) => oid === protocol.oid).length > 1;
  for (const password of pacePasswords(options.access).slice(0, maxAccessTries)) {
    const done = await isPaceDone(channel, { protocol, password, ambiguous }, options.random);
    if (done === 'yes') return password;
    if (done === 'unwanted' && password.kind === 'mrz') return undefined;
  }
  return undefined;
}

async function isReadableUnprotected(channel: Channel): Promise<boolean> {
  const reply = await channel.send({
    ins: 0xa4,
    p1: 0x02,
    p2: 0x0c,
    data: Uint8Array.of(fileIds.com >> 8, fileIds.com & 0xff),
  });
  if (reply.status !== 0x9000) return false;
  const read = await channel.send({ ins: 0xb0, p1: 0, p2: 0, le: 4 });
  return read.status === 0x9000 && read.data.length > 0;
}

async function runBac(channel: Channel, options: ReadOptions): Promise<MrzKeyFields> {
  const candidates = (options.access.mrz ?? []).slice(0, maxAccessTries);
  let refusal = new EmrtdError(options.access.can ? 'access_key_wrong' : 'access_key_missing');
  for (const fields of candidates) {
    try {
      await performBac(channel, fields, options.random);
      return fields;
    } catch (error) {
      if (!(error instanceof EmrtdError) || error.code !== 'access_key_wrong') throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function openAccess(channel: Channel, options: ReadOptions, reading: ChipReading): Promise<void> {
  reading.cardAccess = await readCardAccess(channel);
  const password = reading.cardAccess ? await tryPace(channel, reading.cardAccess, options) : undefined;
  if (password) {
    reading.access = password.kind === 'can' ? 'pace-can' : 'pace-mrz';
    if (password.kind === 'mrz') reading.acceptedMrz = password.fields;
    return selectApplication(channel);
  }
  await selectApplication(channel);
  if (await isReadableUnprotected(channel)) return;
  reading.acceptedMrz = await runBac(channel, options);
  reading.access = 'bac';
}

async function readGroups(channel: Channel, options: ReadOptions, reading: ChipReading): Promise<void> {
  const announced = reading.com ? decodeCom(reading.com).dataGroups : defaultGroups;
  const wanted = (options.dataGroups ?? defaultGroups).filter((group) => announced.includes(group));
  for (const [index, group] of wanted.entries()) {
    options.onProgress?.({ file: `DG${group}`, done: index, of: wanted.length });
    try {
      reading.dataGroups[group] = await readFile(channel, dataGroupFileId(group), options);
    } catch (error) {
      if (!(error instanceof EmrtdError)) throw error;
      if (error.code === 'card_removed' || error.code === 'channel_forged') throw error;
      reading.unread[group] = error.code;
      if (error.code === 'channel_lost') return;
    }
  }
}

// A signature of an RSA key of 2048 bits or more does not fit a short reply with secure messaging (256 bytes).
function signatureLength(dg15: Uint8Array): number {
  const { key } = decodePublicKey(decodeDg15(dg15));
  return key.length > 230 ? 65_536 : 256;
}

async function authenticateActively(
  channel: Channel,
  options: ReadOptions,
  reading: ChipReading,
): Promise<void> {
  const [dg1, dg15] = [reading.dataGroups[1], reading.dataGroups[15]];
  if (!options.challenge || !dg1 || !dg15) return;
  const challenge = await options.challenge(decodeDg1(dg1).documentNumber);
  // ICAO Doc 9303-11 §6.1: INTERNAL AUTHENTICATE.
  const reply = await channel.send({ ins: 0x88, p1: 0, p2: 0, data: challenge, le: signatureLength(dg15) });
  if (reply.status === 0x9000) reading.activeAuthentication = { challenge, response: reply.data };
  else reading.activeAuthenticationError = 'access_refused';
}

async function authenticateChip(channel: Channel, options: ReadOptions, reading: ChipReading): Promise<void> {
  const dg14 = reading.dataGroups[14];
  if (options.chipAuthentication !== true || !dg14 || !channel.isSecure()) return;
  const protocol = chooseChipAuthentication(decodeDg14(dg14));
  if (!protocol) {
    reading.chipAuthentication = 'absent';
    return;
  }
  try {
    await performChipAuthentication(channel, protocol, options.random);
    await readFile(channel, fileIds.com, options);
    reading.chipAuthentication = 'done';
  } catch (error) {
    if (!(error instanceof EmrtdError) || error.code === 'card_removed') throw error;
    reading.chipAuthentication = 'failed';
  }
}

/**
 * Reads an identity chip: EF.CardAccess, PACE (CAN, then MRZ) or BAC, EF.COM, EF.SOD, the data groups, active
 * authentication, and chip authentication when asked. Throws EmrtdError when nothing can be read; what single files
 * refuse is in `unread`. Judges nothing: see `judgeChip`.
 */
export async function readChip(transmit: Transmit, options: ReadOptions): Promise<ChipReading> {
  const reading: ChipReading = { access: 'none', dataGroups: {}, unread: {}, commands: 0 };
  try {
    await readAll(createChannel(transmit), { blockSize: defaultBlockSize, ...options }, reading);
  } catch (error) {
    if (error instanceof LdsError) throw new EmrtdError('reply_malformed', { cause: error });
    throw error;
  }
  return reading;
}

async function readAll(channel: Channel, options: ReadOptions, reading: ChipReading): Promise<void> {
  const absent: readonly EmrtdErrorCode[] = ['file_missing', 'file_truncated'];
  await openAccess(channel, options, reading);
  reading.com = await optional(() => readFile(channel, fileIds.com, options), absent);
  reading.sod = await optional(() => readFile(channel, fileIds.sod, options), absent);
  await readGroups(channel, options, reading);
  await optional(() => authenticateActively(channel, options, reading), ['channel_lost']);
  await authenticateChip(channel, options, reading);
  reading.commands = channel.count();
}
