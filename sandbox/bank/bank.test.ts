import { afterEach, describe, expect, it } from 'vitest';
import { createStage, json, openSandbox, type Sandbox, signBody } from '../kit/index.ts';
import { type BankOptions, startBank } from './index.ts';
import { mangle } from './pages.ts';
import { crc16, plainPurpose, vietQr } from './vietqr.ts';

const SECRET = 'bi-mat-ngan-hang';
const ORDER = { account: '1234567890', amount: 8000, code: 'PH4K7Q2M9X', description: 'Phí trích lục' };
const opened: Sandbox[] = [];

afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.close();
});

interface Notice {
  noticeId: string;
  account: string;
  amount: number;
  description: string;
  occurredAt: string;
  reference: string;
}

async function open(options: Partial<BankOptions> = {}, refuseFirst = 0) {
  const received: { valid: boolean; notice: Notice | undefined }[] = [];
  let left = refuseFirst;
  const receiver = await openSandbox(createStage('tinh', { writeLog: () => undefined }), () => ({
    routes: [
      {
        method: 'POST',
        path: '/hook',
        handle: (asked) => {
          const valid = asked.headers['x-signature'] === signBody(SECRET, asked.body);
          received.push({ valid, notice: valid ? (JSON.parse(asked.body.toString()) as Notice) : undefined });
          left -= 1;
          return json({}, !valid ? 401 : left >= 0 ? 500 : 200);
        },
      },
    ],
  }));
  const bank = await startBank({
    webhook: `${receiver.url}/hook`,
    webhookSecret: SECRET,
    courier: { baseDelayMs: 1 },
    writeLog: () => undefined,
    controlToken: 't',
    lateNoticeMs: 1,
    ...options,
  });
  opened.push(receiver, bank);
  const post = (path: string, body: unknown) =>
    fetch(bank.url + path, { method: 'POST', body: JSON.stringify(body) });
  const intend = async (extra: Partial<typeof ORDER> = {}) => {
    const answer = await post('/v1/intents', { ...ORDER, ...extra });
    return { status: answer.status, ...((await answer.json()) as { intentId: string; vietqr: string }) };
  };
  const pay = (intentId: string, way: string) =>
    fetch(`${bank.url}/tra-tien/${intentId}`, {
      method: 'POST',
      body: new URLSearchParams({ way }),
      redirect: 'manual',
    });
  return { bank, received, post, intend, pay };
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}

