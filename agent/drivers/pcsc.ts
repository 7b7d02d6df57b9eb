import { EmrtdError } from '#lib/emrtd';
import { AgentError } from '../texts.ts';
import type { CardSession, ChipDriver, ReaderState } from './driver.ts';
import { loadPcsc, type PcscLibrary } from './pcsc-library.ts';

const pollMs = 700;

// winscard.h / pcsclite.h
const code = {
  ok: 0,
  noReaders: 0x8010002e,
  noService: 0x8010001d,
  serviceStopped: 0x8010001e,
  unknownReader: 0x80100009,
  noCard: 0x8010000c,
  removed: 0x80100069,
  reset: 0x80100068,
  unresponsive: 0x80100066,
  unpowered: 0x80100067,
  readerGone: 0x80100017,
  sharing: 0x8010000b,
  notTransacted: 0x80100016,
  commError: 0x8010002f,
} as const;

const gone: ReadonlySet<number> = new Set([
  code.noCard,
  code.removed,
  code.reset,
  code.readerGone,
  code.notTransacted,
  code.commError,
  code.unpowered,
]);

function refusal(answer: number): Error {
  if (answer === code.unknownReader) return new AgentError('reader_unknown');
  if (answer === code.sharing) return new AgentError('reader_busy');
  if (answer === code.unresponsive) return new AgentError('card_silent');
  if (gone.has(answer)) return new EmrtdError('card_removed');
  return new AgentError('card_silent', new Error(`pcsc ${answer.toString(16)}`));
}

async function statesOf(library: PcscLibrary): Promise<ReaderState[]> {
  const names = await library.listReaders();
  const states = await library.hasCard(names);
  return names.map((name, index) => ({ name, kind: 'pcsc', hasCard: states[index] ?? false }));
}

async function connect(library: PcscLibrary, reader: string): Promise<CardSession> {
  const opened = await library.connect(reader);
  if (opened.code !== code.ok) throw refusal(opened.code);
  return {
    transmit: async (command) => {
      const answer = await library.transmit(opened, command);
      if (answer.code !== code.ok) throw refusal(answer.code);
      return answer.data;
    },
    close: () => library.disconnect(opened),
  };
}

/** Undefined when the machine has no PC/SC library; without its service the list of readers is empty. */
export async function openPcsc(): Promise<ChipDriver | undefined> {
  const library = await loadPcsc();
  if (!library) return undefined;
  const listeners: (() => void)[] = [];
  let last = '';
  const look = async () => {
    const now = JSON.stringify(await statesOf(library).catch(() => []));
    if (now === last) return;
    last = now;
    for (const listener of listeners) listener();
  };
  let looking = false;
  const timer = setInterval(() => {
    if (looking || listeners.length === 0) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, pollMs);
  timer.unref();
  return {
    readers: () => statesOf(library),
    connect: (reader) => connect(library, reader),
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      clearInterval(timer);
      await library.release();
    },
  };
}
