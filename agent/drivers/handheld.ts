import { watch } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChipReading, decodeReading, EmrtdError } from '#lib/emrtd';
import type { ReadingDriver } from './driver.ts';

const keptMs = 60_000;

export interface HandheldDriver extends ReadingDriver {
  /** A reading pushed by the device; false when it is none. Kept in memory for a minute at most. */
  push(value: unknown): boolean;
}

/**
 * Handheld verifiers and boxes that read by themselves. They push one reading (the shape of `encodeReading` in lib/emrtd)
 * over HTTP (`POST /handheld-readings`), or leave it as a `.json` file in a folder, which is read and removed at once.
 * Without a challenge of the check their card ends at "signed by the authority" (I3): the chip's answer cannot be fresh.
 */
export function createHandheld(options: { folder?: string; now?: () => number } = {}): HandheldDriver {
  const { folder, now = Date.now } = options;
  const listeners: (() => void)[] = [];
  let held: { reading: ChipReading; at: number } | undefined;
  const current = () => (held && now() - held.at < keptMs ? held : undefined);
  const push = (value: unknown) => {
    const reading = decodeReading(value);
    if (!reading) return false;
    held = { reading, at: now() };
    for (const listener of listeners) listener();
    return true;
  };
  const takeFile = async (name: string) => {
    if (!folder || !name.endsWith('.json')) return;
    const path = join(folder, name);
    try {
      const text = await readFile(path, 'utf8');
      await rm(path, { force: true });
      push(JSON.parse(text));
    } catch {
      // Half written: the next change of the file comes back here.
    }
  };
  const watcher = folder ? watch(folder, (_event, name) => void takeFile(String(name))) : undefined;
  return {
    push,
    readers: () =>
      Promise.resolve([{ name: 'Thiết bị cầm tay', kind: 'handheld', hasCard: current() !== undefined }]),
    read: () => {
      const reading = current()?.reading;
      held = undefined;
      return reading ? Promise.resolve(reading) : Promise.reject(new EmrtdError('card_removed'));
    },
    onChange: (listener) => void listeners.push(listener),
    close: () => {
      watcher?.close();
      held = undefined;
      return Promise.resolve();
    },
  };
}
