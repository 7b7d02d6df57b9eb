import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dossier } from '#contract/dossier';
import type { Draft, DraftCheck } from '#contract/filing';
import type { Principal } from '#platform/runtime';
import {
  answers,
  fileDossier,
  filledDraft,
  get,
  post,
  saveDraft,
  startDraft,
  submission,
} from '../support/journey.ts';
import { type Province, officerAt, openProvince, origin } from '../support/province.ts';
import { makePdf, makeZip, multipart } from '../support/uploads.ts';

let province: Province;
let mother: Principal;
let parent: Principal;

beforeAll(async () => {
  province = await openProvince();
  mother = await province.citizen('young_mother');
  parent = await province.citizen('parent_of_small_children');
}, 120_000);
afterAll(() => province.close());

async function count(query: string, values: unknown[] = []): Promise<number> {
  const { rows } = await province.house.admin.query<{ count: number }>(
    `select count(*)::int as count from ${query}`,
    values,
  );
  return rows[0]?.count ?? -1;
}

interface Problem {
  code: string;
  detail: string;
  requestId: string;
  fields?: { path: string; code: string; message: string }[];
}

/** Every refusal is a problem document with a sentence in the language asked for, and nothing of the inside. */
function problemOf(
  answer: { statusCode: number; body: string; headers: Readonly<Record<string, unknown>> },
  status: number,
): Problem {
  expect(answer.statusCode, answer.body).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).not.toMatch(/ at .*\.ts|select |insert |node_modules|constraint/);
  return JSON.parse(answer.body) as Problem;
}

describe('input', () => {
  test('malformed JSON and wrong types are named, in Vietnamese first', async () => {
    const json = { 'content-type': 'application/json' };
    const cut = {
      method: 'POST' as const,
      url: '/api/v1/drafts',
      headers: json,
      payload: '{"procedureCode":',
    };
    const broken = problemOf(await province.send(cut, mother), 400);
    expect(broken).toMatchObject({ code: 'http.bad_request' });
    expect(JSON.stringify(broken)).toContain('Hệ thống không đọc được yêu cầu');
    const english = { ...cut, headers: { ...json, 'accept-language': 'en' } };
    expect(JSON.stringify(problemOf(await province.send(english, mother), 400))).toContain(
      'could not be read',
    );
    const draft = await startDraft(province, mother);
    const wrong = await province.send(
      { method: 'PUT', url: `/api/v1/drafts/${draft.id}`, payload: { answers: 'x', page: 7, version: '1' } },
      mother,
    );
    const paths = problemOf(wrong, 422).fields?.map((error) => error.path);
    expect(paths).toEqual(expect.arrayContaining(['body.answers', 'body.page', 'body.version']));
    const noUuid = await province.send({ method: 'GET', url: `/api/v1/drafts/1%20or%201=1` }, mother);
    expect(problemOf(noUuid, 422).fields).toEqual([
      { path: 'params.id', code: 'invalid_format', message: 'UUID không hợp lệ' },
    ]);
  });

  test('a 12-digit number with letters is kept while typing, named at the check and never filed', async () => {
    const named = {
      ...answers,
      subject: 'other',
      person: { name: 'Nguyễn Thị Thử', number: '1000000A0006' },
    };
    const draft = await saveDraft(province, mother, {
      draft: await startDraft(province, mother),
      answers: named,
    });
    const check = await get<DraftCheck>(province, mother, `/drafts/${draft.id}/check`);
    expect(check.problems.map((problem) => problem.field)).toEqual(['person']);
    const before = await count('dossier.dossier');
    expect(problemOf(await province.send(submission(draft), mother), 422).code).toBe('filing.incomplete');
    expect(await count('dossier.dossier')).toBe(before);
  });

  test('the register’s own values cannot be typed over', async () => {
    const forged = { ...answers, personalNumber: '100000000001', fullName: 'Người Khác' };
    const draft = await saveDraft(province, mother, {
      draft: await startDraft(province, mother),
      answers: forged,
    });
    expect(draft.answers['personalNumber']?.value).not.toBe('100000000001');
    expect(draft.answers['fullName']?.source).toMatchObject({ kind: 'register', state: 'verified' });
  });

  test('decomposed text is stored composed', async () => {
    const name = 'Nguyễn Thị Bưởi';
    const typed = { ...answers, subject: 'other', person: { name: name.normalize('NFD') } };
    const draft = await saveDraft(province, mother, {
      draft: await startDraft(province, mother),
      answers: typed,
    });
    expect(draft.answers['person']?.value).toEqual({ name });
    const { rows } = await province.house.admin.query<{ text: string }>(
      'select answers::text as text from filing.draft where id = $1',
      [draft.id],
    );
    expect(rows[0]?.text).toContain(name);
  });

  test('a name of 10 MB is refused; one that just fits the request is refused at the check', async () => {
    const draft = await startDraft(province, mother);
    const put = (name: string) =>
      province.send(
        {
          method: 'PUT',
          url: `/api/v1/drafts/${draft.id}`,
          payload: {
            answers: { ...answers, subject: 'other', person: { name } },
            page: null,
            version: draft.version,
          },
        },
        mother,
      );
    expect(problemOf(await put('Ư'.repeat(5_000_000)), 413).code).toBe('http.too_large');
    expect((await put('U'.repeat(900_000))).statusCode).toBe(200);
    const check = await get<DraftCheck>(province, mother, `/drafts/${draft.id}/check`);
    expect(check.problems.map((problem) => problem.field)).toEqual(['person']);
  });
});

