import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inclusionProof, linkHash, treeRoot, verifyInclusion } from '#lib/transparency';
import { openBasis } from '#platform/access';
import { system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  listAccesses,
  openKeyFile,
  sequenceAll,
  sequenceBatch,
  signHead,
  signNow,
  startSequencer,
  verifyAudit,
} from './index.ts';
import { findTree } from './store.ts';
import { nodeReader } from './tiles.ts';
import { logKey } from './verify-audit.ts';

const person = '019ab000-0000-7000-8000-000000000001';
const other = '019ab000-0000-7000-8000-000000000002';
const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const staff = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'reception', agencyId });
const auditor = officer('019ab000-0000-7000-8000-0000000000dd', { role: 'auditor', agencyId });
const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.test/audit', { create: true });
let house: TestHouse;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

function submit(n: number, subjects: readonly string[] = [person]): Promise<string> {
  return house.runner.act({ action: 'test.submit', principal: staff }, async (ctx) => {
    await ctx.events.emit({ type: 'test.submitted', streamId: ctx.ids.next(), data: { n }, subjects });
    return ctx.requestId;
  });
}

async function count(from: string): Promise<number> {
  const { rows } = await house.admin.query<{ count: number }>(`select count(*)::int as count from ${from}`);
  return rows[0]?.count ?? -1;
}

describe('the sequencer', () => {
  beforeEach(() => sequenceAll(house.runner));

  test('gives every entry one position, without gaps, and forgets that it waited', async () => {
    const before = await count('audit.sequenced');
    for (let n = 0; n < 7; n++) await submit(n);
    expect(await count('audit.unsequenced')).toBe(7);
    expect(await sequenceAll(house.runner)).toBe(7);
    expect(await count('audit.unsequenced')).toBe(0);
    const { rows } = await house.admin.query('select position from audit.sequenced order by position');
    expect(rows.map((row: { position: number }) => row.position)).toEqual([...Array(before + 7).keys()]);
    expect(await sequenceAll(house.runner)).toBe(0);
  });

  test('writes no entry about itself', async () => {
    const before = await count('audit.entry');
    await sequenceAll(house.runner);
    await signHead(house.runner);
    await verifyAudit(house.runner);
    expect(await count('audit.entry')).toBe(before);
  });

  test('runs many at once: acts and sequencers get in nobody’s way, and nothing is lost or doubled', async () => {
    const before = await count('audit.sequenced');
    const acts = Array.from({ length: 120 }, (_, n) => submit(n));
    const sequencers = Array.from({ length: 30 }, () => sequenceBatch(house.runner, 10));
    await Promise.all([...acts, ...sequencers]);
    await sequenceAll(house.runner);
    expect(await count('audit.sequenced')).toBe(before + 120);
    expect(await count('audit.unsequenced')).toBe(0);
    expect(await verifyAudit(house.runner)).toMatchObject({ ok: true, account: { findings: [] } });
  });

  test('stores full tiles and goes on over their border; every entry can be proved from them', async () => {
    const size = (await findTree(house.runner))?.size ?? 0;
    for (let left = 530 - size; left > 0; left -= 50) {
      await Promise.all(Array.from({ length: Math.min(left, 50) }, (_, n) => submit(n)));
    }
    await sequenceAll(house.runner);
    expect(await count('audit.tile where level = 0')).toBe(2);
    await house.runner.act({ action: 'test.prove', principal: system, mode: 'read' }, async (ctx) => {
      const tree = await findTree(ctx);
      if (tree === undefined) throw new Error('no tree');
      const rows = await ctx.db.selectFrom('audit.sequenced').selectAll().orderBy('position').execute();
      const leafOf = (index: number, previous: Uint8Array) =>
        linkHash(previous, rows[index]?.leaf ?? Buffer.alloc(0));
      const reader = nodeReader(ctx, tree);
      for (const index of [1, 256, 511, 529]) {
        const leafHash = leafOf(index, await reader(0, index - 1));
        const proof = await inclusionProof(reader, index, tree.size);
        expect(verifyInclusion({ index, size: tree.size, leafHash, root: treeRoot(tree.state), proof })).toBe(
          true,
        );
      }
    });
  });

  test('keeps what a person is about out of the leaves', async () => {
    await submit(1);
    await sequenceAll(house.runner);
    const { rows } = await house.admin.query<{ leaf: Buffer }>(
      'select leaf from audit.sequenced order by position desc limit 1',
    );
    const leaf = rows[0]?.leaf ?? Buffer.alloc(0);
    for (const secret of [person, staff.id ?? '', agencyId]) {
      expect(leaf.includes(Buffer.from(secret.replaceAll('-', ''), 'hex'))).toBe(false);
      expect(leaf.includes(secret)).toBe(false);
    }
    expect(leaf.includes('test.submit')).toBe(true);
  });

  test('does not stop at an act with an odd name', async () => {
    await house.runner.act({ action: 'Tên lạ 100000000123', principal: staff }, async () => undefined);
    expect(await sequenceAll(house.runner)).toBe(1);
    expect((await verifyAudit(house.runner)).ok).toBe(true);
  });

  test('as a service sequences by itself, signs when it ends, and survives faults', async () => {
    const sequencer = startSequencer({ runner: house.runner, everyMilliseconds: 10 });
    await submit(1);
    await expect.poll(() => count('audit.checkpoint'), { timeout: 5000 }).toBeGreaterThan(0);
    await submit(1);
    await expect.poll(() => count('audit.unsequenced'), { timeout: 5000 }).toBe(0);
    const signed = await count('audit.checkpoint');
    house.clock.advance(60_000);
    await expect.poll(() => count('audit.checkpoint'), { timeout: 5000 }).toBeGreaterThan(signed);
    await sequencer.stop();
    const report = await verifyAudit(house.runner);
    expect(report).toMatchObject({ ok: true, unsigned: { count: 0 } });
    await submit(2);
    const broken = startSequencer({
      runner: { ...house.runner, act: () => Promise.reject(new Error('database gone')) },
      everyMilliseconds: 10,
    });
    await broken.stop();
    expect(house.logged.some((line) => String(line.fields.err).includes('database gone'))).toBe(true);
  });
});