async function statement(bank: Sandbox, day = today()): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${bank.url}/v1/statements/${day}`);
  const body = await answer.text();
  return body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('VietQR', () => {
  it('matches the known vector', () => {
    const code = vietQr({
      bin: '970415',
      account: '0011001932418',
      amount: 120000,
      purpose: 'ung ho lu lut',
    });
    expect(code).toBe(
      '00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C',
    );
  });

  it('is static without an amount', () => {
    const code = vietQr({ bin: '970415', account: '0011001932418', purpose: 'x' });
    expect(code).toContain('010211');
    expect(code).not.toContain('5303704540');
  });

  it('computes CRC-16/CCITT-FALSE and strips accents before cutting', () => {
    expect(crc16('123456789')).toBe('29B1');
    expect(plainPurpose('Phí trích lục hộ tịch ở Đắk Lắk')).toBe('Phi trich luc ho tich o D');
  });
});

describe('payment requests', () => {
  it('gives the same request again for the same code and refuses another amount under it', async () => {
    const { intend, post } = await open();
    const first = await intend();
    expect(first.status).toBe(201);
    const again = await intend();
    expect(again).toMatchObject({ status: 200, intentId: first.intentId });
    expect((await post('/v1/intents', { ...ORDER, amount: 8001 })).status).toBe(409);
  });

  it.each([
    { amount: 0 },
    { amount: -1 },
    { amount: 1.5 },
    { amount: '8000' },
    { amount: 500_000_000 },
    { account: '12a456' },
    { code: 'x' },
    { code: "a'; drop" },
  ])('refuses %o', async (wrong) => {
    const { post } = await open();
    expect((await post('/v1/intents', { ...ORDER, ...wrong })).status).toBe(400);
  });

  it('demands the key when there is one', async () => {
    const { bank, post } = await open({ apiKey: 'khoa' });
    expect((await post('/v1/intents', ORDER)).status).toBe(401);
    const answer = await fetch(`${bank.url}/v1/intents`, {
      method: 'POST',
      headers: { authorization: 'Bearer khoa' },
      body: JSON.stringify(ORDER),
    });
    expect(answer.status).toBe(201);
  });
});

describe('paying', () => {
  it.each([
    ['exact', [8000]],
    ['short', [7999]],
    ['over', [9000]],
    ['twice', [8000, 8000]],
    ['mangled', [8000]],
    ['late', [8000]],
  ])('%s is told as %o', async (way, amounts) => {
    const { intend, pay, received, bank } = await open();
    const { intentId } = await intend();
    expect((await pay(intentId, way)).status).toBe(303);
    await expect.poll(() => received.length).toBe(amounts.length);
    expect(received.map(({ notice }) => notice?.amount)).toEqual(amounts);
    expect(received.every(({ valid }) => valid)).toBe(true);
    const references = new Set(received.map(({ notice }) => notice?.reference));
    expect(references.size).toBe(amounts.length);
    const lines = await statement(bank);
    expect(new Set(lines.map(({ reference }) => reference))).toEqual(references);
    if (way === 'exact') expect(received[0]?.notice?.description).toBe('PH4K7Q2M9X Phi trich luc');
    if (way === 'mangled') expect(received[0]?.notice?.description).not.toContain('PH4K7Q2M9X Phi');
  });

  it('repeats one notice, unchanged, until it is taken', async () => {
    const { intend, pay, received } = await open({}, 3);
    await pay((await intend()).intentId, 'exact');
    await expect.poll(() => received.length).toBe(4);
    expect(new Set(received.map(({ notice }) => notice?.noticeId)).size).toBe(1);
  });

  it('carries a free transfer that belongs to no request', async () => {
    const { bank, received } = await open();
    const body = new URLSearchParams({ account: '1234567890', amount: '50.000', description: 'ủng hộ' });
    await fetch(`${bank.url}/chuyen-khoan`, { method: 'POST', body, redirect: 'manual' });
    await expect.poll(() => received[0]?.notice).toMatchObject({ amount: 50000, description: 'ung ho' });
    const wrong = await fetch(`${bank.url}/chuyen-khoan`, {
      method: 'POST',
      body: new URLSearchParams({ amount: '-5' }),
    });
    expect(await wrong.text()).toContain('số nguyên dương');
  });

  it('shows the tester what is open, escaping what others wrote', async () => {
    const { bank, intend } = await open();
    await intend({ description: '<script>alert(1)</script>' });
    const markup = await (await fetch(bank.url)).text();
    expect(markup).toContain('8.000 đ');
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toContain('<script>');
  });

  it('mangles in three ways that a matcher must survive', () => {
    const series = [0, 0.4, 0.8].map((draw) => mangle('PH-4K7Q2M9X Phi', () => draw));
    expect(series).toEqual([
      'MBCT.100000.PH 4K7Q2M9X PHI.CT tu 0123',
      'IBFT PH4K7Q2M9XPHI',
      'PH4K7Q2M9X PHI GD 112233',
    ]);
  });
});

describe('hostile bank', () => {
  const order = (bank: Sandbox, next: string[]) =>
    fetch(`${bank.url}/__control`, {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body: JSON.stringify({ next, hostile: { lateMs: 5 } }),
    });

  it.each([
    ['duplicated', [true, true]],
    ['wrong', [false, true]],
    ['half', [false, true]],
    ['late', [true]],
  ])('%s notice', async (fault, validity) => {
    const { bank, intend, pay, received } = await open();
    const { intentId } = await intend();
    await order(bank, [fault]);
    await pay(intentId, 'exact');
    await expect.poll(() => received.map(({ valid }) => valid)).toEqual(validity);
    expect(new Set(received.flatMap(({ notice }) => notice?.noticeId ?? [])).size).toBe(1);
  });

  it('forgets to tell, but the statement shows the money', async () => {
    const { bank, intend, pay, received } = await open();
    const { intentId } = await intend();
    await order(bank, ['dropped']);
    await pay(intentId, 'exact');
    const lines = await statement(bank);
    expect(lines).toHaveLength(1);
    expect(received).toHaveLength(0);
  });
});

describe('refunds and statements', () => {
  async function paid() {
    const parts = await open();
    await parts.pay((await parts.intend()).intentId, 'exact');
    await expect.poll(() => parts.received.length).toBe(1);
    return { ...parts, reference: parts.received[0]?.notice?.reference ?? '' };
  }

  it('refunds once per key, never more than was paid', async () => {
    const { post, reference, bank } = await paid();
    const order = { reference, amount: 5000, idempotencyKey: 'k1' };
    const first = await post('/v1/refunds', order);
    expect(first.status).toBe(201);
    const again = await post('/v1/refunds', order);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(await first.json());
    expect((await post('/v1/refunds', { ...order, amount: 4000 })).status).toBe(409);
    expect((await post('/v1/refunds', { ...order, amount: 3001, idempotencyKey: 'k2' })).status).toBe(409);
    expect((await post('/v1/refunds', { ...order, amount: 3000, idempotencyKey: 'k3' })).status).toBe(201);
    const debits = (await statement(bank)).filter(({ direction }) => direction === 'debit');
    expect(debits.map(({ amount, refundOf }) => ({ amount, refundOf }))).toEqual([
      { amount: 5000, refundOf: reference },
      { amount: 3000, refundOf: reference },
    ]);
  });

  it('refuses an unknown reference and a malformed day', async () => {
    const { post, bank } = await open();
    expect((await post('/v1/refunds', { reference: 'FT0', amount: 1, idempotencyKey: 'k' })).status).toBe(
      404,
    );
    expect((await fetch(`${bank.url}/v1/statements/hom-nay`)).status).toBe(400);
    expect(await statement(bank, '2020-01-01')).toEqual([]);
  });

  it('books by the day in Vietnam', async () => {
    const instant = new Date('2026-11-23T17:30:00Z');
    const surroundings = { ...createStage('x', {}).surroundings, now: () => instant };
    const { bank, intend, pay } = await open({ surroundings });
    await pay((await intend()).intentId, 'exact');
    expect(await statement(bank, '2026-11-24')).toHaveLength(1);
    expect(await statement(bank, '2026-11-23')).toHaveLength(0);
  });
});