describe('uploads', () => {
  const words = (extra: Buffer) =>
    makeZip([
      { name: '[Content_Types].xml', body: Buffer.from('<Types/>') },
      { name: 'word/document.xml', body: extra },
    ]);

  async function upload(file: { name: string; bytes: Uint8Array; component?: string }, draft: Draft) {
    const url = `/api/v1/drafts/${draft.id}/components/${file.component ?? 'authorisation'}/attachments`;
    return province.send({ method: 'POST', url, ...multipart(file.name, file.bytes) }, mother);
  }

  test('a zip bomb, a program named .pdf, a name without end: refused, and nothing is kept', async () => {
    const residence = await post<Draft>(province, mother, {
      url: '/drafts',
      payload: { procedureCode: '1.004194' },
      status: 201,
    });
    const before = await count('files.object');
    const bomb = words(Buffer.alloc(64 * 1024 * 1024, 32));
    const list = { component: 'listRequest' };
    expect(problemOf(await upload({ name: 'a.docx', bytes: bomb, ...list }, residence), 422).code).toBe(
      'files.unsafe_content',
    );
    const draft = await startDraft(province, mother);
    const program = Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4000, 1)]);
    expect(problemOf(await upload({ name: 'don.pdf', bytes: program }, draft), 415).code).toMatch(/^files\./);
    const docx = await upload({ name: 'don.pdf', bytes: words(Buffer.from('<w/>')) }, draft);
    expect(problemOf(docx, 415).code).toMatch(/^files\./);
    const endless = await upload({ name: `${'a'.repeat(5000)}.pdf`, bytes: await makePdf() }, draft);
    expect(problemOf(endless, 413).code).toBe('http.too_large');
    expect(await count('files.object')).toBe(before);
    expect(await count('filing.attachment where draft_id = $1', [draft.id])).toBe(0);
  });

  test('an honest file with a decomposed name is kept under its composed name', async () => {
    const draft = await startDraft(province, mother);
    const name = 'Giấy uỷ quyền.pdf';
    const answer = await upload({ name: name.normalize('NFD'), bytes: await makePdf() }, draft);
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({ fileName: name, mediaType: 'application/pdf' });
  });
});