describe('checkpoints', () => {
  test('are signed when due, by number or by age, and never twice for the same size', async () => {
    await submit(1);
    await sequenceAll(house.runner);
    const first = await signHead(house.runner, { everyEntries: 1, everyMilliseconds: 1e12 });
    await submit(2);
    await submit(3);
    await sequenceAll(house.runner);
    const rule = { everyEntries: 3, everyMilliseconds: 60_000 };
    expect((await signHead(house.runner, rule))?.size).toBe(first?.size);
    house.clock.advance(60_000);
    expect((await signHead(house.runner, rule))?.size).toBe((first?.size ?? 0) + 2);
    const before = await count('audit.checkpoint');
    await signHead(house.runner, { everyEntries: 1, everyMilliseconds: 0 });
    expect(await count('audit.checkpoint')).toBe(before);
  });

  test('are not signed with the key of another log', async () => {
    await submit(4);
    await sequenceAll(house.runner);
    const runner = {
      ...house.runner,
      ports: { ...house.runner.ports, auditKey: { ...auditKey, name: 'elsewhere/audit' } },
    };
    await expect(signHead(runner, { everyEntries: 1, everyMilliseconds: 0 })).rejects.toMatchObject({
      code: 'audit.other_log',
    });
  });
});

describe('a new key', () => {
  test('signs on; signatures of the former one count as long as it is named', async () => {
    await submit(5);
    await sequenceAll(house.runner);
    await signHead(house.runner, signNow);
    const next = openKeyFile(join(folder, 'next.pem'), auditKey.name, { create: true });
    const ports = { ...house.runner.ports, auditKey: next, auditFormerKeys: [logKey(auditKey)] };
    await submit(6);
    await sequenceAll(house.runner);
    await signHead({ ...house.runner, ports }, signNow);
    expect(await verifyAudit({ ...house.runner, ports })).toMatchObject({ ok: true, unsigned: { count: 0 } });
    const forgotten = await verifyAudit({ ...house.runner, ports: { ...ports, auditFormerKeys: [] } });
    expect(forgotten.log.findings.map((finding) => finding.kind)).toContain('checkpoint');
    // The database goes back to the first key for the tests that follow.
    await house.admin.query('set session_replication_role = replica');
    await house.admin.query(
      'delete from audit.checkpoint where size = (select max(size) from audit.checkpoint)',
    );
    await house.admin.query('set session_replication_role = origin');
  });
});

