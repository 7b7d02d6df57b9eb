import { setTimeout as pause } from 'node:timers/promises';
import {
  type Runner as GraphileRunner,
  type TaskList,
  Logger as GraphileLogger,
  parseCronItems,
  run,
  runMigrations,
  runOnce,
} from 'graphile-worker';
import type pg from 'pg';
import { deliver, relayEvents } from '#platform/events';
import type { Room } from '#platform/manifest';
import { system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';

export interface WorkerOptions {
  readonly runner: Runner;
  readonly rooms: readonly Room[];
  /** Logged in as the jobs role: it owns the queue's tables and nothing else. */
  readonly queuePool: pg.Pool;
  readonly concurrency?: number;
}

const quiet = new GraphileLogger(() => () => undefined);

/** Lays the queue's own tables; run after `migrate`, as the jobs role. */
export async function prepareQueue(queuePool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: queuePool, logger: quiet });
}

function taskList(options: WorkerOptions): TaskList {
  const { runner, rooms } = options;
  const consumers = new Map(
    rooms.flatMap((room) => room.consumers ?? []).map((consumer) => [consumer.name, consumer]),
  );
  const tasks: TaskList = {
    'events.deliver': async (payload) => {
      const { eventId, consumer: name } = payload as { eventId: string; consumer: string };
      const consumer = consumers.get(name);
      if (!consumer) throw new Error(`no consumer ${name}`);
      await deliver(runner, consumer, eventId);
    },
  };
  for (const job of rooms.flatMap((room) => room.jobs ?? [])) {
    tasks[job.name] = async (payload) => {
      await runner.act({ action: job.name, principal: system }, (ctx) =>
        job.run(ctx, (payload ?? {}) as Record<string, unknown>),
      );
    };
  }
  return tasks;
}

const MOST_TURNS = 100;

async function hasDueJobs(queuePool: pg.Pool): Promise<boolean> {
  const { rows } = await queuePool.query<{ due: boolean }>(
    'select exists (select from graphile_worker.jobs where locked_at is null and attempts < max_attempts and run_at <= now()) as due',
  );
  return rows[0]?.due ?? false;
}

/** Relays every event and runs every job that is due, then returns; for tests and the simulator. */
export async function drain(options: WorkerOptions): Promise<void> {
  const { runner, queuePool } = options;
  const turn = { pgPool: queuePool, taskList: taskList(options), logger: quiet, concurrency: 1 };
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    await relayEvents(runner);
    await runOnce({ ...turn, noHandleSignals: true });
    // what the jobs have said meanwhile makes new ones
    if ((await relayEvents(runner)) === 0 && !(await hasDueJobs(queuePool))) return;
  }
}

export interface Worker {
  stop(): Promise<void>;
}

interface Shift {
  readonly worker: GraphileRunner;
  readonly alive: pg.PoolClient;
}

/** Held, shared, by every living worker: who can have it alone knows that every lock on a job is a dead one's. */
const ALIVE = 0x5e7e901;

/**
 * Says that this worker lives, and gives the jobs of dead ones free: the queue itself would let a job whose worker was
 * killed wait four hours.
 */
async function signOn(queuePool: pg.Pool): Promise<pg.PoolClient> {
  const client = await queuePool.connect();
  try {
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      ALIVE,
    ]);
    if (rows[0]?.alone) {
      await client.query(`select graphile_worker.force_unlock_workers(
        array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))`);
    }
    await client.query('select pg_advisory_lock_shared($1)', [ALIVE]);
    if (rows[0]?.alone) await client.query('select pg_advisory_unlock($1)', [ALIVE]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Without a batch the queue reports the end of a job on a promise nobody attends to: one lost connection ends the process. */
const attendedReports = { completeJobBatchDelay: 0, failJobBatchDelay: 0 } as const;

async function beginShift(options: WorkerOptions): Promise<Shift> {
  const alive = await signOn(options.queuePool);
  const schedules = options.rooms.flatMap((room) => room.schedules ?? []);
  try {
    const worker = await run({
      pgPool: options.queuePool,
      taskList: taskList(options),
      parsedCronItems: parseCronItems(schedules.map(({ job, cron }) => ({ task: job, match: cron }))),
      logger: quiet,
      concurrency: options.concurrency ?? 4,
      noHandleSignals: true,
      pollInterval: 1000,
      preset: { worker: attendedReports },
    });
    worker.events.on('job:failed', ({ job, error }) => {
      options.runner.log.error({ task: job.task_identifier, err: String(error) }, 'job failed for good');
    });
    return { worker, alive };
  } catch (error) {
    alive.release(true);
    throw error;
  }
}

const PAUSE_MS = 1000;
const RELAY_EVERY_MS = 50;

/** Relays events as they are committed until the signal is given; a fault is tried again after a pause. */
async function keepRelaying({ runner }: WorkerOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let rest = RELAY_EVERY_MS;
    try {
      if ((await relayEvents(runner)) > 0) rest = 0;
    } catch (error) {
      runner.log.warn({ err: String(error) }, 'the relay was interrupted');
      rest = PAUSE_MS;
    }
    await pause(rest, undefined, { signal }).catch(() => undefined);
  }
}

/** Works until stopped. When the database goes away under it, it begins anew as soon as the database is back. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const stopping = new AbortController();
  let shift: Shift | undefined = await beginShift(options);
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        shift ??= await beginShift(options);
        await shift.worker.promise;
      } catch (error) {
        options.runner.log.warn({ err: String(error) }, 'the worker was interrupted');
      }
      shift?.alive.release(true);
      shift = undefined;
      await pause(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const watching = Promise.all([watch(), keepRelaying(options, stopping.signal)]);
  return {
    stop: async () => {
      stopping.abort();
      await shift?.worker.stop().catch(() => undefined);
      await watching;
    },
  };
}
