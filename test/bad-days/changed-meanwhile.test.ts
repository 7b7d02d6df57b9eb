import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dossier } from '#contract/dossier';
import { noteSync } from '#modules/dossier';
import { type Principal, system } from '#platform/runtime';
import { fileDossier, get, noticeOf, openPayment, post, tellBank } from '../support/journey.ts';
import { type Province, officerAt, openProvince } from '../support/province.ts';

let province: Province;
let mother: Principal;
let clerk: Principal;
let colleague: Principal;

beforeAll(async () => {
  province = await openProvince({ seed: 'changed-meanwhile' });
  mother = await province.citizen('young_mother');
  clerk = await officerAt(province, 'one-stop-officer', 'centre-24277');
  colleague = await officerAt(province, 'one-stop-officer', 'centre-24277');
}, 120_000);
afterAll(() => province.close());

async function paidDossier(): Promise<Dossier> {
  const filed = await fileDossier(province, mother);
  await tellBank(province, noticeOf(province, await openPayment(province, mother, filed.id)));
  await province.house.drain();
  return get<Dossier>(province, clerk, `/dossiers/${filed.id}`);
}

const portalNews = (id: string) =>
  province.house.runner.act({ action: 'test.portal', principal: system }, (ctx) =>
    noteSync(ctx, id, { type: 'sync_failed', code: 4, reason: 'thử' }),
  );

const receive = (as: Principal, seen: Dossier) =>
  province.send(
    { method: 'POST', url: `/api/v1/dossiers/${seen.id}/receipt`, payload: { version: seen.version } },
    as,
  );
test('two news of the portal between seeing and acting stop nobody', async () => {
  const seen = await paidDossier();
  await portalNews(seen.id);
  await portalNews(seen.id);
  const done = await receive(clerk, seen);
  expect(done.statusCode, done.body).toBe(200);
  expect(done.json<Dossier>().version).toBeGreaterThan(seen.version + 2);
});

test('a colleague’s act between them is noticed, wherever among the news it stands', async () => {
  const seen = await paidDossier();
  await portalNews(seen.id);
  const now = await get<Dossier>(province, colleague, `/dossiers/${seen.id}`);
  expect((await receive(colleague, now)).statusCode).toBe(200);
  await portalNews(seen.id);
  const late = await receive(clerk, seen);
  expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([409, 'dossier.changed_meanwhile']);
});

test('an act taken back again is still two acts that one has not seen', async () => {
  const seen = await paidDossier();
  const received = (await receive(colleague, seen)).json<Dossier>();
  expect(received.actions).toContain('undo');
  await post<Dossier>(province, colleague, {
    url: `/dossiers/${seen.id}/undo`,
    payload: { version: received.version },
  });
  const late = await receive(clerk, seen);
  expect(late.json<{ code: string }>().code).toBe('dossier.changed_meanwhile');
});

test('a version that never was is refused', async () => {
  const seen = await paidDossier();
  const odd = await receive(clerk, { ...seen, version: seen.version + 5 });
  expect(odd.json<{ code: string }>().code).toBe('dossier.changed_meanwhile');
});
