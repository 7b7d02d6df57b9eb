import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint } from '#lib/transparency';
import { type TestHouse, officer, openHouse } from '../../../test/support/house.ts';
import { type AuditReport, openKeyFile, sequenceAll, signHead, signNow, verifyAudit } from './index.ts';

const person = '019ab000-0000-7000-8000-000000000001';
const another = '019ab000-0000-7000-8000-000000000002';
const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.test/audit', { create: true });
const SIZE = 300;
let house: TestHouse;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
  for (let n = 0; n < SIZE; n++) {
    await house.runner.act({ action: 'test.submit', principal: staff }, async (ctx) => {
      // Subjects out of order and twice, as use cases give them.
      await ctx.events.emit({
        type: 'test.submitted',
        streamId: ctx.ids.next(),
        data: { n, at: '2026-11-23' },
        subjects: [another, person],
      });
      ctx.looks.add([person, person], 'person');
    });
    house.clock.advance(2000);
    if (n % 100 === 99) {
      await sequenceAll(house.runner);
      await signHead(house.runner, signNow);
    }
  }
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

/** What an administrator can do who has the database but not the key; undone afterwards. */
async function tampered(statements: readonly string[], check: (report: AuditReport) => void): Promise<void> {
  const { admin, runner } = house;
  await admin.query(`create schema backup_of_audit`);
  const tables = [
    'audit.entry',
    'audit.entry_subject',
    'audit.sequenced',
    'audit.unsequenced',
    'audit.tile',
    'audit.tree',
    'audit.checkpoint',
    'events.event',
  ];
  for (const table of tables) await admin.query(`create table backup_of_audit."${table}" as table ${table}`);
  await admin.query('set session_replication_role = replica');
  try {
    for (const statement of statements) await admin.query(statement);
    check(await verifyAudit(runner));
  } finally {
    for (const table of tables) {
      await admin.query(`delete from ${table}`);
      await admin.query(`insert into ${table} select * from backup_of_audit."${table}"`);
    }
    await admin.query('set session_replication_role = origin');
    await admin.query('drop schema backup_of_audit cascade');
  }
  expect((await verifyAudit(runner)).ok).toBe(true);
}

function named(report: AuditReport): string[] {
  expect(report.ok).toBe(false);
  const log = report.log.findings.filter((f) => f.kind !== 'unsigned').map((f) => `${f.kind} ${f.position}`);
  return [...log, ...report.account.findings.map((f) => `${f.kind} ${f.position ?? '-'}`)];
}

const idAt = (position: number) => `(select entry_id from audit.sequenced where position = ${position})`;

test('an untouched log is intact, entries and events accounted for', async () => {
  expect(await verifyAudit(house.runner)).toMatchObject({
    ok: true,
    log: { size: SIZE, signedSize: SIZE, findings: [] },
    account: { entries: SIZE, events: SIZE, findings: [] },
    waiting: { count: 0 },
  });
});

