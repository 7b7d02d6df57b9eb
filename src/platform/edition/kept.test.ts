import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, forgetInAct, system } from '#platform/runtime';
import { type TestHouse, openHouse } from '../../../test/support/house.ts';
import { kept } from './index.ts';

let house: TestHouse;
let reads = 0;

beforeAll(async () => {
  house = await openHouse({ rooms: ['catalog'], ports: { memory: new Map() } });
});
afterAll(() => house.close());

function count(ctx: Ctx): Promise<number> {
  return kept(ctx, { tables: ['catalog'], key: 'number of entries' }, async () => {
    reads += 1;
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from catalog.entry`.execute(ctx.db);
    return rows[0]?.n ?? -1;
  });
}

const add = (ctx: Ctx, key: string) =>
  sql`insert into catalog.entry (kind, row_key, revision, sheet_id, content, content_hash, recorded_at)
      values ('test', ${key}, 1, 'test', '{}', ${key}, ${ctx.clock.now()})`.execute(ctx.db);

const inAct = <T>(run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.kept', principal: system }, run);

test('is read once for all acts until the table changes', async () => {
  const before = await inAct(count);
  expect(await inAct(count)).toBe(before);
  expect(reads).toBe(1);
  await inAct((ctx) => add(ctx, 'a'));
  expect(await inAct(count)).toBe(before + 1);
  expect(await inAct(count)).toBe(before + 1);
  expect(reads).toBe(2);
});

test('an act sees its own change, and what it takes back is not remembered', async () => {
  const before = await inAct(count);
  const undone = inAct(async (ctx) => {
    expect(await count(ctx)).toBe(before);
    await add(ctx, 'b');
    forgetInAct(ctx, 'kept ');
    expect(await count(ctx)).toBe(before + 1);
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  expect(await inAct(count)).toBe(before);
});

test('a change not yet committed is not seen by others', async () => {
  const before = await inAct(count);
  await inAct(async (ctx) => {
    await add(ctx, 'c');
    expect(await inAct(count)).toBe(before);
  });
  expect(await inAct(count)).toBe(before + 1);
});

test('a reading that failed is tried again', async () => {
  const failing = (ctx: Ctx) =>
    kept(ctx, { tables: ['catalog'], key: 'failing' }, () => Promise.reject(new Error('no answer')));
  await expect(inAct(failing)).rejects.toThrow('no answer');
  const well = (ctx: Ctx) =>
    kept(ctx, { tables: ['catalog'], key: 'failing' }, () => Promise.resolve('well'));
  expect(await inAct(well)).toBe('well');
});
