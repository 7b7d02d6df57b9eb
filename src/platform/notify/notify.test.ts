import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from '#platform/http';
import { system } from '#platform/runtime';
import type { Ctx, Principal } from '#platform/runtime';
import { type Inbox, startInbox } from '../../../sandbox/inbox/index.ts';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  httpSms,
  listNotices,
  listTroubledDeliveries,
  markAllRead,
  markRead,
  notify,
  publishTemplates,
  readTemplates,
  sendNotice,
  smtpMail,
} from './index.ts';
import type { MailTransport, NewNotice } from './index.ts';

const agencyId = '019ab000-0000-7000-8000-0000000000b1';
const person = '019ab000-0000-7000-8000-000000000001';
const child = '019ab000-0000-7000-8000-000000000002';
const me = citizen(person);
const stranger = citizen('019ab000-0000-7000-8000-000000000009');
const clerk = officer('019ab000-0000-7000-8000-0000000000a1', { role: 'clerk', agencyId });
const operator = officer('019ab000-0000-7000-8000-0000000000a2', { role: 'operator', agencyId });

let house: TestHouse;
let inbox: Inbox;
let mail: MailTransport;
let n = 0;
const from = '"Tỉnh Đắk Lắk" <khong-tra-loi@daklak.invalid>';
const as = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.notify', principal }, run);
const params = {
  amount: '8.000',
  office: 'UBND phường Tân Lập',
  purpose: 'lệ phí trích lục',
  code: 'PH7K2M9QPXA',
  time: '09:00',
  date: '23/11/2026',
};

function send(over: Partial<NewNotice> = {}, principal: Principal = clerk): Promise<string | null> {
  n += 1;
  return as(principal, (ctx) =>
    sendNotice(ctx, {
      to: { personId: person },
      template: 'money.paid',
      params,
      about: 'dossier:1',
      link: '/ho-so/1',
      dedupeKey: `k${n}`,
      ...over,
    }),
  );
}
/** Runs whatever waits, retries included, as if their time had come. */
async function drainAll(): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await house.admin.query(`update graphile_worker._private_jobs set run_at = now() - interval '1 minute'`);
    await house.drain();
  }
}
async function job(name: string, payload: Record<string, unknown>): Promise<void> {
  const found = notify.jobs?.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no job ${name}`);
  await as(system, (ctx) => found.run(ctx, payload));
}
async function deliveries(messageId: string | null) {
  const { rows } = await house.admin.query(
    'select channel, state, attempts, address, address_mask, last_error, next_at from notify.delivery where message_id = $1 order by channel',
    [messageId],
  );
  return rows;
}
async function received(
  to: string,
): Promise<{ mails: { subject: string; text: string }[]; messages: { text: string }[] }> {
  return (await fetch(`${inbox.url}/v1/messages?to=${encodeURIComponent(to)}`)).json() as never;
}

beforeAll(async () => {
  inbox = await startInbox({ writeLog: () => undefined, hostile: { lateMs: 1 } });
  mail = smtpMail({ url: `smtp://127.0.0.1:${inbox.smtpPort}`, from, timeoutMs: 2000 });
  const ports = {
    mail: { send: (m: Parameters<MailTransport['send']>[0]) => mail.send(m) },
    sms: httpSms({ baseUrl: inbox.url, timeoutMs: 2000 }),
  };
  house = await openHouse({ rooms: ['notify'], ports });
  await as(system, (ctx) =>
    publishTemplates(ctx, readTemplates(resolve(import.meta.dirname, '../../../catalog/notify'))),
  );
});
afterAll(async () => {
  await inbox.close();
  await house.close();
});

