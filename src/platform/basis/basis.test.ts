import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#platform/http';
import type { Principal } from '#platform/runtime';
import { system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import type { Basis } from './contract.ts';
import { publishPurposes, readPurposes } from './publish-purposes.ts';

const person = '019ab000-0000-7000-8000-000000000001';
const other = '019ab000-0000-7000-8000-000000000002';
const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const clerk = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'one-stop-officer', agencyId });
const boss = officer('019ab000-0000-7000-8000-0000000000ac', { role: 'access-approver', agencyId });
const both: Principal = {
  ...clerk,
  terms: [...clerk.terms, { role: 'access-approver', agencyId, places: [] }],
};

let house: TestHouse;
let server: FastifyInstance;
let principal: Principal = clerk;
let key = 0;

beforeAll(async () => {
  house = await openHouse({ rooms: ['basis'] });
  await house.runner.act({ action: 'test.seed', principal: system }, (ctx) =>
    publishPurposes(ctx, readPurposes('catalog/access')),
  );
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(principal),
    origins: [],
  });
});
afterAll(async () => {
  await server.close();
  await house.close();
});

async function send<T = Basis>(as: Principal, write: string, body?: unknown) {
  principal = as;
  const [method = 'GET', path = ''] = write.split(' ');
  key += 1;
  const answer = await server.inject({
    method: method as 'GET' | 'POST',
    url: `/api/v1${path}`,
    headers: { 'idempotency-key': `k${key}`, 'x-serepok-request': '1' },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, body: answer.json() as T & { code: string } };
}

const reason = 'Đối chiếu người đến quầy làm thủ tục';

describe('purposes', () => {
  test('publishing twice changes nothing, and an end may come later', async () => {
    const publish = (rows: ReturnType<typeof readPurposes>) =>
      house.runner.act({ action: 'test.seed', principal: system }, (ctx) => publishPurposes(ctx, rows));
    const rows = readPurposes('catalog/access');
    expect(await publish(rows)).toBe(0);
    const ended = rows.map((row) => (row.code === 'audit' ? { ...row, validTo: '2026-12-31' } : row));
    expect(await publish(ended)).toBe(1);
    const renamed = rows.map((row) => ({ ...row, legalGround: 'khác' }));
    expect(await publish(renamed)).toBe(0);
  });

  test('an officer is offered what the role may declare, a citizen nothing', async () => {
    const mine = await send<{ items: { code: string }[]; breakGlass: { minutes: number } }>(
      clerk,
      'GET /access/purposes?covers=person-search',
    );
    expect(mine.body.items.map((item) => item.code)).toEqual(['answer-citizen', 'verify-identity']);
    expect(mine.body.breakGlass.minutes).toBe(60);
    expect((await send(citizen(person), 'GET /access/purposes')).status).toBe(403);
    const taken = await send(clerk, 'POST /access/bases', { purposeCode: 'public-order', reason });
    expect([taken.status, taken.body.code]).toEqual([403, 'basis.purpose_not_yours']);
  });

  test('a declared basis opens only what it covers, for its holder, for its time', async () => {
    const declared = await send(clerk, 'POST /access/bases', { purposeCode: 'verify-identity', reason });
    expect(declared.status).toBe(201);
    expect(declared.body).toMatchObject({ state: 'open', covers: ['person-search', 'person', 'residence'] });
    const { id } = declared.body;
    const named = await send(clerk, `POST /access/bases/${id}/subjects`, { personId: person, label: 'A' });
    expect(named.body.subjects).toEqual([{ personId: person, label: 'A' }]);
    expect((await send(boss, `POST /access/bases/${id}/subjects`, { personId: person })).status).toBe(404);
    expect((await send(boss, `GET /access/bases/${id}`)).status).toBe(404);
    for (const n of [3, 4])
      await send(clerk, `POST /access/bases/${id}/subjects`, { personId: `${other.slice(0, -1)}${n}` });
    const full = await send(clerk, `POST /access/bases/${id}/subjects`, { personId: other });
    expect([full.status, full.body.code]).toEqual([422, 'basis.too_many_subjects']);
    house.clock.advance(31 * 60_000);
    const late = await send(clerk, `POST /access/bases/${id}/subjects`, { personId: person });
    expect(late.body.code).toBe('basis.already_decided');
    const open = await send<{ items: Basis[] }>(clerk, 'GET /access/bases?open=true');
    expect(open.body.items).toEqual([]);
    const all = await send<{ items: Basis[] }>(clerk, 'GET /access/bases');
    expect(all.body.items.map((item) => item.state)).toEqual(['expired']);
  });

  test('closing twice is closing once', async () => {
    const { body } = await send(clerk, 'POST /access/bases', { purposeCode: 'verify-identity', reason });
    expect((await send(clerk, `POST /access/bases/${body.id}/closing`)).body.state).toBe('closed');
    expect((await send(clerk, `POST /access/bases/${body.id}/closing`)).body.state).toBe('closed');
  });
});

describe('emergency', () => {
  const ask = (as: Principal) =>
    send(as, 'POST /access/break-glass-requests', {
      reason: 'Nạn nhân bất tỉnh, cần tìm người thân',
      subjects: [{ personId: person, label: 'Nguyễn Thử' }],
    });

  test('opens only when another person approves', async () => {
    const asked = await ask(both);
    expect([asked.status, asked.body.state]).toEqual([201, 'waiting']);
    const { id } = asked.body;
    const self = await send(both, `POST /access/break-glass-requests/${id}/approval`);
    expect(self.body.code).toBe('basis.own_request');
    const unasked = officer('019ab000-0000-7000-8000-0000000000ad', { role: 'leader', agencyId });
    expect((await send(unasked, `POST /access/break-glass-requests/${id}/approval`)).status).toBe(403);
    const seen = await send<{ items: Basis[] }>(boss, 'GET /access/break-glass-requests');
    expect(seen.body.items.map((item) => item.id)).toEqual([id]);
    const opened = await send(boss, `POST /access/break-glass-requests/${id}/approval`);
    expect(opened.body).toMatchObject({ state: 'open', approvedBy: boss.id });
    const again = await send(boss, `POST /access/break-glass-requests/${id}/refusal`, { reason });
    expect(again.body.code).toBe('basis.already_decided');
    const subjects = await house.runner.act(
      { action: 'test.look', principal: both, mode: 'read', basisId: id },
      (ctx) => {
        ctx.looks.add([person], 'person');
        return Promise.resolve(ctx.basisId);
      },
    );
    expect(subjects).toBe(id);
    const used = await send<Basis & { uses: { action: string; persons: number }[] }>(
      boss,
      `GET /access/bases/${id}`,
    );
    expect(used.body.uses).toMatchObject([{ action: 'test.look', persons: 1 }]);
  });

  test('the table itself refuses approval by the one who asked', async () => {
    const { id } = (await ask(clerk)).body;
    await expect(
      house.admin.query('update access.basis set approved_by = actor_id where id = $1', [id]),
    ).rejects.toThrow(/basis_second_person/);
  });

  test('a refused or forgotten request opens nothing', async () => {
    const { id } = (await ask(clerk)).body;
    const refused = await send(boss, `POST /access/break-glass-requests/${id}/refusal`, { reason });
    expect(refused.body).toMatchObject({ state: 'refused', refusalReason: reason });
    const look = house.runner.act({ action: 'test.look', principal: clerk, mode: 'read', basisId: id }, () =>
      Promise.resolve(),
    );
    await expect(look).rejects.toMatchObject({ code: 'access.basis_closed' });
    const forgotten = (await ask(clerk)).body.id;
    house.clock.advance(4 * 3_600_000 + 60_000);
    const late = await send(boss, `POST /access/break-glass-requests/${forgotten}/approval`);
    expect(late.body.code).toBe('basis.expired');
  });

  test('the person concerned finds the emergency on their own page', async () => {
    const { id } = (await ask(clerk)).body;
    await send(boss, `POST /access/break-glass-requests/${id}/approval`);
    const page = await send<{ items: { action: string; basisKind: string | null }[] }>(
      citizen(person),
      'GET /me/accesses',
    );
    expect(page.body.items).toContainEqual(
      expect.objectContaining({ action: 'basis.approve-break-glass', basisKind: 'break_glass' }),
    );
  });
});
