import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defineRoom } from '#platform/manifest';
import { system } from '#platform/runtime';
import { type TestHouse, openHouse } from '../../../test/support/house.ts';
import { relayEvents } from './index.ts';

let house: TestHouse;
const heard: string[] = [];

const listener = defineRoom({
  name: 'listener',
  layer: 'platform',
  dependsOn: ['events'],
  folder: import.meta.dirname.replace(/events$/, 'manifest'),
  consumers: [
    {
      name: 'listener.hear',
      types: ['test.said'],
      run: (_, event) => Promise.resolve(void heard.push(String(event.data['word']))),
    },
  ],
});

beforeAll(async () => {
  house = await openHouse({ rooms: [], extraRooms: [listener] });
});
beforeEach(() => void heard.splice(0));
afterAll(() => house.close());

const stream = '019ab000-0000-7000-8000-00000000000a';
const say = (...words: string[]) =>
  house.runner.act({ action: 'test.say', principal: system }, async (ctx) => {
    for (const word of words) await ctx.events.emit({ type: 'test.said', streamId: stream, data: { word } });
  });

async function waiting(): Promise<number> {
  const { rows } = await house.admin.query<{ n: number }>('select count(*)::int as n from events.outgoing');
  return rows[0]?.n ?? -1;
}

test('events wait for the relay from the commit on, and reach their consumer once and in order', async () => {
  await say('one', 'two');
  await say('three');
  expect(await waiting()).toBe(3);
  expect(heard).toEqual([]);
  await house.drain();
  expect(heard).toEqual(['one', 'two', 'three']);
  expect(await waiting()).toBe(0);
  await house.drain();
  expect(heard).toHaveLength(3);
});

test('an act that fails sends nothing', async () => {
  const failed = house.runner.act({ action: 'test.say', principal: system }, async (ctx) => {
    await ctx.events.emit({ type: 'test.said', streamId: stream, data: { word: 'never' } });
    throw new Error('taken back');
  });
  await expect(failed).rejects.toThrow('taken back');
  expect(await waiting()).toBe(0);
});

test('an event nobody wants does not wait', async () => {
  await house.runner.act({ action: 'test.murmur', principal: system }, (ctx) =>
    ctx.events.emit({ type: 'test.murmured', streamId: stream, data: {} }),
  );
  expect(await waiting()).toBe(0);
});

test('one relay works at a time: a second leaves everything to the first', async () => {
  await say('four');
  await house.runner.act({ action: 'test.hold', principal: system, mode: 'read' }, async (ctx) => {
    const { sql } = await import('kysely');
    await sql`select pg_advisory_xact_lock(${0x5e7e902}::bigint)`.execute(ctx.db);
    expect(await relayEvents(house.runner)).toBe(0);
    expect(await waiting()).toBe(1);
  });
  expect(await relayEvents(house.runner)).toBe(1);
  await house.drain();
  expect(heard).toEqual(['four']);
});
