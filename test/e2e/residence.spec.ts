import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { payAtBank, signInCitizen, signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const TENANT = 'Giàng Thị Sua';
const LANDLORD = 'Võ Thị Kim Oanh';

const place = visit('residence', 7220);
const { newPage, folder } = place;
let tenant: Page;
const api = (page: Page, path: string) => page.request.get(`${place.stack.app}/api/v1${path}`);

beforeAll(async () => {
  tenant = await newPage();
});

interface Draft {
  readonly id: string;
  readonly version: number;
}

let draft: Draft;
let dossierId = '';

/** Writes as the web app does: from our own page, with its cookie and a key against double sending. */
async function send<T>(
  page: Page,
  write: `${'POST' | 'PUT'} ${string}`,
  body: unknown,
): Promise<{ status: number; body: T }> {
  const [method = '', path = ''] = write.split(' ');
  const answer = await page.request.fetch(`${place.stack.app}/api/v1${path}`, {
    method,
    data: body as object,
    headers: {
      'idempotency-key': `${path}-${JSON.stringify(body).length}-${Math.trunc(performance.now())}`,
      'x-serepok-request': '1',
      origin: place.stack.app,
    },
  });
  const text = await answer.text();
  return { status: answer.status(), body: (text ? JSON.parse(text) : null) as T };
}

test('a tenant begins a temporary residence that needs proof of dwelling and the owner’s consent', async () => {
  await signInCitizen(tenant, place.stack, TENANT);
  const started = await send<Draft>(tenant, 'POST /drafts', { procedureCode: '1.004194' });
  expect(started.status).toBe(201);
  draft = started.body;
  const answers = {
    filing: 'self',
    dwelling: { place: '24163', line: 'Tổ dân phố 8' },
    dwellingBasis: 'rent',
    from: '2026-12-01',
    to: '2027-11-30',
    owner: { fullName: LANDLORD, personalNumber: '100169999011' },
    delivery: 'vault',
    phone: '0900000123',
  };
  const saved = await send<Draft>(tenant, `PUT /drafts/${draft.id}`, {
    answers,
    page: null,
    version: draft.version,
  });
  expect(saved.status).toBe(200);
  draft = saved.body;
  const check = (await (await api(tenant, `/drafts/${draft.id}/check`)).json()) as {
    problems: { component: string | null; field: string | null }[];
  };
  expect(check.problems.map((problem) => problem.component)).toEqual(
    expect.arrayContaining(['dwellingProof', 'ownerConsent']),
  );
  await tenant.goto(`${place.stack.app}/nop-ho-so/${draft.id}/giay-to`);
  await tenant.getByText('Giấy tờ kèm theo').first().waitFor();
  expect(await violationsOf(tenant)).toEqual([]);
});

test('an .exe named .pdf is refused, a photo of the lease is taken', async () => {
  const attach = (name: string, mimeType: string, buffer: Buffer) =>
    tenant.request.post(`${place.stack.app}/api/v1/drafts/${draft.id}/components/dwellingProof/attachments`, {
      multipart: { file: { name, mimeType, buffer } },
      headers: {
        'idempotency-key': `attach-${buffer.length}`,
        'x-serepok-request': '1',
        origin: place.stack.app,
      },
    });
  const fake = await attach(
    'hop-dong.pdf',
    'application/pdf',
    Buffer.from('MZ\u0090\u0000this program cannot be run in DOS mode'),
  );
  expect(fake.status()).toBeGreaterThanOrEqual(400);
  expect(((await fake.json()) as { title: string }).title.length).toBeGreaterThan(10);
  const photo = await tenant.screenshot();
  writeFileSync(join(folder, 'hop-dong.png'), photo);
  expect((await attach('Hợp đồng thuê nhà.png', 'image/png', photo)).status()).toBe(201);
});

test('the landlady consents on her phone', async () => {
  const asked = await send<{ state: string }>(
    tenant,
    `POST /drafts/${draft.id}/consents/ownerConsent/request`,
    { personNumber: '100169999011' },
  );
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  expect(asked.body.state).toBe('asked');
  const her = await newPage();
  await her.goto(`${place.stack.vneid}/dien-thoai`);
  await her.getByText(LANDLORD).first().click();
  await her.getByRole('button', { name: 'Mở điện thoại' }).click();
  await her.getByRole('button', { name: 'Đồng ý' }).first().click();
  const state = async () => {
    const now = (await (await api(tenant, `/drafts/${draft.id}`)).json()) as {
      consents: { key: string; state: string }[];
    };
    return now.consents.find((consent) => consent.key === 'ownerConsent')?.state;
  };
  await expect.poll(state, { timeout: 15_000 }).toBe('given');
});

test('files, pays, and the police of the ward register it', async () => {
  const ready = (await (await api(tenant, `/drafts/${draft.id}/check`)).json()) as {
    problems: unknown[];
    fee: { amount: number };
  };
  expect(ready.problems).toEqual([]);
  expect(ready.fee.amount).toBe(7000);
  const now = (await (await api(tenant, `/drafts/${draft.id}`)).json()) as Draft;
  const filed = await send<{ id: string; decidingAgency: { name: string } }>(
    tenant,
    `POST /drafts/${draft.id}/submission`,
    { declared: true, version: now.version },
  );
  expect(filed.status, JSON.stringify(filed.body)).toBe(201);
  expect(filed.body.decidingAgency.name).toBe('Công an phường Tân An');
  dossierId = filed.body.id;
  await send(tenant, `POST /me/dossiers/${dossierId}/payment`, {});
  await payAtBank(await newPage(desktop), place.stack);
  const money = async () =>
    ((await (await api(tenant, `/me/dossiers/${dossierId}`)).json()) as { states: { money: string } }).states
      .money;
  await expect.poll(money, { timeout: 15_000 }).toBe('paid');

  // A one-time code serves once: an officer who acts twice stays signed in.
  const signedIn = new Map<string, Page>();
  const act = async (login: string, steps: readonly [string, object][]) => {
    const page = signedIn.get(login) ?? (await newPage(desktop));
    if (!signedIn.has(login)) await signInOfficer(page, place.stack, login);
    signedIn.set(login, page);
    for (const [path, body] of steps) {
      const { version } = (await (await api(page, `/dossiers/${dossierId}`)).json()) as { version: number };
      const done = await send<{ code?: string }>(page, `POST /dossiers/${dossierId}/${path}`, {
        ...body,
        version,
      });
      expect(done.status, `${login} ${path} ${JSON.stringify(done.body).slice(0, 300)}`).toBe(200);
    }
  };
  await act('mot-cua.tanan', [
    [
      'supplement-request',
      {
        items: [{ componentKey: 'dwellingProof', text: 'Ảnh trang cuối hợp đồng' }],
        reason: 'Thiếu trang ký',
        legalGround: 'NĐ 154/2024/NĐ-CP',
      },
    ],
  ]);
  const answered = await send(tenant, `POST /me/dossiers/${dossierId}/supplement`, {
    answers: {},
    note: 'Đã có trong ảnh',
  });
  expect(answered.status).toBe(200);
  await act('mot-cua.tanan', [['receipt', {}]]);
  await act('cu-tru.tanan', [['proposal', { outcome: 'grant', note: '' }]]);
  await act('cong-an.tanan', [['approval', {}]]);
  const business = async () =>
    ((await (await api(tenant, `/me/dossiers/${dossierId}`)).json()) as { states: { business: string } })
      .states.business;
  await expect.poll(business, { timeout: 30_000 }).toBe('issued');
});

test('the forms of the way lie with the case, and the tenant lives there from the day named', async () => {
  const documents = async () =>
    (
      (await (await api(tenant, `/me/dossiers/${dossierId}`)).json()) as { documents: { kind: string }[] }
    ).documents
      .map((document) => document.kind)
      .sort();
  await expect.poll(documents, { timeout: 30_000 }).toEqual(['receipt', 'result', 'supplement-request']);
  const papers = (await (await api(tenant, '/me/documents')).json()) as {
    items: { validTo: string | null }[];
  };
  expect(papers.items[0]?.validTo).toBe('2027-11-30');
  await tenant.goto(`${place.stack.app}/ho-so/${dossierId}`);
  await tenant
    .getByText(/Cơ quan đề nghị bổ sung/)
    .first()
    .waitFor();
  expect(await violationsOf(tenant)).toEqual([]);
});
