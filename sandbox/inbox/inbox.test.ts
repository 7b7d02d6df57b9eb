import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Inbox, startInbox } from './index.ts';
import { smsParts } from './sms.ts';

let inbox: Inbox;
const lines: string[] = [];

beforeEach(async () => {
  lines.length = 0;
  inbox = await startInbox({ writeLog: (line) => lines.push(line), hostile: { lateMs: 1 } });
});
afterEach(() => inbox.close());

interface Kept {
  mails: { to: string[]; subject: string; text: string; attachments: { name: string }[] }[];
  messages: { to: string; text: string }[];
}

async function kept(to = ''): Promise<Kept> {
  const query = to ? `?to=${encodeURIComponent(to)}` : '';
  return (await (await fetch(`${inbox.url}/v1/messages${query}`)).json()) as Kept;
}

function sendMail(subject = 'Hồ sơ của bạn đã được tiếp nhận', to = 'an@thu.vn') {
  const transport = createTransport({ host: '127.0.0.1', port: inbox.smtpPort, secure: false });
  return transport.sendMail({
    from: '"Tỉnh Đắk Lắk" <khong-tra-loi@daklak.thu.vn>',
    to,
    subject,
    text: 'Mã hồ sơ H15.41-261123-0001',
    attachments: [{ filename: 'giay-tiep-nhan.pdf', content: Buffer.from('%PDF-1.4') }],
  });
}

function sendSms(body: Record<string, unknown>) {
  return fetch(`${inbox.url}/v1/sms`, { method: 'POST', body: JSON.stringify(body) });
}

describe('mail', () => {
  it('keeps what is sent, with Vietnamese subject and attachment, and shows it', async () => {
    await sendMail();
    const { mails } = await kept('an@thu.vn');
    expect(mails).toMatchObject([
      { subject: 'Hồ sơ của bạn đã được tiếp nhận', attachments: [{ name: 'giay-tiep-nhan.pdf' }] },
    ]);
    const list = await (await fetch(inbox.url)).text();
    expect(list).toContain('Hồ sơ của bạn đã được tiếp nhận');
    const path = /href="(\/thu\/[^"]+)"/.exec(list)?.[1] ?? '';
    expect(await (await fetch(inbox.url + path)).text()).toContain('H15.41-261123-0001');
    expect((await fetch(`${inbox.url}/thu/khong-co`)).status).toBe(404);
    expect((await kept('khac@thu.vn')).mails).toEqual([]);
  });

  it('finds by recipient or subject and escapes what others wrote', async () => {
    await sendMail('<b>đậm</b>', 'binh@thu.vn');
    await sendMail();
    const found = await (await fetch(`${inbox.url}/?tim=binh`)).text();
    expect(found).toContain('&lt;b&gt;đậm&lt;/b&gt;');
    expect(found).not.toContain('đã được tiếp nhận');
  });

  it.each([
    ['wrong', 451, 0],
    ['duplicated', 451, 1],
    ['half', 451, 1],
    ['dropped', 421, 1],
  ] as const)('%s: the sender hears %i, %i kept', async (fault, code, count) => {
    inbox.hostile.enqueue([fault]);
    await expect(sendMail()).rejects.toMatchObject({ responseCode: code });
    expect((await kept()).mails).toHaveLength(count);
  });

  it('keeps a late mail once', async () => {
    inbox.hostile.enqueue(['late']);
    await sendMail();
    expect((await kept()).mails).toHaveLength(1);
  });
});

describe('SMS', () => {
  const order = { to: '0900000001', text: 'Ma xac nhan 123456', idempotencyKey: 'k1' };

  it('takes one message once per key', async () => {
    const first = await sendSms(order);
    expect(first.status).toBe(201);
    const again = await sendSms(order);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(await first.json());
    expect((await sendSms({ ...order, text: 'khác' })).status).toBe(409);
    expect((await kept('0900000001')).messages).toHaveLength(1);
    expect(await (await fetch(`${inbox.url}/tin-nhan`)).text()).toContain('Ma xac nhan 123456');
  });

  it.each([
    { to: '113' },
    { to: '0900000001; drop' },
    { text: '' },
    { text: 'x'.repeat(1001) },
    { idempotencyKey: '' },
  ])('refuses %o', async (wrong) => {
    expect((await sendSms({ ...order, ...wrong })).status).toBe(400);
  });

  it('is kept once although the answer was lost and the sender repeated', async () => {
    inbox.hostile.enqueue(['dropped', 'half', 'duplicated']);
    await expect(sendSms(order)).rejects.toThrow();
    await expect(sendSms(order).then((answer) => answer.text())).rejects.toThrow();
    expect((await sendSms(order)).status).toBe(200);
    expect((await kept()).messages).toHaveLength(1);
  });

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['Đ'.repeat(70), 1],
    ['Đ'.repeat(71), 2],
    ['Đ'.repeat(135), 3],
  ])('counts parts', (text, parts) => {
    expect(smsParts(text)).toBe(parts);
  });

  it('wants the key when there is one', async () => {
    const guarded = await startInbox({ smsApiKey: 'khoa', writeLog: () => undefined });
    const send = (authorization: string) =>
      fetch(`${guarded.url}/v1/sms`, {
        method: 'POST',
        body: JSON.stringify(order),
        headers: { authorization },
      });
    expect((await send('Bearer sai')).status).toBe(401);
    expect((await send('Bearer khoa')).status).toBe(201);
    await guarded.close();
  });
});

it('logs no address, number or text', async () => {
  await sendMail();
  await sendSms({ to: '0900000001', text: 'Ma xac nhan 123456', idempotencyKey: 'k1' });
  const joined = lines.join('\n');
  expect(joined).toContain('"event":"mail"');
  expect(joined).not.toMatch(/@|0900000001|xac nhan/);
});
