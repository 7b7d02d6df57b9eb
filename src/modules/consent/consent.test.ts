import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, type Ports, type Principal, system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import { askConsent, listConsents, recordConfirmation, withdrawConsent } from './consents.ts';

const tenant = citizen('019ab000-0000-7000-8000-000000000001');
const landlady = citizen('019ab000-0000-7000-8000-000000000002');
const stranger = citizen('019ab000-0000-7000-8000-000000000003');
const clerk = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'specialist',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});

let house: TestHouse;
let asked = 0;
let isDown = false;

/** The person's phone: what was asked under which number of ours, answered by the test. */
const phone = new Map<string, string>();
const confirmations: Ports['confirmations'] = {
  ask: ({ reference }) => {
    if (isDown) return Promise.reject(new Error('VNeID is silent'));
    asked += 1;
    phone.set(`c${asked}`, reference);
    return Promise.resolve({ id: `c${asked}`, expiresAt: new Date('2026-11-24T09:00:00+07:00') });
  },
  verify: (answer) => {
    const [confirmationId = '', decision = ''] = answer.split(':');
    if (decision !== 'approved' && decision !== 'refused') return Promise.reject(new Error('not signed'));
    return Promise.resolve({ confirmationId, reference: phone.get(confirmationId) ?? '', decision });
  },
} as Ports['confirmations'];

const act = <T>(as: Principal, run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.act', principal: as }, run);
const ask = (key: string) =>
  act(tenant, (ctx) =>
    askConsent(ctx, {
      caseRef: 'draft:1',
      key,
      person: { id: landlady.personId, name: 'Võ Thị Thử', personalNumber: '100169999011' },
      text: 'Đồng ý cho ở trọ',
    }),
  );
const answer = (confirmationId: string, decision: string) =>
  act(system, (ctx) => recordConfirmation(ctx, { confirmationId, answer: `${confirmationId}:${decision}` }));
const stateOf = async (id: string) =>
  (await act(system, (ctx) => listConsents(ctx, 'draft:1'))).find((row) => row.id === id)?.state;

beforeAll(async () => {
  house = await openHouse({ rooms: ['consent'], ports: { confirmations } });
});
afterAll(() => house.close());

test('while VNeID is silent nothing is stored', async () => {
  isDown = true;
  await expect(ask('silent')).rejects.toMatchObject({ code: 'consent.not_reachable' });
  isDown = false;
  expect(await act(system, (ctx) => listConsents(ctx, 'draft:1'))).toEqual([]);
});

test('an answer counts once, a forged one not at all', async () => {
  const id = await ask('once');
  const reference = `c${asked}`;
  await expect(answer(reference, 'forged')).rejects.toMatchObject({ code: 'consent.answer_not_valid' });
  expect(await stateOf(id)).toBe('asked');
  await answer(reference, 'approved');
  await answer(reference, 'refused');
  expect(await stateOf(id)).toBe('given');
});

test('the one who gave it takes it back, once; the asker and a stranger cannot', async () => {
  const id = await ask('back');
  await answer(`c${asked}`, 'approved');
  for (const other of [tenant, stranger, clerk])
    await expect(act(other, (ctx) => withdrawConsent(ctx, id))).rejects.toMatchObject({
      code: 'consent.not_found',
    });
  await act(landlady, (ctx) => withdrawConsent(ctx, id));
  expect(await stateOf(id)).toBe('withdrawn');
  await expect(act(landlady, (ctx) => withdrawConsent(ctx, id))).rejects.toMatchObject({
    code: 'consent.not_found',
  });
});

test('a refused consent cannot be taken back, and a late answer does not revive a withdrawn one', async () => {
  const refused = await ask('refused');
  await answer(`c${asked}`, 'refused');
  await expect(act(landlady, (ctx) => withdrawConsent(ctx, refused))).rejects.toMatchObject({
    code: 'consent.not_found',
  });
  const given = await ask('late');
  await answer(`c${asked}`, 'approved');
  await act(landlady, (ctx) => withdrawConsent(ctx, given));
  await answer(`c${asked}`, 'approved');
  expect(await stateOf(given)).toBe('withdrawn');
});

test('the asker and the one asked see it, nobody else', async () => {
  const seen = async (as: Principal) => (await act(as, (ctx) => listConsents(ctx, 'draft:1'))).length;
  expect(await seen(tenant)).toBeGreaterThan(0);
  expect(await seen(landlady)).toBe(await seen(tenant));
  expect([await seen(stranger), await seen(clerk)]).toEqual([0, 0]);
});

test('the number of the one asked is kept masked only', async () => {
  const { rows } = await house.admin.query('select * from consent.consent');
  expect(JSON.stringify(rows)).not.toContain('100169999011');
  expect(JSON.stringify(rows)).toContain('100•••••9011');
});
