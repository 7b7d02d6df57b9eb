import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dossier } from '#contract/dossier';
import type { DraftCheck } from '#contract/filing';
import { parseVietQr } from '#platform/money';
import type { Principal } from '#platform/runtime';
import {
  FEE,
  answers,
  fileDossier,
  get,
  noticeOf,
  openPayment,
  type Payment,
  post,
  saveDraft,
  startDraft,
  submission,
  tellBank,
} from '../support/journey.ts';
import { type Province, officerAt, openProvince } from '../support/province.ts';
import { expectSound } from '../support/soundness.ts';

let province: Province;
let mother: Principal;

beforeAll(async () => {
  province = await openProvince();
  mother = await province.citizen('young_mother');
}, 120_000);
afterAll(() => province.close());

async function rows<T>(query: string, values: unknown[] = []): Promise<T[]> {
  return (await province.house.admin.query(query, values)).rows as T[];
}

/** Runs what waits for a later try as if its time had come. */
async function drainAll(): Promise<void> {
  await rows(`update graphile_worker._private_jobs set run_at = now() - interval '1 minute'`);
  await province.house.drain();
}

async function dossierOf(id: string): Promise<Dossier> {
  return get<Dossier>(province, mother, `/me/dossiers/${id}`);
}

async function owed(): Promise<{ dossier: Dossier; payment: Payment }> {
  const dossier = await fileDossier(province, mother);
  const payment = await openPayment(province, mother, dossier.id);
  expect(parseVietQr(payment.vietqr)).toMatchObject({ amount: FEE });
  return { dossier, payment };
}

describe('money', () => {
  test('the same notice twice, at once and later, and again under another number, is one payment', async () => {
    const { dossier, payment } = await owed();
    const notice = noticeOf(province, payment);
    expect(
      await Promise.all([tellBank(province, notice), tellBank(province, notice), tellBank(province, notice)]),
    ).toEqual([202, 202, 202]);
    await province.house.drain();
    expect(await tellBank(province, notice)).toBe(202);
    expect(await tellBank(province, { ...notice, noticeId: `${notice.noticeId}-again` })).toBe(202);
    await province.house.drain();
    expect((await dossierOf(dossier.id)).states.money).toBe('paid');
    const paid = await rows(`select 1 from dossier.event where dossier_id = $1 and type = 'paid'`, [
      dossier.id,
    ]);
    expect(paid).toHaveLength(1);
    const [obligation] = await rows<{ received: number; state: string }>(
      'select received::int, state from money.obligation where reference = $1',
      [`dossier:${dossier.id}`],
    );
    expect(obligation).toEqual({ received: FEE, state: 'paid' });
  });

  test('a notice with a wrong signature is refused and leaves nothing', async () => {
    const { dossier, payment } = await owed();
    expect(await tellBank(province, noticeOf(province, payment), 'guessed')).toBe(401);
    await province.house.drain();
    expect((await dossierOf(dossier.id)).states.money).toBe('pending');
  });

  test('one đồng short is short, says what is missing, and is paid when it comes', async () => {
    const { dossier, payment } = await owed();
    expect(await tellBank(province, noticeOf(province, payment, { amount: FEE - 1 }))).toBe(202);
    await province.house.drain();
    expect((await dossierOf(dossier.id)).states.money).toBe('short');
    const missing = await get<Payment>(province, mother, `/me/dossiers/${dossier.id}/payment`);
    expect(missing).toMatchObject({ state: 'short', remaining: 1 });
    expect(parseVietQr(missing.vietqr)).toMatchObject({ amount: 1 });
    const rest = { amount: 1, noticeId: 'n-rest', reference: 'FT-rest' };
    expect(await tellBank(province, noticeOf(province, payment, rest))).toBe(202);
    await province.house.drain();
    expect((await dossierOf(dossier.id)).states.money).toBe('paid');
  });
});