describe('a notice', () => {
  test('reaches the inbox, the mailbox and the phone; the addresses are then forgotten', async () => {
    const id = await send({ contacts: { email: 'an@thu.vn', phone: '0900000001' } });
    await drainAll();
    expect(await deliveries(id)).toMatchObject([
      { channel: 'email', state: 'sent', attempts: 1, address: null, address_mask: 'a•••@thu.vn' },
      { channel: 'sms', state: 'sent', attempts: 1, address: null, address_mask: '09•••001' },
    ]);
    expect((await received('an@thu.vn')).mails).toMatchObject([{ subject: 'Đã nhận đủ 8.000 đồng' }]);
    expect((await received('0900000001')).messages).toMatchObject([
      { text: 'UBND phuong Tan Lap: da nhan du 8.000 dong, ma thanh toan PH7K2M9QPXA.' },
    ]);
    const { items } = await as(me, (ctx) => listNotices(ctx));
    expect(items.find((item) => item.id === id)).toMatchObject({
      title: 'Đã nhận đủ 8.000 đồng',
      link: '/ho-so/1',
      readAt: null,
      deliveries: [
        { channel: 'email', to: 'a•••@thu.vn', state: 'sent' },
        { channel: 'sms', to: '09•••001', state: 'sent' },
      ],
    });
  });
  test('is sent once per key, at the same time too', async () => {
    const results = await Promise.all(
      Array.from({ length: 6 }, () => send({ dedupeKey: 'once', contacts: { email: 'once@thu.vn' } })),
    );
    expect(results.filter((id) => id !== null)).toHaveLength(1);
    await drainAll();
    expect((await received('once@thu.vn')).mails).toHaveLength(1);
  });
  test('goes with the transaction or not at all', async () => {
    const failing = as(clerk, async (ctx) => {
      await sendNotice(ctx, {
        to: { personId: person },
        template: 'money.paid',
        params,
        about: 'x',
        dedupeKey: 'rolled-back',
        contacts: { email: 'never@thu.vn' },
      });
      throw new Error('boom');
    });
    await expect(failing).rejects.toThrow('boom');
    await drainAll();
    expect((await received('never@thu.vn')).mails).toEqual([]);
    expect(await send({ dedupeKey: 'rolled-back' })).not.toBeNull();
  });
  test('without a template, with a hole or with a personal number is refused', async () => {
    await expect(send({ template: 'no.such' })).rejects.toMatchObject({ code: 'notify.no_template' });
    await expect(send({ params: { code: 'x' } })).rejects.toMatchObject({ code: 'notify.missing_param' });
    await expect(send({ params: { ...params, purpose: 'cho 100123456789' } })).rejects.toMatchObject({
      code: 'notify.personal_number',
    });
  });
  test('to an address that is none stays in the inbox and says so', async () => {
    const id = await send({ contacts: { email: 'an@thu.vn\r\nBcc: x@y.vn', phone: '113' } });
    expect(await deliveries(id)).toMatchObject([
      { state: 'failed', last_error: 'address not valid', address: null },
      { state: 'failed' },
    ]);
  });
  test('keeps the wording of its day when the template changes', async () => {
    const before = await send();
    const shelf = readTemplates(resolve(import.meta.dirname, '../../../catalog/notify'));
    const template = shelf.find((candidate) => candidate.code === 'money.paid');
    if (!template) throw new Error('no template');
    expect(await as(system, (ctx) => publishTemplates(ctx, [template]))).toEqual({
      published: 0,
      unchanged: 1,
    });
    await as(system, (ctx) => publishTemplates(ctx, [{ ...template, title: { vi: 'Mới', en: 'New' } }]));
    const after = await send();
    const { items } = await as(me, (ctx) => listNotices(ctx));
    expect([before, after].map((id) => items.find((item) => item.id === id)?.title)).toEqual([
      'Đã nhận đủ 8.000 đồng',
      'Mới',
    ]);
  });
});

