import { afterAll, beforeAll, expect, test } from 'vitest';
import { elephantRace } from '../../lib/service-definition/made-up.fixture.ts';
import { type PersonaRole, persona } from '#lib/synthetic-population';
import type { Dossier } from '#contract/dossier';
import type { Draft } from '#contract/filing';
import type { Authorisation, Mandate } from '#contract/organisation';
import { endRepresentative, getOrganisation } from '#modules/organisation';
import { importCatalogue } from '#modules/procedure';
import { type Principal, system } from '#platform/runtime';
import { seedOrganisations } from '../../src/app/demo-organisations.ts';
import { get, noticeOf, openPayment, post, saveDraft, submission, tellBank } from '../support/journey.ts';
import { type Province, officerAt, openProvince } from '../support/province.ts';

const COMMUNE = '24277';
const said = (vi: string) => ({ vi, en: vi });

/** A procedure for enterprises that no code knows: the name comes from the register of organisations. */
const row = {
  ...elephantRace,
  code: '9.999998',
  name: said('Cho phép doanh nghiệp tổ chức hội đua voi'),
  filers: ['self', 'parent', 'guardian', 'director', 'authorised'],
  agencies: {
    receives: [{ kind: 'commune-centre', anywhere: false }],
    decides: { kind: 'commune-committee', place: 'form.place' },
  },
  pages: [
    {
      key: 'company',
      title: said('Doanh nghiệp nào?'),
      fields: [
        {
          key: 'company',
          type: 'text',
          label: said('Tên doanh nghiệp'),
          required: false,
          editable: false,
          prefill: { register: 'business', path: 'name' },
        },
      ],
    },
    ...elephantRace.pages,
  ],
  components: elephantRace.components.filter((component) => component.key === 'plan'),
};
const answers = { place: COMMUNE, mahouts: [{ fullName: 'Y Thử Êban' }], hasPrize: false };

let province: Province;
let company: Mandate;

/** As sign-in makes it on each request: what the registers say at this moment. */
async function signedIn(role: PersonaRole): Promise<Principal> {
  const principal = await province.citizen(role);
  const { accountHolders } = province.house.runner.ports;
  const represented = await province.house.runner.act(
    { action: 'test.sign-in', principal: system, mode: 'read' },
    (ctx) => accountHolders.representedBy(ctx, principal.personId ?? ''),
  );
  return {
    ...principal,
    persons: [...principal.persons, ...represented.persons],
    organisations: represented.organisations,
  };
}

const start = (as: Principal, applicant: object, status = 201) =>
  post<Draft & { code: string }>(province, as, {
    url: '/drafts',
    payload: { procedureCode: row.code, applicant },
    status,
  });

async function file(as: Principal, applicant: object): Promise<Dossier> {
  const draft = await saveDraft(province, as, { draft: await start(as, applicant), answers });
  const sent = await province.send(submission(draft), as);
  expect(sent.statusCode, sent.body).toBe(201);
  return sent.json<Dossier>();
}

const mine = async (as: Principal) =>
  (await get<{ items: { id: string }[] }>(province, as, '/me/dossiers')).items.map((item) => item.id);

beforeAll(async () => {
  province = await openProvince({ seed: 'enterprise' });
  await seedOrganisations(province.house);
  await province.house.runner.act({ action: 'test.import', principal: system }, (ctx) =>
    importCatalogue(ctx, [{ name: 'made-up.yaml', text: JSON.stringify(row) }]),
  );
}, 120_000);
afterAll(() => province.close());

let dossierId = '';