test('a signature service that is down delays the result; it is issued later, once', async () => {
  const { dossier: filed, payment } = await owed();
  await tellBank(province, noticeOf(province, payment));
  await province.house.drain();
  const { version } = await dossierOf(filed.id);
  const reception = await officerAt(province, 'one-stop-officer', 'centre-24277');
  const specialist = await officerAt(province, 'specialist', 'committee-24277');
  const leader = await officerAt(province, 'leader', 'committee-24277');
  const at = `/dossiers/${filed.id}`;
  province.outside.ca.hostile.change({ share: 1, kinds: ['dropped'] });
  const received = await post<Dossier>(province, reception, {
    url: `${at}/receipt`,
    payload: { version },
  });
  const proposed = await post<Dossier>(province, specialist, {
    url: `${at}/proposal`,
    payload: { version: received.version, outcome: 'grant' },
  });
  await post<Dossier>(province, leader, { url: `${at}/approval`, payload: { version: proposed.version } });
  await province.house.drain();
  await drainAll();
  expect((await dossierOf(filed.id)).states.business).toBe('signed');
  expect(
    await rows('select 1 from vault.document where source_ref like $1', [`dossier:${filed.id}:%`]),
  ).toEqual([]);
  province.outside.ca.hostile.change({ share: 0 });
  // A line that died may fail once more after the service is back: the job simply tries again.
  for (let tries = 0; tries < 5; tries += 1) await drainAll();
  expect((await dossierOf(filed.id)).states.business).toBe('issued');
  for (const query of [
    `select 1 from dossier.event where dossier_id = $1 and type = 'issued'`,
    `select 1 from dossier.event where dossier_id = $1 and type = 'numbered'`,
    `select 1 from dossier.document where dossier_id = $1 and kind = 'result'`,
  ])
    expect(await rows(query, [filed.id]), query).toHaveLength(1);
  const kept = await rows('select 1 from vault.document where source_ref like $1', [`dossier:${filed.id}:%`]);
  expect(kept).toHaveLength(1);
});

describe('a population database that does not answer', () => {
  test('leaves the form usable: fields open and unverified, and the dossier can be filed', async () => {
    const population = province.outside.population.hostile;
    population.change({ share: 1, kinds: ['late'], lateMs: 5000 });
    const parent = await province.citizen('parent_of_small_children');
    const started = await startDraft(province, parent);
    expect(started.unavailableRegisters.map((register) => register.key)).toEqual(['population']);
    population.change({ share: 1, kinds: ['dropped'] });
    const typed = {
      ...answers,
      fullName: 'Phạm Thị Thử',
      personalNumber: '100000000001',
      birthDate: '2001-05-14',
    };
    const draft = await saveDraft(province, parent, { draft: started, answers: typed });
    expect(draft.answers['fullName']).toMatchObject({
      value: 'Phạm Thị Thử',
      source: { kind: 'typed', state: 'unverified' },
    });
    const check = await get<DraftCheck>(province, parent, `/drafts/${draft.id}/check`);
    expect(check.problems).toEqual([]);
    expect(check.components.find((component) => component.key === 'identity')).toMatchObject({
      source: { state: 'unverified' },
    });
    const filed = await province.send(submission(draft), parent);
    expect(filed.statusCode, filed.body).toBe(201);
    population.change({ share: 0 });
  }, 60_000);

  test('asked again, it fills the form', async () => {
    const population = province.outside.population.hostile;
    population.change({ share: 1, kinds: ['half'] });
    const started = await startDraft(province, mother);
    population.change({ share: 0 });
    const refreshed = await post<typeof started>(province, mother, {
      url: `/drafts/${started.id}/known-facts`,
    });
    expect(refreshed.unavailableRegisters).toEqual([]);
    expect(refreshed.answers['fullName']?.source).toMatchObject({ kind: 'register', state: 'verified' });
  });
});

test('after all that, records, books and log agree', async () => {
  await drainAll();
  const { dossiers } = await expectSound(province.house.runner);
  expect(dossiers).toBeGreaterThanOrEqual(5);
});