describe('trouble', () => {
  test('a busy mail server is asked again later, a bounded number of times', async () => {
    inbox.hostile.enqueue(['wrong']);
    const first = await send({ contacts: { email: 'busy@thu.vn' } });
    const [{ id: deliveryId }] = (
      await house.admin.query('select id from notify.delivery where message_id = $1', [first])
    ).rows;
    await job('notify.send', { deliveryId });
    await job('notify.transmit', { deliveryId, attempt: 1 });
    const [waiting] = await deliveries(first);
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, address: 'busy@thu.vn' });
    const wait = (waiting.next_at.getTime() - house.clock.now().getTime()) / 1000;
    expect(wait).toBeGreaterThanOrEqual(48);
    expect(wait).toBeLessThanOrEqual(72);
    await drainAll();
    expect(await deliveries(first)).toMatchObject([{ state: 'sent', attempts: 2 }]);
    inbox.hostile.enqueue(Array(5).fill('wrong'));
    const second = await send({ contacts: { email: 'never-free@thu.vn' } });
    await drainAll();
    expect(await deliveries(second)).toMatchObject([
      { state: 'failed', attempts: 5, address: null, last_error: expect.stringContaining('temporary: 451') },
    ]);
    const troubled = await as(operator, (ctx) => listTroubledDeliveries(ctx));
    expect(troubled).toContainEqual(
      expect.objectContaining({ channel: 'email', to: 'n•••@thu.vn', state: 'failed', attempts: 5 }),
    );
    const { rows } = await house.admin.query(
      `select data from events.event where type = 'notify.delivery_troubled'`,
    );
    expect(rows).toContainEqual({ data: expect.objectContaining({ channel: 'email', state: 'failed' }) });
  });
  test('an SMS whose answer is lost is asked for again by its key and arrives once', async () => {
    inbox.hostile.enqueue(['dropped', 'half']);
    const id = await send({ contacts: { phone: '0900000077' } });
    await drainAll();
    expect(await deliveries(id)).toMatchObject([{ state: 'sent', attempts: 3 }]);
    expect((await received('0900000077')).messages).toHaveLength(1);
    const { rows } = await house.admin.query(
      'select a.outcome from notify.attempt a join notify.delivery d on d.id = a.delivery_id where d.message_id = $1 order by number',
      [id],
    );
    expect(rows.map((row) => row.outcome)).toEqual(['unknown', 'unknown', 'accepted']);
  });
  test.each([
    ['breaks the line after the mail was handed over', 'after-data', { state: 'unknown', attempts: 1 }],
    ['breaks the line before', 'before-data', { state: 'failed', attempts: 5 }],
    ['refuses the recipient for good', 'refuse', { state: 'failed', attempts: 1 }],
    ['is not there', 'closed', { state: 'failed', attempts: 5 }],
  ])('a mail server that %s (%s) → %j', async (_what, behaviour, end) => {
    const server = await playSmtp(behaviour);
    const peaceful = mail;
    mail = smtpMail({ url: `smtp://127.0.0.1:${server.port}`, from, timeoutMs: 1000 });
    const id = await send({ contacts: { email: 'x@thu.vn' } });
    await drainAll();
    expect(await deliveries(id)).toMatchObject([{ ...end, address: null }]);
    mail = peaceful;
    server.close();
  });
  test('a crash between handing over and recording leaves the fate unknown, not a second mail', async () => {
    const id = await send({ contacts: { email: 'crash@thu.vn', phone: '0900000088' } });
    await house.admin.query(`delete from graphile_worker._private_jobs`);
    await house.admin.query(
      `update notify.delivery set state = 'sending', attempts = 1, sending_since = $1 where message_id = $2`,
      [house.clock.now(), id],
    );
    const sweep = () => job('notify.sweep', {});
    await sweep();
    expect(await deliveries(id)).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    house.clock.advance(16 * 60_000);
    await sweep();
    await drainAll();
    expect(await deliveries(id)).toMatchObject([
      { channel: 'email', state: 'unknown', attempts: 1 },
      { channel: 'sms', state: 'sent', attempts: 2 },
    ]);
    expect((await received('crash@thu.vn')).mails).toEqual([]);
  });
  test('a delivery whose job was lost is ordered again', async () => {
    const id = await send({ contacts: { email: 'lost@thu.vn' } });
    await house.admin.query(`delete from graphile_worker._private_jobs`);
    house.clock.advance(61 * 60_000);
    await job('notify.sweep', {});
    await drainAll();
    expect(await deliveries(id)).toMatchObject([{ state: 'sent' }]);
  });
});

