import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { payAtBank, signInCitizen, signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const MOTHER = "H'Lan Mlô";
const place = visit('office', 7520);
let mother: Page;
let clerk: Page;
let dossier = { id: '', code: '' };

const answers = { subject: 'self', eventKind: 'birth', copies: 1, delivery: 'vault', phone: '0900000123' };

async function send<T>(page: Page, write: `${'POST' | 'PUT'} ${string}`, body: object): Promise<T> {
  const [method = '', path = ''] = write.split(' ');
  const answer = await page.request.fetch(`${place.stack.app}/api/v1${path}`, {
    method,
    data: body,
    headers: {
      'idempotency-key': `${path}-${JSON.stringify(body).length}-${Math.trunc(performance.now())}`,
      'x-serepok-request': '1',
      origin: place.stack.app,
    },
  });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  mother = await place.newPage();
  await signInCitizen(mother, place.stack, MOTHER);
  const draft = await send<{ id: string; version: number }>(mother, 'POST /drafts', {
    procedureCode: '2.000635',
  });
  const saved = await send<{ version: number }>(mother, `PUT /drafts/${draft.id}`, {
    answers,
    page: null,
    version: draft.version,
  });
  dossier = await send(mother, `POST /drafts/${draft.id}/submission`, {
    declared: true,
    version: saved.version,
  });
  await send(mother, `POST /me/dossiers/${dossier.id}/payment`, {});
  await payAtBank(await place.newPage(desktop), place.stack);
});

test('an officer receives, and takes it back with one press', async () => {
  const money = async () =>
    (
      (await (await mother.request.get(`${place.stack.app}/api/v1/me/dossiers/${dossier.id}`)).json()) as {
        states: { money: string };
      }
    ).states.money;
  await expect.poll(money, { timeout: 20_000 }).toBe('paid');
  clerk = await place.newPage(desktop);
  await signInOfficer(clerk, place.stack, 'mot-cua.eatul');
  await clerk.goto(`${place.stack.app}/can-bo?ho=${dossier.id}`);
  await clerk.getByRole('toolbar').waitFor();
  await clerk.keyboard.press('t');
  await clerk.getByRole('button', { name: 'Hoàn tác' }).first().click();
  await clerk
    .getByText(/Đã hoàn tác|Đã lấy lại/)
    .first()
    .waitFor();
  const now = (await (
    await mother.request.get(`${place.stack.app}/api/v1/me/dossiers/${dossier.id}`)
  ).json()) as { states: { business: string } };
  expect(now.states.business).toBe('submitted');
});

test('an officer refuses with reason and law; the citizen reads why and gets form 03', async () => {
  await clerk.goto(`${place.stack.app}/can-bo?ho=${dossier.id}`);
  await clerk.getByRole('toolbar').waitFor();
  await clerk.keyboard.press('r');
  const dialog = clerk.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Việc hộ tịch này đăng ký ở tỉnh khác, chưa có dữ liệu');
  await dialog.getByRole('textbox').nth(1).fill('Luật Hộ tịch 60/2014/QH13');
  expect(await violationsOf(clerk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Từ chối tiếp nhận' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await mother.goto(`${place.stack.app}/ho-so/${dossier.id}`);
  await mother
    .getByText(/đăng ký ở tỉnh khác/)
    .first()
    .waitFor();
  const kinds = async () =>
    (
      (await (await mother.request.get(`${place.stack.app}/api/v1/me/dossiers/${dossier.id}`)).json()) as {
        documents: { kind: string }[];
      }
    ).documents.map((document) => document.kind);
  await expect.poll(kinds, { timeout: 20_000 }).toContain('refusal');
  await mother.reload();
  await mother
    .getByText(/từ chối/i)
    .first()
    .waitFor();
  expect(await violationsOf(mother)).toEqual([]);
});

test('the citizen objects, and the officer reads it in the case', async () => {
  await mother
    .getByRole('button', { name: /khiếu nại|kiến nghị/i })
    .first()
    .click();
  const dialog = mother.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Tôi đã đăng ký tại xã Ea Tul năm 2001, xin xem lại');
  await dialog.getByRole('button').last().click();
  await mother
    .getByText(/Đã gửi kiến nghị, khiếu nại/)
    .first()
    .waitFor();
  await clerk.goto(`${place.stack.app}/can-bo?ho=${dossier.id}`);
  await clerk
    .getByText(/xin xem lại/)
    .first()
    .waitFor();
});
