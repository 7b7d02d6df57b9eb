import { afterAll, beforeAll, expect, test } from 'vitest';
import { elephantRace } from '../../lib/service-definition/made-up.fixture.ts';
import type { Dossier } from '#contract/dossier';
import type { DraftCheck } from '#contract/filing';
import { importCatalogue } from '#modules/procedure';
import { type Principal, system } from '#platform/runtime';
import {
  get,
  noticeOf,
  openPayment,
  post,
  saveDraft,
  startDraft,
  submission,
  tellBank,
} from '../support/journey.ts';
import { type Province, officerAt, openProvince } from '../support/province.ts';
import { makePdf, multipart } from '../support/uploads.ts';

const COMMUNE = '24277';

/** The procedure that no code knows, as a row of the catalogue that is imported here and nowhere else. */
const row = {
  ...elephantRace,
  agencies: {
    receives: [{ kind: 'commune-centre', anywhere: false }],
    decides: { kind: 'commune-committee', place: 'form.place' },
  },
};
const answers = {
  place: COMMUNE,
  mahouts: [{ fullName: 'Y Thử Êban' }, { fullName: 'Y Mẫu Niê' }],
  hasPrize: false,
  posterPages: 3,
  posterCopies: 2,
};

let province: Province;
let citizen: Principal;

beforeAll(async () => {
  province = await openProvince();
  citizen = await province.citizen('young_mother');
  await province.house.runner.act({ action: 'test.import', principal: system }, (ctx) =>
    importCatalogue(ctx, [{ name: 'made-up.yaml', text: JSON.stringify(row) }]),
  );
}, 120_000);
afterAll(() => province.close());

async function dossierOf(id: string): Promise<Dossier> {
  return get(province, citizen, `/me/dossiers/${id}`);
}

/** At the counter: the number typed in, the weakest evidence there is. */
async function checkByHand(at: Province, as: Principal): Promise<string> {
  const { id } = await post<{ id: string }>(at, as, {
    url: '/identity-checks',
    payload: { purposeCode: 'one-stop-receipt' },
    status: 201,
  });
  const payload = { number: '100203000123', fullName: 'Y Thử Niê Kđăm' };
  await post(at, as, { url: `/identity-checks/${id}/typed-entry`, payload });
  return id;
}

test('a procedure added by data alone is found, filed, paid, decided, signed and in the vault', async () => {
  const found = await get<{ items: { code: string }[] }>(province, citizen, '/procedures?search=dua+voi');
  expect(found.items.map((item) => item.code)).toEqual([row.code]);

  let draft = await startDraft(province, citizen, row.code);
  draft = await saveDraft(province, citizen, { draft, answers });
  const early = await get<DraftCheck>(province, citizen, `/drafts/${draft.id}/check`);
  expect(early.components.find((part) => part.key === 'elephants')?.provedBy).toBe('nothing');
  const added = await province.send(
    {
      method: 'POST',
      url: `/api/v1/drafts/${draft.id}/components/elephants/attachments`,
      ...multipart('voi.pdf', await makePdf()),
    },
    citizen,
  );
  expect(added.statusCode, added.body).toBe(201);
  draft = await get(province, citizen, `/drafts/${draft.id}`);
  const check = await get<DraftCheck>(province, citizen, `/drafts/${draft.id}/check`);
  expect(check.problems).toEqual([]);

  const sent = await province.send(submission(draft), citizen);
  expect(sent.statusCode, sent.body).toBe(201);
  const filed = sent.json<Dossier>();
  const payment = await openPayment(province, citizen, filed.id);
  // Two mahouts at 1.000 đ; three pages (2.000 + 2.000 + 1.000), twice, within the cap of 10.000 đ.
  expect(payment.remaining).toBe(12_000);
  expect(await tellBank(province, noticeOf(province, payment))).toBe(202);
  await province.house.drain();

  const centre = await officerAt(province, 'one-stop-officer', `centre-${COMMUNE}`);
  const leader = await officerAt(province, 'leader', `committee-${COMMUNE}`);
  const at = `/dossiers/${filed.id}`;
  const { version } = await dossierOf(filed.id);
  const identityCheckId = await checkByHand(province, centre);
  const payload = { version, identityCheckId };
  const received = await post<Dossier>(province, centre, { url: `${at}/receipt`, payload });
  // The check of the card stays with the receipt, in the case's own record.
  const { rows } = await province.house.admin.query<{ data: { identityCheck?: unknown } }>(
    `select data from dossier.event where dossier_id = $1 and type = 'received'`,
    [filed.id],
  );
  expect(rows[0]?.data.identityCheck).toEqual({ id: identityCheckId, level: 'I0', population: false });
  const approved = await post<Dossier>(province, leader, {
    url: `${at}/approval`,
    payload: { version: received.version },
  });
  // In this procedure another hand signs: the row says so, and the number and the seal follow by themselves.
  await post(province, await officerAt(province, 'clerk', `committee-${COMMUNE}`), {
    url: `${at}/steps`,
    payload: { action: 'sign', version: approved.version },
  });
  await province.house.drain();

  const done = await dossierOf(filed.id);
  expect(done.states).toMatchObject({ business: 'issued', money: 'paid', delivery: 'delivered' });
  const kept = await get<{ items: unknown[] }>(province, citizen, '/me/documents');
  expect(kept.items).toHaveLength(1);
  expect(JSON.stringify(kept.items)).toContain('Giấy phép');
});
