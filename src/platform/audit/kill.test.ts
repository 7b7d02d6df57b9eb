import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type TestHouse, openHouse } from '../../../test/support/house.ts';
import { openKeyFile, sequenceAll, verifyAudit } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const keyFile = join(folder, 'audit.pem');
const auditKey = openKeyFile(keyFile, 'serepok.test/audit', { create: true });
const rounds = process.env.SEREPOK_LONG === '1' ? 30 : 3;
let house: TestHouse;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

interface Victim {
  readonly child: ChildProcess;
  /** Ids of events whose act the process was told had been committed. */
  readonly acknowledged: Set<string>;
}

function start(number: number, duty: 'sequence' | 'act'): Victim {
  const script = join(import.meta.dirname, 'kill-process.fixture.ts');
  const args = [
    '--disable-warning=ExperimentalWarning',
    script,
    inject('socket'),
    house.database,
    keyFile,
    String(number),
    duty,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = new Set<string>();
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) acknowledged.add(line);
  });
  return { child, acknowledged };
}

async function killAfter(victim: Victim, count: number): Promise<void> {
  await expect.poll(() => victim.acknowledged.size, { timeout: 25_000, interval: 5 }).toBeGreaterThan(count);
  victim.child.kill('SIGKILL');
  await once(victim.child, 'exit');
}

test('killed in the middle, processes lose nothing that was committed and double nothing', async () => {
  const all = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const victims = [start(2 * round, 'sequence'), start(2 * round + 1, 'act')] as const;
    await killAfter(victims[0], 15 + 17 * round);
    await killAfter(victims[1], victims[1].acknowledged.size + 5);
    for (const victim of victims) for (const id of victim.acknowledged) all.add(id);
  }
  const left = await house.admin.query<{ count: number }>(
    'select count(*)::int as count from audit.unsequenced',
  );
  expect(left.rows[0]?.count).toBeGreaterThan(0);
  const torn = await verifyAudit(house.runner);
  expect(torn.log.findings.filter((finding) => finding.kind !== 'unsigned')).toEqual([]);
  expect(torn.account.findings).toEqual([]);
  await sequenceAll(house.runner);
  const { rows } = await house.admin.query<{ event_id: string; times: number }>(
    'select e.event_id, count(*)::int as times from audit.sequenced q join audit.entry e on e.id = q.entry_id group by 1',
  );
  const times = new Map(rows.map((row) => [row.event_id, row.times]));
  expect([...all].filter((id) => times.get(id) !== 1)).toEqual([]);
  expect(Math.max(...times.values())).toBe(1);
  const report = await verifyAudit(house.runner);
  expect(report.account.findings).toEqual([]);
  expect(report.log.findings.filter((finding) => finding.kind !== 'unsigned')).toEqual([]);
  expect(report.account.entries).toBeGreaterThanOrEqual(all.size);
  expect(report.waiting.count).toBe(0);
}, 300_000);