/** A mail server that behaves in one particular bad way. */
async function playSmtp(behaviour: string): Promise<{ port: number; close: () => void }> {
  const server: Server = createSocketServer((socket) => {
    let inData = false;
    socket.on('error', () => undefined);
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (inData) return void (text.includes('\r\n.\r\n') && socket.destroy());
      if (/^(EHLO|HELO|MAIL)/.test(text)) return void socket.write('250 ok\r\n');
      if (text.startsWith('RCPT'))
        return void socket.write(behaviour === 'refuse' ? '550 no such user\r\n' : '250 ok\r\n');
      if (text.startsWith('DATA')) {
        if (behaviour === 'before-data') return void socket.destroy();
        inData = true;
        return void socket.write('354 go on\r\n');
      }
      socket.write('221 bye\r\n');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  if (behaviour === 'closed') await new Promise((done) => server.close(done));
  return { port, close: () => void (behaviour === 'closed' || server.close()) };
}

describe('the inbox', () => {
  test('shows mine and those of whom I represent, newest first, in my language, page by page', async () => {
    const parent = citizen('019ab000-0000-7000-8000-000000000003', {
      persons: ['019ab000-0000-7000-8000-000000000003', child],
    });
    for (let i = 0; i < 35; i += 1)
      await send({ to: { personId: child }, template: 'money.refunded', about: `dossier:${i}` });
    const first = await as(parent, (ctx) => listNotices(ctx));
    expect([first.items.length, first.unread, first.items[0]?.about]).toEqual([30, 35, 'dossier:34']);
    const second = await as(parent, (ctx) => listNotices(ctx, { before: first.next ?? 0 }));
    expect([second.items.length, second.next, second.items.at(-1)?.about]).toEqual([5, null, 'dossier:0']);
    const english = await house.runner.act(
      { action: 'test.notify', principal: parent, language: 'en' },
      (ctx) => listNotices(ctx),
    );
    expect(english.items[0]?.title).toBe('8.000 đồng refunded');
    expect(await as(stranger, (ctx) => listNotices(ctx))).toEqual({ items: [], unread: 0, next: null });
    await as(parent, (ctx) => markRead(ctx, first.items[0]?.id ?? ''));
    expect((await as(parent, (ctx) => listNotices(ctx, { unreadOnly: true }))).unread).toBe(34);
    expect([await as(parent, markAllRead), await as(parent, markAllRead)]).toEqual([34, 0]);
  });
  test('an officer has one too; nobody reads or marks another’s', async () => {
    const id = await send({ to: { staffId: clerk.id ?? '' } }, me);
    expect((await as(clerk, (ctx) => listNotices(ctx))).items.map((item) => item.id)).toEqual([id]);
    for (const principal of [me, stranger, operator]) {
      expect((await as(principal, (ctx) => listNotices(ctx))).items.some((item) => item.id === id)).toBe(
        false,
      );
      await expect(as(principal, (ctx) => markRead(ctx, id ?? ''))).rejects.toMatchObject({
        code: 'notify.not_found',
      });
    }
    expect(await as(clerk, (ctx) => listTroubledDeliveries(ctx))).toEqual([]);
  });
  test('over HTTP', async () => {
    const server = await createServer({
      runner: house.runner,
      rooms: house.rooms,
      authenticate: async () => me,
      origins: [],
    });
    const list = await server.inject('/api/v1/notices?unread=true');
    expect(list.statusCode).toBe(200);
    const { items } = list.json();
    const marked = await server.inject({
      method: 'POST',
      url: `/api/v1/notices/${items[0].id}/read-mark`,
      headers: { 'idempotency-key': 'a' },
    });
    expect(marked.statusCode).toBe(204);
    const all = await server.inject({
      method: 'POST',
      url: '/api/v1/notices/read-marks',
      headers: { 'idempotency-key': 'b' },
    });
    expect(all.json()).toEqual({ marked: items.length - 1 });
    expect((await server.inject('/api/v1/notices?before=x')).statusCode).toBe(422);
    await server.close();
  });
});
