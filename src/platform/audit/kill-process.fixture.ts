/**
 * A process made to be killed (kill.test.ts): it acts as fast as it can, says on its standard output what was committed,
 * and, if told so, sequences in small batches all the while. Arguments: socket folder, database, key file, number of the
 * process, `sequence` or `act`.
 */
import { createPool, roles } from '#platform/db';
import { anonymous, type Principal, systemClock, systemRandom, uuidv7 } from '#platform/runtime';
import { createRunner } from '#platform/use-case';
import { signHead } from './checkpoint.ts';
import { openKeyFile } from './key-file.ts';
import { sequenceBatch } from './sequence.ts';

const [socket, database, keyFile, number, duty] = process.argv.slice(2);
const pool = createPool({ host: socket, port: 5432, user: roles.app, database }, { max: 8 });
const type = 'test.killed';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const runner = createRunner({
  pool,
  clock: systemClock,
  ids: uuidv7(systemClock, systemRandom),
  random: systemRandom,
  log: quiet,
  ports: { auditKey: openKeyFile(keyFile ?? '', 'serepok.test/audit') } as never,
  consumers: new Map(),
});
const principal: Principal = { ...anonymous, kind: 'staff', id: systemIdOf(number) };

function systemIdOf(n: string | undefined): string {
  return `019ab000-0000-7000-8000-${String(n ?? 0).padStart(12, '0')}`;
}

async function act(): Promise<void> {
  for (let n = 0; ; n++) {
    const eventId = await runner.act({ action: 'test.kill', principal }, (ctx) =>
      ctx.events.emit({
        type,
        streamId: ctx.ids.next(),
        data: { n },
        subjects: [systemIdOf('7')],
      }),
    );
    process.stdout.write(`${eventId}\n`);
  }
}

async function sequence(): Promise<void> {
  for (;;) {
    await sequenceBatch(runner, 7);
    await signHead(runner, { everyEntries: 20, everyMilliseconds: 1e9 });
  }
}

const sequencers = duty === 'sequence' ? [sequence(), sequence()] : [];
await Promise.all([act(), act(), act(), ...sequencers]);
