import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { grantTerm } from '#modules/agency';
import { verifyDocument } from '#platform/signing';
import { type Principal, system } from '#platform/runtime';
import { type Province, officerAt, openProvince } from '../../../test/support/province.ts';
import { openDocument } from './documents.ts';
import { jobs } from './jobs.ts';
import type { Report } from './contract.ts';

let province: Province;
let people: Record<'secretary' | 'lead' | 'leader' | 'clerk' | 'receiver' | 'stranger', Principal>;
let unitId: string;

async function send<T = Report>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  from: { as: Principal; body?: object },
): Promise<{ status: number; body: T }> {
  const payload = method === 'GET' ? {} : { payload: from.body ?? {} };
  const response = await province.send({ method, url: `/api/v1${url}`, ...payload }, from.as);
  return { status: response.statusCode, body: response.json() as T };
}

/** The text of a Word file's body, its archive opened as the files room opens it. */
async function word(file: Uint8Array): Promise<string> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(file), { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'word/document.xml') continue;
    return text(await zip.openReadStreamPromise(entry));
  }
  return '';
}

function pdfText(file: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-report-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), file);
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const document = (id: string, format: 'pdf' | 'docx' | 'csv', as = people.secretary) =>
  province.house.runner.act({ action: 'test.document', principal: as, mode: 'read' }, (ctx) =>
    openDocument(ctx, id, format),
  );

beforeAll(async () => {
  province = await openProvince({ seed: 'report' });
  unitId = province.agencies.get('province-police') ?? '';
  people = {
    secretary: await officerAt(province, 'programme-secretary', 'province-police'),
    lead: await officerAt(province, 'programme-lead', 'province-police'),
    leader: await officerAt(province, 'leader', 'province-police'),
    clerk: await officerAt(province, 'clerk', 'province-police'),
    receiver: await officerAt(province, 'clerk', 'province-committee'),
    stranger: await officerAt(province, 'programme-secretary', 'dept-justice'),
  };
  for (const who of Object.values(people)) {
    const [term] = who.terms;
    if (!term || !who.id) continue;
    const grant = {
      staffId: who.id,
      agencyId: term.agencyId,
      role: term.role,
      title: 'Giám đốc',
      validFrom: '2025-07-01',
    };
    await province.house.runner.act({ action: 'test.grant', principal: system }, (ctx) =>
      grantTerm(ctx, grant),
    );
  }
}, 60_000);
afterAll(() => province.close());

async function draft(on = '2026-11-23'): Promise<Report> {
  const made = await send('POST', '/reports', { as: people.secretary, body: { unitId, kind: 'month', on } });
  expect(made.status).toBe(201);
  return made.body;
}

test('a report is made with figures of all models, once, by those of the unit alone', async () => {
  const report = await draft();
  expect(report).toMatchObject({
    state: 'draft',
    title: 'Kết quả triển khai Đề án 06 tháng 11 năm 2026',
    symbol: 'BC-CAT',
  });
  expect(new Set(report.figures.flatMap((line) => line.models)).size).toBe(43);
  expect((await draft('2026-11-02')).id).toBe(report.id);
  expect((await send('GET', `/reports/${report.id}`, { as: people.stranger })).status).toBe(404);
  const refused = await send<{ code: string }>('POST', '/reports', {
    as: people.stranger,
    body: { unitId, kind: 'month', on: '2026-11-23' },
  });
  expect(refused.body.code).toBe('report.not_your_unit');
  const future = await send<{ code: string }>('POST', '/reports', {
    as: people.secretary,
    body: { unitId, kind: 'month', on: '2026-12-23' },
  });
  expect(future.body.code).toBe('report.future_period');
});

test('two secretaries in one part: the second is shown both texts, nothing is lost', async () => {
  const { id } = await draft();
  const path = `/reports/${id}/sections/obstacles`;
  const first = await send<{ version: number }>('PUT', path, {
    as: people.secretary,
    body: { text: 'Thiếu đầu đọc thẻ.', version: 1 },
  });
  expect(first).toMatchObject({ status: 200, body: { version: 2 } });
  const second = await send<{ code: string; params: object }>('PUT', path, {
    as: people.lead,
    body: { text: 'Đường truyền yếu.', version: 1 },
  });
  expect(second).toMatchObject({
    status: 409,
    body: {
      code: 'report.section_changed',
      params: {
        theirs: 'Thiếu đầu đọc thẻ.',
        version: 2,
        by: expect.stringContaining('programme-secretary'),
      },
    },
  });
  const elsewhere = await send('PUT', `/reports/${id}/sections/proposals`, {
    as: people.lead,
    body: { text: 'Cấp thêm đầu đọc.', version: 1 },
  });
  expect(elsewhere.status).toBe(200);
  await send('PUT', path, {
    as: people.lead,
    body: { text: 'Thiếu đầu đọc thẻ.\nĐường truyền yếu.', version: 2 },
  });
  const versions = await send<{ items: { text: string }[] }>('GET', `${path}/versions`, { as: people.lead });
  expect(versions.body.items.map((one) => one.text)).toEqual([
    'Thiếu đầu đọc thẻ.\nĐường truyền yếu.',
    'Thiếu đầu đọc thẻ.',
    '',
  ]);
  const both = await Promise.all(
    ['a', 'b'].map((text) =>
      send('PUT', `/reports/${id}/sections/plan`, { as: people.secretary, body: { text, version: 1 } }),
    ),
  );
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await send('PUT', `/reports/${id}/sections/plan`, {
    as: people.secretary,
    body: { text: 'Tập huấn 102 xã, phường.', version: 2 },
  });
});