describe('what belongs to others', () => {
  let mine: Dossier;
  beforeAll(async () => {
    mine = await fileDossier(province, mother);
  });

  async function refusals(actor: Principal) {
    const { rows } = await province.house.admin.query<{ action: string; detail: { code: string } }>(
      `select action, detail from audit.entry where kind = 'refusal' and actor_id = $1`,
      [actor.id],
    );
    return rows.map((row) => `${row.action} ${row.detail.code}`);
  }

  test('another citizen does not find a dossier, and the attempt is in the audit log', async () => {
    const url = `/api/v1/me/dossiers/${mine.id}`;
    const own = await province.send({ method: 'GET', url }, mother);
    expect(own.statusCode, own.body).toBe(200);
    const peek = problemOf(await province.send({ method: 'GET', url }, parent), 404);
    const nothing = problemOf(
      await province.send({ method: 'GET', url: url.replace(/.$/, '0') }, parent),
      404,
    );
    expect({ ...peek, requestId: '', instance: '' }).toEqual({ ...nothing, requestId: '', instance: '' });
    expect(await refusals(parent)).toContain('dossier.read-mine dossier.not_found');
  });

  test('an officer of another commune does not find it; one of the commune does', async () => {
    const stranger = await officerAt(province, 'one-stop-officer', 'centre-24305');
    const ours = await officerAt(province, 'one-stop-officer', 'centre-24277');
    const url = `/api/v1/dossiers/${mine.id}`;
    expect((await province.send({ method: 'GET', url }, ours)).statusCode).toBe(200);
    expect(problemOf(await province.send({ method: 'GET', url }, stranger), 404).code).toBe(
      'dossier.not_found',
    );
    const act = { method: 'POST' as const, url: `${url}/receipt`, payload: { version: mine.version } };
    expect(problemOf(await province.send(act, stranger), 404).code).toBe('dossier.not_found');
    expect(await refusals(stranger)).toEqual(
      expect.arrayContaining(['dossier.read dossier.not_found', 'dossier.receive dossier.not_found']),
    );
    const queue = await get<{ items: unknown[] }>(province, stranger, '/work-queue?bucket=to-receive');
    expect(queue.items).toEqual([]);
  });

  test('a forged, cut or unknown session cookie is nobody, and a write from another site is refused', async () => {
    const forged = [
      'serepok_phien=',
      'serepok_phien=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'serepok_phien=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
      `serepok_phien=${'x'.repeat(6000)}`,
      'serepok_phien=%00%ff; __Host-serepok=1',
    ];
    for (const cookie of forged) {
      const request = { method: 'GET' as const, url: '/api/v1/drafts', headers: { cookie } };
      expect(problemOf(await province.send(request), 401).code, cookie).toBe('access.not_signed_in');
    }
    const draft = await filledDraft(province, mother);
    const elsewhere = { ...submission(draft), headers: { origin: 'https://dich-vu.example' } };
    expect(problemOf(await province.send(elsewhere, mother), 403).code).toBe('http.origin_refused');
    const here = { ...submission(draft), headers: { origin } };
    expect((await province.send(here, mother)).statusCode).toBe(201);
  });
});

describe('a double click', () => {
  test('with one key gives one dossier and one answer twice', async () => {
    const draft = await filledDraft(province, parent);
    const before = await count('dossier.dossier');
    const sent = await Promise.all(
      [1, 2, 3].map(() => province.send(submission(draft, 'one-click'), parent)),
    );
    expect(sent.map((answer) => answer.statusCode)).toEqual([201, 201, 201]);
    expect(new Set(sent.map((answer) => answer.body)).size).toBe(1);
    expect(await count('dossier.dossier')).toBe(before + 1);
    const { id } = JSON.parse(sent[0]?.body ?? '{}') as Dossier;
    expect(await count('dossier.event where dossier_id = $1', [id])).toBe(1);
    expect(await count('money.obligation where reference = $1', [`dossier:${id}`])).toBe(1);
    expect(await count(`events.event where stream_id = $1 and type = 'dossier.submitted'`, [id])).toBe(1);
  });

  test('with different keys files one draft once; the others learn that it was filed', async () => {
    const draft = await filledDraft(province, parent);
    const before = await count('dossier.dossier');
    const sent = await Promise.all(
      ['k-a', 'k-b', 'k-c', 'k-d'].map((key) => province.send(submission(draft, key), parent)),
    );
    expect(sent.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([201, 404, 404, 404]);
    for (const late of sent.filter((answer) => answer.statusCode === 404))
      expect(problemOf(late, 404).code).toBe('filing.draft_not_found');
    expect(await count('dossier.dossier')).toBe(before + 1);
  });

  test('a key used for something else is refused', async () => {
    const [first, second] = [await filledDraft(province, parent), await filledDraft(province, parent)];
    expect((await province.send(submission(first, 'reused'), parent)).statusCode).toBe(201);
    const again = problemOf(await province.send(submission(second, 'reused'), parent), 409);
    expect(again.code).toBe('http.idempotency_key_reused');
  });
});