describe('nobody changes the log', () => {
  const tables = ['entry', 'entry_subject', 'sequenced', 'tile', 'checkpoint', 'cosignature'];

  test.each(tables)('audit.%s refuses the application’s role', async (table) => {
    for (const statement of [
      `update audit.${table} set ctid = ctid`,
      `delete from audit.${table}`,
      `truncate audit.${table} cascade`,
    ]) {
      const attempt = house.runner.act({ action: 'test.tamper', principal: system, mode: 'read' }, (ctx) =>
        sql
          .raw(statement.replace('set ctid = ctid', `set ${firstColumn(table)} = ${firstColumn(table)}`))
          .execute(ctx.db),
      );
      await expect(attempt, statement).rejects.toThrow(/permission denied/);
    }
  });

  test.each(tables)('audit.%s refuses even its owner and the administrator', async (table) => {
    const column = firstColumn(table);
    for (const statement of [
      `update audit.${table} set ${column} = ${column}`,
      `delete from audit.${table}`,
      `truncate audit.${table} cascade`,
    ]) {
      await expect(house.admin.query(statement), statement).rejects.toThrow(/append-only|cannot truncate/);
    }
  });

  test('the tree only grows', async () => {
    await sequenceAll(house.runner);
    for (const statement of [
      'update audit.tree set size = size',
      'update audit.tree set size = size - 1',
      'delete from audit.tree',
    ]) {
      await expect(house.admin.query(statement), statement).rejects.toThrow(/only grows|append-only/);
    }
  });

  test('a citizen or officer reads neither entries nor chain', async () => {
    for (const principal of [citizen(person), staff]) {
      await house.runner.act({ action: 'test.peek', principal, mode: 'read' }, async (ctx) => {
        expect(await ctx.db.selectFrom('audit.entry').selectAll().execute()).toEqual([]);
        expect(await ctx.db.selectFrom('audit.sequenced').selectAll().execute()).toEqual([]);
        const update = await ctx.db.updateTable('audit.tree').set({ size: 1_000_000 }).executeTakeFirst();
        expect(update.numUpdatedRows).toBe(0n);
      });
    }
  });
});

function firstColumn(table: string): string {
  return { entry: 'id', entry_subject: 'person_id', sequenced: 'position', tile: 'level' }[table] ?? 'size';
}

describe('who looked at my data', () => {
  const seen = '019ab000-0000-7000-8000-00000000000e';
  const read = (principal: typeof staff, page?: { cursor?: string; limit?: number }) =>
    house.runner.act({ action: 'audit.accesses', principal, mode: 'read' }, (ctx) =>
      listAccesses(ctx, seen, page),
    );

  beforeAll(async () => {
    await house.admin.query(
      `insert into access.purpose values ('verify', '2026-01-01', null, 'Xác minh cư trú', 'Residence check', 'Luật Cư trú', 'test')`,
    );
    await house.runner.act({ action: 'test.look', principal: staff }, async (ctx) => {
      await openBasis(ctx, { kind: 'purpose', purposeCode: 'verify', subjects: [seen] });
      ctx.looks.add([seen, other], 'person');
    });
    house.clock.advance(1000);
    await house.runner.act({ action: 'test.own', principal: citizen(seen), mode: 'read' }, async (ctx) =>
      ctx.looks.add([seen], 'person'),
    );
  });

  test('shows office, purpose and time to the person, the latest first, and no officer’s name', async () => {
    const { accesses, cursor } = await read(citizen(seen));
    expect(cursor).toBeUndefined();
    expect(accesses).toMatchObject([
      { kind: 'look', action: 'test.own', isOwn: true, agencyId: null, purpose: null },
      {
        kind: 'act',
        action: 'test.look',
        isOwn: false,
        agencyId,
        purposeCode: 'verify',
        purpose: { vi: 'Xác minh cư trú' },
      },
    ]);
    expect(JSON.stringify(accesses)).not.toContain(staff.id);
  });

  test('is read page by page without gap or repetition', async () => {
    const first = await read(citizen(seen), { limit: 1 });
    const second = await read(citizen(seen), { limit: 1, cursor: first.cursor });
    expect([...first.accesses, ...second.accesses].map((access) => access.action)).toEqual([
      'test.own',
      'test.look',
    ]);
    expect((await read(citizen(seen), { cursor: 'nonsense' })).accesses).toHaveLength(2);
  });

  test('is empty for anyone else, and an auditor’s reading is itself an access', async () => {
    expect((await read(citizen(other))).accesses).toEqual([]);
    expect((await read(staff)).accesses).toEqual([]);
    expect((await read(auditor)).accesses.length).toBeGreaterThanOrEqual(2);
    const after = await read(citizen(seen));
    expect(
      after.accesses.filter((access) => access.action === 'audit.accesses').length,
    ).toBeGreaterThanOrEqual(1);
  });
});
