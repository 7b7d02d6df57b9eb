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
import { deliver } from '#platform/events';
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

/** Runs every job that is due, then returns; for tests and the simulator. */
export async function drain(options: WorkerOptions): Promise<void> {
  await runOnce({
    pgPool: options.queuePool,
    taskList: taskList(options),
    logger: quiet,
    concurrency: 1,
    noHandleSignals: true,
  });
}

/** Works until stopped. */
export async function startWorker(options: WorkerOptions): Promise<GraphileRunner> {
  const schedules = options.rooms.flatMap((room) => room.schedules ?? []);
  const worker = await run({
    pgPool: options.queuePool,
    taskList: taskList(options),
    parsedCronItems: parseCronItems(schedules.map(({ job, cron }) => ({ task: job, match: cron }))),
    logger: quiet,
    concurrency: options.concurrency ?? 4,
    noHandleSignals: true,
    pollInterval: 1000,
  });
  worker.events.on('job:failed', ({ job, error }) => {
    options.runner.log.error({ task: job.task_identifier, err: String(error) }, 'job failed for good');
  });
  return worker;
}
