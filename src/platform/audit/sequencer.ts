import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from '#platform/use-case';
import { type CheckpointRule, ordinaryRule, signHead, signNow } from './checkpoint.ts';
import { sequenceAll } from './sequence.ts';
import { askWitnesses } from './witness.ts';

export interface SequencerOptions {
  readonly runner: Runner;
  /** How often the waiting list is looked at. Default 100: an entry has its position well within 200 ms. */
  readonly everyMilliseconds?: number;
  readonly rule?: CheckpointRule;
}

export interface Sequencer {
  /** Ends when nothing waits any more and everything is signed. */
  stop(): Promise<void>;
}

/** Sequences, signs and asks witnesses until stopped. Any number may run: one works, the others wait. */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { runner, rule = ordinaryRule } = options;
  const stopped = new AbortController();
  const pause = { ordinary: options.everyMilliseconds ?? 100, afterFault: 1000 };
  const loop = async (): Promise<void> => {
    let asked: Promise<void> = Promise.resolve();
    let askedSize = 0;
    while (!stopped.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      const head = await turn(runner, rule);
      if (head !== undefined && head > askedSize) {
        askedSize = head;
        asked = asked.then(() => askQuietly(runner));
      }
      // oxlint-disable-next-line no-await-in-loop
      await rest(head === undefined ? pause.afterFault : pause.ordinary, stopped.signal);
    }
    await asked;
  };
  const running = loop();
  return {
    stop: async () => {
      stopped.abort();
      await running;
      await turn(runner, signNow);
    },
  };
}

/** @returns the signed size, or undefined after a fault, which is logged and tried again */
async function turn(runner: Runner, rule: CheckpointRule): Promise<number | undefined> {
  try {
    await sequenceAll(runner);
    const head = await signHead(runner, rule);
    return head?.size ?? 0;
  } catch (error) {
    runner.log.error({ err: String(error) }, 'audit sequencer');
    return undefined;
  }
}

async function askQuietly(runner: Runner): Promise<void> {
  try {
    await askWitnesses(runner);
  } catch (error) {
    runner.log.error({ err: String(error) }, 'audit witnesses');
  }
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