test('a director files for the enterprise, prefilled from the register, and pays for it', async () => {
  const director = await signedIn('director');
  const { items } = await get<{ items: Mandate[] }>(province, director, '/me/mandates');
  expect(items).toMatchObject([{ ground: 'director', title: 'Giám đốc' }]);
  company = items[0] as Mandate;
  const { organisationId } = company;
  const draft = await start(director, { kind: 'organisation', organisationId });
  expect(draft.answers['company']?.value).toBe(company.name);
  const saved = await saveDraft(province, director, { draft, answers });
  const sent = await province.send(submission(saved), director);
  expect(sent.statusCode, sent.body).toBe(201);
  const filed = sent.json<Dossier>();
  dossierId = filed.id;
  expect(filed.applicantName).toBe(company.name);
  await tellBank(province, noticeOf(province, await openPayment(province, director, dossierId)));
  await province.house.drain();
  const at = `/dossiers/${dossierId}`;
  const centre = await officerAt(province, 'one-stop-officer', `centre-${COMMUNE}`);
  const { version } = await get<Dossier>(province, director, `/me/dossiers/${dossierId}`);
  const received = await post<Dossier>(province, centre, { url: `${at}/receipt`, payload: { version } });
  const leader = await officerAt(province, 'leader', `committee-${COMMUNE}`);
  const approved = await post<Dossier>(province, leader, {
    url: `${at}/approval`,
    payload: { version: received.version },
  });
  await post(province, await officerAt(province, 'clerk', `committee-${COMMUNE}`), {
    url: `${at}/steps`,
    payload: { action: 'sign', version: approved.version },
  });
  await province.house.drain();
  expect(await mine(director)).toEqual([dossierId]);
  const papers = await get<{ items: { id: string }[] }>(province, director, '/me/documents');
  expect(papers.items).toHaveLength(1);
});

test('nobody else files for it: a stranger, a child’s parent, a made-up id', async () => {
  const stranger = await signedIn('tenant_worker');
  const refused = await start(
    stranger,
    { kind: 'organisation', organisationId: company.organisationId },
    403,
  );
  expect(refused.code).toBe('filing.not_representative');
  const director = await signedIn('director');
  await start(director, { kind: 'organisation', organisationId: director.id ?? '' }, 403);
  await start(director, { kind: 'person', personId: stranger.personId ?? '' }, 403);
});

test('a mother files for her small child, and sees it', async () => {
  const mother = await signedIn('young_mother');
  const [, child = ''] = mother.persons;
  const filed = await file(mother, { kind: 'person', personId: child });
  expect(await mine(mother)).toEqual([filed.id]);
  // Once the register no longer names her as representing the child, what she filed for it is gone too.
  expect(await mine({ ...mother, persons: mother.persons.slice(0, 1) })).toEqual([]);
});

test('who is authorised files that procedure, follows it, and loses it with the authorisation', async () => {
  const director = await signedIn('director');
  const holder = persona('adult_child');
  const given = await post<Authorisation>(province, director, {
    url: '/me/authorisations',
    payload: {
      organisationId: company.organisationId,
      holderNumber: holder.number,
      holderName: holder.name.full,
      procedures: [row.code],
      reason: 'Nhân viên hành chính',
      validTo: '2027-01-01',
    },
    status: 201,
  });
  const clerk = await signedIn('adult_child');
  const filed = await file(clerk, { kind: 'organisation', organisationId: company.organisationId });
  expect(await mine(clerk)).toEqual([filed.id]);
  expect((await get<{ items: unknown[] }>(province, clerk, '/me/documents')).items).toEqual([]);
  expect(await mine(director)).toContain(filed.id);
  const begun = await start(clerk, { kind: 'organisation', organisationId: company.organisationId });
  const unsent = await saveDraft(province, clerk, { draft: begun, answers });

  await post(province, director, {
    url: `/me/authorisations/${given.id}/ending`,
    payload: { reason: 'Nghỉ việc' },
  });
  const late = await province.send(submission(unsent), clerk);
  expect(late.json<{ code: string }>().code).toBe('filing.not_representative');
  await province.house.drain();
  expect(await mine(clerk)).toEqual([]);
  expect(
    (await province.send({ method: 'GET', url: `/api/v1/me/dossiers/${filed.id}` }, clerk)).statusCode,
  ).toBe(404);
});

test('a director whose role ended sees neither dossiers nor papers of the enterprise', async () => {
  const before = await signedIn('director');
  await province.house.runner.act({ action: 'test.end', principal: system }, async (ctx) => {
    const seen = await getOrganisation(ctx, company.organisationId ?? '');
    for (const role of seen.representatives)
      await endRepresentative(ctx, role.id, { on: '2026-11-23', reason: 'Miễn nhiệm' });
  });
  const after = await signedIn('director');
  expect(before.organisations).toEqual([company.organisationId]);
  expect(after.organisations).toEqual([]);
  expect(await mine(after)).toEqual([]);
  expect((await get<{ items: unknown[] }>(province, after, '/me/documents')).items).toEqual([]);
  expect(
    (await province.send({ method: 'GET', url: `/api/v1/me/dossiers/${dossierId}` }, after)).statusCode,
  ).toBe(404);
});
