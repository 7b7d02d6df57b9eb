import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '#platform/http';
import { anonymous, type Principal } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import { openKeyFile, sequenceAll, signHead, signNow } from './index.ts';

const person = '019ab000-0000-7000-8000-000000000001';
const child = '019ab000-0000-7000-8000-000000000002';
const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const staff = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'reception', agencyId });
const auditor = officer('019ab000-0000-7000-8000-0000000000dd', { role: 'auditor', agencyId });
const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.test/audit', { create: true });
let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
let principal: Principal = anonymous;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(principal),
    origins: [],
  });
  for (const subject of [person, child]) {
    await house.runner.act({ action: 'test.look', principal: staff, mode: 'read' }, async (ctx) =>
      ctx.looks.add([subject], 'person'),
    );
  }
});
afterAll(async () => {
  await server.close();
  await house.close();
  rmSync(folder, { recursive: true });
});

async function get(as: Principal, url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  principal = as;
  const reply = await server.inject({ method: 'GET', url: `/api/v1${url}` });
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() };
}

test('a citizen sees who looked at them, and at whom they represent, and nobody else', async () => {
  const parent = citizen(person, { persons: [person, child] });
  for (const url of ['/me/accesses', `/me/accesses?person=${child}`]) {
    const { status, body } = await get(parent, url);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([{ kind: 'look', action: 'test.look', agencyId, isOwn: false }]);
  }
  expect((await get(citizen(person), `/me/accesses?person=${child}`)).status).toBe(404);
  expect((await get(staff, '/me/accesses')).status).toBe(404);
  expect((await get(anonymous, '/me/accesses')).status).toBe(401);
});

test.each(['?limit=0', '?limit=201', '?limit=x', '?person=1', `?cursor=${'x'.repeat(101)}`])(
  'a malformed question is refused: %s',
  async (query) => {
    const { status } = await get(citizen(person), `/me/accesses${query}`);
    expect([400, 422]).toContain(status);
  },
);

test('only an auditor asks about others', async () => {
  expect((await get(auditor, `/persons/${person}/accesses`)).body.items).toHaveLength(1);
  expect((await get(staff, `/persons/${person}/accesses`)).status).toBe(404);
  const { body } = await get(citizen(person), '/me/accesses');
  expect(body.items).toMatchObject([{ action: 'audit.list-accesses' }, { action: 'test.look' }]);
});

test('the last signed head is for everybody', async () => {
  expect((await get(anonymous, '/audit/checkpoint')).status).toBe(404);
  await sequenceAll(house.runner);
  await signHead(house.runner, signNow);
  const { status, body } = await get(anonymous, '/audit/checkpoint');
  expect(status).toBe(200);
  expect(body.note).toMatch(/^serepok\.test\/audit\n\d+\n/);
});