test('presented, given back, signed, numbered, sealed, sent and received; the paper has the layout of NĐ 30/2020', async () => {
  const { house } = province;
  const { id } = await draft();
  const step = async (path: string, as: Principal, body: object = {}) => {
    const { version } = (await send('GET', `/reports/${id}`, { as })).body;
    return send<Report & { code?: string }>('POST', `/reports/${id}/${path}`, {
      as,
      body: { version, ...body },
    });
  };
  expect((await step('signature', people.leader)).body.code).toBe('report.not_in_this_state');
  await step('presentation', people.secretary);
  const locked = await send<{ code: string }>('PUT', `/reports/${id}/sections/plan`, {
    as: people.secretary,
    body: { text: 'x', version: 3 },
  });
  expect(locked.body.code).toBe('report.not_in_this_state');
  expect((await step('return', people.leader, { note: 'Bổ sung số liệu' })).body).toMatchObject({
    state: 'draft',
    returnedNote: 'Bổ sung số liệu',
  });
  await step('presentation', people.secretary);
  expect((await step('signature', people.clerk)).status).toBe(403);
  expect((await step('signature', people.leader)).body).toMatchObject({ state: 'signed', may: [] });
  const twice = await Promise.all([step('number', people.clerk), step('number', people.clerk)]);
  expect(twice.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await house.drain();
  const sealed = (await send('GET', `/reports/${id}`, { as: people.clerk })).body;
  expect(sealed).toMatchObject({ state: 'sealed', number: '01/BC-CAT', may: ['send'] });

  const pdf = await document(id, 'pdf', people.clerk);
  const report = await house.runner.act({ action: 'test.verify', principal: system }, (ctx) =>
    verifyDocument(ctx, pdf.bytes),
  );
  expect(report.verdict).toBe('valid');
  const shown = pdfText(pdf.bytes).normalize('NFC').replaceAll(/\s+/g, ' ');
  for (const part of [
    'CÔNG AN TỈNH ĐẮK LẮK',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'Số: 01/BC-CAT',
    'Đắk Lắk, ngày 23 tháng 11 năm 2026',
    'BÁO CÁO',
    'Kính gửi: Ủy ban nhân dân tỉnh Đắk Lắk',
    'Đường truyền yếu.',
    'Nơi nhận:',
    'GIÁM ĐỐC',
  ])
    expect(shown).toContain(part);
  const docx = await document(id, 'docx', people.clerk);
  const xml = await word(docx.bytes);
  for (const part of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 01/BC-CAT',
    'Cấp thêm đầu đọc.',
    'Nơi nhận:',
    'Times New Roman',
  ])
    expect(xml.includes(part), part).toBe(true);
  expect(/w:pgSz w:w="1190[56]" w:h="1683[678]"/.test(xml)).toBe(true);
  expect(new TextDecoder().decode((await document(id, 'csv', people.clerk)).bytes)).toContain(
    '"dossiers-received"',
  );

  const receiverId = province.agencies.get('province-committee') ?? '';
  const nowhere = await send<{ code: string }>('POST', `/reports/${id}/dispatches`, {
    as: people.clerk,
    body: { receiverIds: [unitId] },
  });
  expect(nowhere.body.code).toBe('report.nobody_to_send');
  for (const _ of [1, 2])
    await send('POST', `/reports/${id}/dispatches`, {
      as: people.clerk,
      body: { receiverIds: [receiverId] },
    });
  const arrived = await send<{ items: { id: string; receivedAt: string | null }[] }>(
    'GET',
    '/incoming-reports',
    { as: people.receiver },
  );
  expect(arrived.body.items).toHaveLength(1);
  const [incoming] = arrived.body.items;
  const receipt = await send('POST', `/incoming-reports/${incoming?.id}/receipt`, { as: people.receiver });
  expect(receipt.status).toBe(200);
  expect(
    (
      await send<{ code: string }>('POST', `/incoming-reports/${incoming?.id}/receipt`, {
        as: people.receiver,
      })
    ).body.code,
  ).toBe('report.already_received');
  expect(
    (await send('POST', `/incoming-reports/${incoming?.id}/receipt`, { as: people.stranger })).status,
  ).toBe(404);
  const notices = await send<{ items: { about: string }[] }>('GET', '/notices', { as: people.receiver });
  expect(notices.body.items.map((one) => one.about)).toEqual([`report:${id}`]);
});

test('the next report starts from the last, and drafts come by themselves when a month begins', async () => {
  const { house } = province;
  const last = await draft();
  house.clock.set('2027-01-01T00:30:00+07:00');
  const schedule = jobs.find((job) => job.name === 'report.schedule');
  await house.runner.act({ action: 'test.schedule', principal: system }, async (ctx) =>
    schedule?.run(ctx, {}),
  );
  await house.drain();
  const listed = await send<{ items: { id: string; kind: string }[] }>('GET', '/reports?kind=month', {
    as: people.secretary,
  });
  expect(listed.body.items).toHaveLength(2);
  const next = (await send('GET', `/reports/${listed.body.items[0]?.id}`, { as: people.secretary })).body;
  expect(next).toMatchObject({
    period: { from: '2026-12-01' },
    previous: { id: last.id, number: '01/BC-CAT' },
    state: 'draft',
  });
  const textOf = (key: string) => next.sections.find((one) => one.key === key)?.text;
  expect(textOf('review')).toBe('Tập huấn 102 xã, phường.');
  expect(textOf('obstacles')).toBe('Thiếu đầu đọc thẻ.\nĐường truyền yếu.');
  expect(textOf('plan')).toBe('');
});
