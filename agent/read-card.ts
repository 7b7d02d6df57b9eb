import { randomBytes } from 'node:crypto';
import { type ChipReading, deriveChallenge, EmrtdError, encodeReading, readChip } from '#lib/emrtd';
import { accessOf, type AccessInput } from './access.ts';
import type { ChipDriver, Drivers, ReaderState, ReadingDriver } from './drivers/driver.ts';
import { AgentError } from './texts.ts';

export interface ReadingRequest {
  /** Id of the check at the server; the session of the challenge. */
  check: string;
  /** The server's nonce. */
  nonce: Uint8Array;
  access: AccessInput;
  /** Name of the reader; absent: the one that holds a card. */
  reader?: string;
  onProgress?: (progress: { file: string; done: number; of: number }) => void;
}

type Found = { state: ReaderState } & ({ chip: ChipDriver } | { reading: ReadingDriver });

async function everyReader(drivers: Drivers): Promise<Found[]> {
  const chips = await Promise.all(
    drivers.chip.map(async (chip) => (await chip.readers()).map((state): Found => ({ state, chip }))),
  );
  const readings = await Promise.all(
    drivers.reading.map(async (reading) =>
      (await reading.readers()).map((state): Found => ({ state, reading })),
    ),
  );
  return [...chips.flat(), ...readings.flat()];
}

export async function listReaders(drivers: Drivers): Promise<ReaderState[]> {
  return (await everyReader(drivers)).map(({ state }) => state);
}

async function chooseReader(drivers: Drivers, wanted: string | undefined): Promise<Found> {
  const all = await everyReader(drivers);
  if (all.every(({ state }) => state.kind === 'handheld' && !state.hasCard) && !wanted)
    throw new AgentError('no_reader');
  if (wanted !== undefined) {
    const named = all.find(({ state }) => state.name === wanted);
    if (!named) throw new AgentError('reader_unknown');
    if (!named.state.hasCard) throw new AgentError('no_card');
    return named;
  }
  const [only, ...others] = all.filter(({ state }) => state.hasCard);
  if (!only) throw new AgentError('no_card');
  if (others.length > 0) throw new AgentError('several_cards');
  return only;
}

/** Bytes at a time with extended length: a portrait in fifteen commands instead of seventy. */
const longBlock = 1024;
const mayComeFromLength: readonly string[] = ['channel_lost', 'reply_malformed', 'card_removed'];

async function readOnce(
  at: { driver: ChipDriver; reader: string; blockSize?: number },
  request: ReadingRequest,
): Promise<ChipReading> {
  const session = await at.driver.connect(at.reader);
  try {
    return await readChip(session.transmit, {
      access: accessOf(request.access),
      random: (count) => new Uint8Array(randomBytes(count)),
      challenge: (document) => deriveChallenge({ nonce: request.nonce, session: request.check, document }),
      chipAuthentication: false,
      onProgress: request.onProgress,
      ...(at.blockSize === undefined ? {} : { blockSize: at.blockSize }),
    });
  } finally {
    await session.close().catch(() => undefined);
  }
}

/** Chips and readers that do not know extended length drop the channel or the card: those are read again in short steps. */
async function readByChip(driver: ChipDriver, reader: string, request: ReadingRequest): Promise<ChipReading> {
  accessOf(request.access);
  try {
    const reading = await readOnce({ driver, reader, blockSize: longBlock }, request);
    if (!Object.values(reading.unread).includes('channel_lost')) return reading;
  } catch (error) {
    if (!(error instanceof EmrtdError) || !mayComeFromLength.includes(error.code)) throw error;
  }
  return readOnce({ driver, reader }, request);
}

/** Bytes of a reading, overwritten. Text made of them cannot be; it is dropped as soon as it is delivered. */
export function wipe(reading: ChipReading): void {
  for (const bytes of Object.values(reading.dataGroups)) bytes.fill(0);
  for (const bytes of [reading.com, reading.sod, reading.cardAccess, reading.activeAuthentication?.response])
    bytes?.fill(0);
}

/** Reads the one card there is. Judges nothing: what comes out goes to the server as it is. */
export async function readCard(
  drivers: Drivers,
  request: ReadingRequest,
): Promise<{ body: unknown; reader: string; commands: number }> {
  const found = await chooseReader(drivers, request.reader);
  const { name } = found.state;
  const challenge = (document: string) =>
    deriveChallenge({ nonce: request.nonce, session: request.check, document });
  const reading =
    'chip' in found ? await readByChip(found.chip, name, request) : await found.reading.read(name, challenge);
  const body = { check: request.check, reader: name, reading: encodeReading(reading) };
  wipe(reading);
  return { body, reader: name, commands: reading.commands };
}