describe('what an administrator does to the tables is found and named', () => {
  const columns = [
    `action = 'test.refuse'`,
    `kind = 'look'`,
    `actor_id = '019ab000-0000-7000-8000-0000000000ff'`,
    `actor_kind = 'system'`,
    `agency_id = null`,
    `basis_id = '019ab000-0000-7000-8000-0000000000ff'`,
    `purpose = 'x'`,
    `request_id = 'x'`,
    `recorded_at = recorded_at + interval '1 second'`,
    `detail = jsonb_set(detail, '{count}', '7')`,
    `salt = decode('00000000000000000000000000000000', 'hex')`,
    `commitment = decode(repeat('00', 32), 'hex')`,
  ];
  test.each(columns)('an entry’s column: %s', (column) =>
    tampered([`update audit.entry set ${column} where id = ${idAt(42)}`], (report) =>
      expect(named(report)).toEqual(['row_altered 42']),
    ),
  );

  test('a person taken out of an entry, or put in', () =>
    tampered(
      [
        `delete from audit.entry_subject where entry_id = ${idAt(5)} and person_id = '${person}'`,
        `insert into audit.entry_subject values ('019ab000-0000-7000-8000-0000000000ff', ${idAt(6)}, '2026-11-23')`,
      ],
      (report) => expect(named(report)).toEqual(['row_altered 5', 'row_altered 6']),
    ));

  test('an entry deleted, its position kept', () =>
    tampered([`delete from audit.entry where id = ${idAt(77)}`], (report) =>
      expect(named(report)).toEqual(['row_missing 77', 'event_unrecorded -']),
    ));

  test('a position deleted', () =>
    tampered([`delete from audit.sequenced where position = 77`], (report) =>
      expect(named(report)).toEqual(['removed 77', 'unplaced -']),
    ));

  test('an entry deleted with everything that names it, and the rest numbered anew', () =>
    tampered(
      [
        `delete from audit.entry where id = ${idAt(77)}`,
        `delete from audit.sequenced where position = 77`,
        `update audit.sequenced set position = position - 1 where position > 77`,
      ],
      (report) => expect(named(report)).toEqual(['removed 77', 'misnumbered 78', 'event_unrecorded -']),
    ));

  test('two entries exchanged', () =>
    tampered(
      [
        `update audit.sequenced set position = 999 where position = 10`,
        `update audit.sequenced set position = 10 where position = 290`,
        `update audit.sequenced set position = 290 where position = 999`,
      ],
      (report) => expect(named(report)).toEqual(['reordered 10', 'reordered 290']),
    ));

  test('the leaf exchanged together with the row', () =>
    tampered([`update audit.sequenced set leaf = leaf || '\\x00' where position = 8`], (report) =>
      expect(named(report)).toEqual(['altered 8', 'row_altered 8']),
    ));

  test('the end cut off, and the tree set back', () =>
    tampered(
      [
        `delete from audit.unsequenced`,
        `delete from audit.entry where id in (select entry_id from audit.sequenced where position >= 280)`,
        `delete from audit.sequenced where position >= 280`,
        `update audit.tree set size = 280, partial = substring(partial for ${(280 - 256) * 32})`,
      ],
      (report) => {
        const names = named(report);
        expect(names).toContain('truncated 280');
        expect(names.filter((name) => name.startsWith('event_unrecorded'))).toHaveLength(20);
      },
    ));

  test('a tile of hashes', () =>
    tampered(
      [
        `update audit.tile set hashes = overlay(hashes placing '\\x00000000' from 100) where level = 0 and index = 0`,
      ],
      (report) => expect(named(report)).toEqual(['index 0']),
    ));

  test('a checkpoint replaced, and all signatures deleted', async () => {
    await tampered(
      [`update audit.checkpoint set note = replace(note, '— serepok', '— serapok') where size = 200`],
      (report) => expect(named(report)).toEqual(['checkpoint 0']),
    );
    await tampered([`delete from audit.checkpoint`], (report) => {
      expect(report.log.signedSize).toBe(0);
      expect(report.unsigned).toEqual({ count: SIZE, isOrdinary: false });
      expect(report.ok).toBe(false);
    });
  });

  test('an event altered, deleted, or added behind the runner’s back', async () => {
    const event = `(select event_id from audit.entry where id = ${idAt(30)})`;
    const forged = `insert into events.event select '019ab000-0000-7000-8000-0000000000ee', type, stream_id, occurred_at, actor_kind, actor_id, basis_id, request_id, subjects, data from events.event limit 1`;
    await tampered([`update events.event set data = '{"n": -1}' where id = ${event}`], (report) =>
      expect(named(report)).toEqual(['event_altered -']),
    );
    await tampered([`delete from events.event where id = ${event}`], (report) =>
      expect(named(report)).toEqual(['event_missing -']),
    );
    await tampered([forged], (report) => expect(named(report)).toEqual(['event_unrecorded -']));
  });

  test('an entry that waits is deleted: its event tells', async () => {
    await house.runner.act({ action: 'test.submit', principal: staff }, async (ctx) => {
      await ctx.events.emit({
        type: 'test.submitted',
        streamId: ctx.ids.next(),
        data: {},
        subjects: [person],
      });
    });
    await tampered(
      [
        `delete from audit.entry where id in (select entry_id from audit.unsequenced)`,
        `delete from audit.unsequenced`,
      ],
      (report) => expect(named(report)).toEqual(['event_unrecorded -']),
    );
    await tampered([`delete from audit.unsequenced`], (report) =>
      expect(named(report)).toEqual(['unplaced -']),
    );
    await tampered(
      [`delete from audit.entry where id in (select entry_id from audit.unsequenced)`],
      (report) => expect(named(report)).toEqual(['row_missing -', 'event_unrecorded -']),
    );
    const report = await verifyAudit(house.runner);
    expect(report).toMatchObject({ ok: true, waiting: { count: 1 } });
    await sequenceAll(house.runner);
    await signHead(house.runner, signNow);
  });

  test('signing stops when the tree no longer grows out of what was signed', async () => {
    const { admin, runner } = house;
    await admin.query('begin');
    const { rows } = await admin.query<{ note: string }>(
      'select note from audit.checkpoint order by size desc limit 1',
    );
    await admin.query('rollback');
    const { checkpoint } = openCheckpoint(rows[0]?.note ?? '');
    await admin.query('set session_replication_role = replica');
    await admin.query(`update audit.tree set state = overlay(state placing '\\x01020304' from 20)`);
    try {
      await house.runner.act({ action: 'test.more', principal: staff }, async () => undefined);
      await sequenceAll(runner);
      await expect(signHead(runner, signNow)).rejects.toMatchObject({ code: 'audit.inconsistent' });
    } finally {
      await admin.query('set session_replication_role = origin');
    }
    const report = await verifyAudit(runner, { known: [checkpoint] });
    expect(report.log.signedSize).toBe(checkpoint.size);
  });
});
