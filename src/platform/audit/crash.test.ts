import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { access } from '#platform/access';
import { createClient, createPool, type EmbeddedServer, migrate, roles, startEmbedded } from '#platform/db';
import { events } from '#platform/events';
import { http } from '#platform/http';
import { jobs } from '#platform/jobs';
import { anonymous, seededRandom, steppedClock, uuidv7 } from '#platform/runtime';
import { createRunner, type Runner } from '#platform/use-case';
import { audit, openKeyFile, sequenceAll, startSequencer, verifyAudit } from './index.ts';
import { inSnapshot } from './source.ts';

const rounds = process.env.SEREPOK_LONG === '1' ? 12 : 1;
const rooms = [access, jobs, events, http, audit];
const actor = { ...anonymous, kind: 'staff' as const, id: '019ab000-0000-7000-8000-0000000000aa' };
const clock = steppedClock('2026-11-23T09:00:00+07:00');
const random = seededRandom('crash');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

function runnerOn(server: EmbeddedServer, keyFile: string): Runner {
  const auditKey = openKeyFile(keyFile, 'serepok.test/audit', { create: true });
  const pool = createPool(
    { host: server.socket, port: 5432, user: roles.app, database: 'postgres' },
    { max: 8 },
  );
  return createRunner({
    pool,
    clock,
    ids: uuidv7(clock, random),
    random,
    log: quiet,
    ports: { auditKey } as Runner['ports'],
    consumers: new Map(),
  });
}

/** Acts until the database is gone; every event id returned was acknowledged as committed. */
async function actUntilGone(runner: Runner, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    try {
      const event = { type: 'crash.acted', streamId: runner.ids.next(), data: { n: acknowledged.size } };
      // oxlint-disable-next-line no-await-in-loop -- one client, one act after the other
      acknowledged.add(
        await runner.act({ action: 'crash.act', principal: actor }, (ctx) => ctx.events.emit(event)),
      );
    } catch {
      return;
    }
  }
}

function postmasterOf(server: EmbeddedServer): number {
  return Number(readFileSync(join(server.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The socket opens before the server lets anybody in: at the first start for a moment, after a crash until it has recovered. */
async function start(folder: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ folder });
  const isOpen = async (): Promise<boolean> => {
    const client = createClient({
      host: server.socket,
      port: 5432,
      user: server.adminUser,
      database: 'postgres',
    });
    client.on('error', () => undefined);
    const opened = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    return opened;
  };
  await expect.poll(isOpen, { timeout: 30_000, interval: 50 }).toBe(true);
  return server;
}

test('the database killed under load loses no acknowledged entry and doubles none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-crash-'));
  const keyFile = join(folder, 'audit.pem');
  const acknowledged = new Set<string>();
  let server = await start(folder);
  try {
    const admin = createClient({
      host: server.socket,
      port: 5432,
      user: server.adminUser,
      database: 'postgres',
    });
    await admin.connect();
    await migrate(admin, rooms, clock.now());
    await admin.end();
    for (let round = 0; round < rounds; round++) {
      const runner = runnerOn(server, keyFile);
      const before = acknowledged.size;
      const sequencer = startSequencer({ runner, everyMilliseconds: 5 });
      const clients = [1, 2, 3, 4].map(() => actUntilGone(runner, acknowledged));
      await expect
        .poll(() => acknowledged.size, { timeout: 20_000, interval: 10 })
        .toBeGreaterThan(before + 60);
      process.kill(postmasterOf(server), 'SIGKILL');
      await Promise.all(clients);
      await sequencer.stop();
      await runner.pool.end();
      server = await start(folder);
      const recovered = runnerOn(server, keyFile);
      await sequenceAll(recovered);
      const report = await verifyAudit(recovered);
      expect(report.account.findings).toEqual([]);
      expect(report.log.findings.filter((finding) => finding.kind !== 'unsigned')).toEqual([]);
      const rows = await inSnapshot(recovered, ({ db }) =>
        db
          .selectFrom('audit.sequenced as q')
          .innerJoin('audit.entry as e', 'e.id', 'q.entry_id')
          .select(({ fn }) => ['e.event_id as id', fn.countAll<number>().as('times')])
          .groupBy('e.event_id')
          .execute(),
      );
      const times = new Map(rows.map((row) => [row.id, row.times]));
      expect([...acknowledged].filter((id) => times.get(id) !== 1)).toEqual([]);
      await recovered.pool.end();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
