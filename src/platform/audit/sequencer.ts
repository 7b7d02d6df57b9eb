import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from '#platform/use-case';
import { type CheckpointRule, ordinaryRule, signHead, signNow } from './checkpoint.ts';
import { hasWaiting, sequenceAll } from './sequence.ts';
import { askWitnesses } from './witness.ts';

export interface SequencerOptions {
  readonly runner: Runner;
  /** How often the waiting list is looked at. Default 60: an entry has its position well within 200 ms. */
  readonly everyMilliseconds?: number;
  readonly rule?: CheckpointRule;
}

export interface Sequencer {
  /** Ends when nothing waits any more and everything is signed. */
  stop(): Promise<void>;
}

const PAUSE_AFTER_FAULT = 1000;
const LOOK_FOR_DUE_HEAD = 1000;

/** Sequences, signs and asks witnesses until stopped. Any number may run: one works, the others wait. */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { runner, rule = ordinaryRule, everyMilliseconds: pause = 60 } = options;
  const stopped = new AbortController();
  let asked: Promise<void> = Promise.resolve();
  let askedSize = 0;
  let [unsigned, waited] = [0, Number.POSITIVE_INFINITY];
  let signing: Promise<unknown> | undefined;
  /** @returns whether a head was signed that was not known before */
  const sign = async (due: CheckpointRule): Promise<boolean> => {
    const head = await signHead(runner, due);
    if (head === undefined || head.size <= askedSize) return false;
    askedSize = head.size;
    asked = asked.then(() => askQuietly(runner));
    return true;
  };
  /** Signing goes on beside sequencing: a slow key or disk keeps no entry waiting. */
  const signBeside = (): void => {
    const patience = unsigned > 0 ? LOOK_FOR_DUE_HEAD : rule.everyMilliseconds;
    if (signing !== undefined || (unsigned < rule.everyEntries && waited < patience)) return;
    waited = 0;
    signing = quietly(runner, async () => {
      if (await sign(rule)) unsigned = 0;
    }).finally(() => {
      signing = undefined;
    });
  };
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      const isSound = await quietly(runner, async () => {
        if (await hasWaiting(runner)) unsigned += await sequenceAll(runner);
        signBeside();
      });
      const rest = isSound ? pause : PAUSE_AFTER_FAULT;
      waited += rest;
      // oxlint-disable-next-line no-await-in-loop
      await sleep(rest, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped.abort();
      await running;
      await signing;
      await quietly(runner, async () => {
        await sequenceAll(runner);
        await sign(signNow);
      });
      await asked;
    },
  };
}

/** @returns false after a fault, which is logged; what was not done is done on the next turn */
async function quietly(runner: Runner, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    runner.log.error({ err: String(error) }, 'audit sequencer');
    return false;
  }
}

async function askQuietly(runner: Runner): Promise<void> {
  try {
    await askWitnesses(runner);
  } catch (error) {
    runner.log.error({ err: String(error) }, 'audit witnesses');
  }
}
