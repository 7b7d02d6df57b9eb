import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createCourier,
  createHostile,
  createStage,
  escapeHtml,
  formatTime,
  html,
  json,
  localDate,
  openSandbox,
  readJson,
  type Sandbox,
  type SandboxOptions,
  scrub,
  signBody,
} from './index.ts';

const TOKEN = 'mot-khoa-dieu-khien';
const opened: Sandbox[] = [];
const lines: string[] = [];

async function openCounting(options: SandboxOptions = {}) {
  const stage = createStage('dem', { controlToken: TOKEN, writeLog: (line) => lines.push(line), ...options });
  let done = 0;
  const sandbox = await openSandbox(stage, () => ({
    routes: [
      {
        method: 'POST',
        path: '/v1/persons/:number',
        handle: (asked) => {
          done += 1;
          return json({ done, echo: readJson(asked), padding: 'x'.repeat(200) });
        },
      },
      { method: 'GET', path: '/', calm: true, handle: () => json({ calm: true }) },
    ],
  }));
  opened.push(sandbox);
  const call = () =>
    fetch(`${sandbox.url}/v1/persons/100203000123?q=100203000123`, {
      method: 'POST',
      body: '{"mail":"a@b.vn"}',
    });
  return { sandbox, call, done: () => done };
}

afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.close();
  lines.length = 0;
});

function order(sandbox: Sandbox, body: unknown, token = TOKEN) {
  return fetch(`${sandbox.url}/__control`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

describe('server', () => {
  it('answers health, an unknown path and a malformed body plainly', async () => {
    const { sandbox } = await openCounting();
    expect(await (await fetch(`${sandbox.url}/health`)).json()).toEqual({ status: 'ok', sandbox: 'dem' });
    expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
    const broken = await fetch(`${sandbox.url}/v1/persons/1`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: 'malformed_json' });
  });

  it('keeps personal data out of its log', async () => {
    const { call } = await openCounting();
    await call();
    const joined = lines.join('\n');
    expect(joined).toContain('/v1/persons/:number');
    expect(joined).not.toMatch(/\d{12}/);
    expect(joined).not.toContain('@');
    expect(scrub('số 100203000123 của an.nguyen@thu.vn')).toBe('số ••• của •••');
  });

  it('refuses a port that is taken', async () => {
    const { sandbox } = await openCounting();
    await expect(openCounting({ port: sandbox.port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('closes although a connection is held open', async () => {
    const { sandbox } = await openCounting();
    const socket = connect(sandbox.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    await sandbox.close();
    await expect(fetch(`${sandbox.url}/health`)).rejects.toThrow();
    socket.destroy();
  });
});

describe('hostile mode', () => {
  it('is changed only with the token', async () => {
    const { sandbox } = await openCounting();
    expect((await order(sandbox, { next: ['late'] }, 'sai')).status).toBe(401);
    expect((await fetch(`${sandbox.url}/__control`)).status).toBe(401);
    expect((await order(sandbox, { next: ['explode'] })).status).toBe(400);
    expect((await order(sandbox, { hostile: { share: 2 } })).status).toBe(400);
    expect((await order(sandbox, { hostile: { colour: 1 } })).status).toBe(400);
    expect((await order(sandbox, { next: ['late'] })).status).toBe(200);
  });

  it('has no door at all when no token is configured', async () => {
    const { sandbox } = await openCounting({ controlToken: undefined });
    expect((await order(sandbox, { next: ['late'] }, '')).status).toBe(401);
  });

  it('duplicates: the request is carried out twice, answered once', async () => {
    const { sandbox, call, done } = await openCounting();
    await order(sandbox, { next: ['duplicated'] });
    expect(await (await call()).json()).toMatchObject({ done: 2 });
    expect(done()).toBe(2);
  });

  it('breaks off half way after the work is done', async () => {
    const { sandbox, call, done } = await openCounting();
    await order(sandbox, { next: ['half'] });
    await expect(call().then((answer) => answer.text())).rejects.toThrow();
    expect(done()).toBe(1);
  });

  it('drops the line after the work is done', async () => {
    const { sandbox, call, done } = await openCounting();
    await order(sandbox, { next: ['dropped'] });
    await expect(call()).rejects.toThrow();
    expect(done()).toBe(1);
  });

  it('answers wrongly', async () => {
    const { sandbox, call } = await openCounting();
    await order(sandbox, { next: ['wrong'] });
    const answer = await call();
    const body = await answer.text();
    expect(() => JSON.parse(body) as unknown).toThrow();
  });

  it('answers late by the injected waiting', async () => {
    const waits: number[] = [];
    const { sandbox, call } = await openCounting({
      surroundings: {
        now: () => new Date(0),
        uuid: () => 'id',
        bytes: (length) => Buffer.alloc(length),
        sleep: (milliseconds) => {
          waits.push(milliseconds);
          return Promise.resolve();
        },
      },
    });
    await order(sandbox, { hostile: { lateMs: 4321 }, next: ['late'] });
    expect((await call()).status).toBe(200);
    expect(waits).toEqual([4321]);
  });

  it('leaves pages and health alone', async () => {
    const { sandbox } = await openCounting({ hostile: { share: 1, kinds: ['dropped'] } });
    expect((await fetch(`${sandbox.url}/`)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/health`)).status).toBe(200);
  });

  it('plays the same faults again from the same seed, in about the wanted share', () => {
    const series = (seed: number) => {
      const hostile = createHostile({ share: 0.25, seed });
      return Array.from({ length: 2000 }, () => hostile.decide() ?? 'none');
    };
    expect(series(7)).toEqual(series(7));
    expect(series(7)).not.toEqual(series(8));
    const faults = series(7).filter((kind) => kind !== 'none').length;
    expect(faults).toBeGreaterThan(420);
    expect(faults).toBeLessThan(580);
  });
});

describe('courier', () => {
  it('repeats with growing pauses until a 2xx comes back and signs the body', async () => {
    const seen: { signature: string | undefined; body: string }[] = [];
    const target = createStage('dich', { writeLog: () => undefined });
    const receiver = await openSandbox(target, () => ({
      routes: [
        {
          method: 'POST',
          path: '/hook',
          handle: (asked) => {
            seen.push({ signature: asked.headers['x-signature'] as string, body: asked.body.toString() });
            return json({}, seen.length < 4 ? 503 : 204);
          },
        },
      ],
    }));
    opened.push(receiver);
    const waits: number[] = [];
    const stage = createStage('gui', { writeLog: () => undefined });
    stage.surroundings.sleep = (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    const courier = createCourier(stage, { baseDelayMs: 100 });
    const receipt = await courier.deliver({ url: `${receiver.url}/hook`, secret: 'bi-mat', body: '{"a":1}' });
    expect(receipt?.status).toBe(204);
    expect(waits).toEqual([100, 200, 400]);
    expect(new Set(seen.map(({ signature }) => signature))).toEqual(new Set([signBody('bi-mat', '{"a":1}')]));
  });

  it('gives up after the last attempt and stops when closed', async () => {
    const stage = createStage('gui', { writeLog: () => undefined });
    const quick = createCourier(stage, { attempts: 2, baseDelayMs: 1 });
    expect(await quick.deliver({ url: 'http://127.0.0.1:9/x', secret: 's', body: '{}' })).toBeUndefined();
    const slow = createCourier(stage, { attempts: 5, baseDelayMs: 60_000 });
    const pending = slow.deliver({ url: 'http://127.0.0.1:9/x', secret: 's', body: '{}' });
    await slow.close();
    expect(await pending).toBeUndefined();
  });

  it('signs as hex HMAC-SHA256', () => {
    // RFC 4231 test case 2
    expect(signBody('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

describe('pages', () => {
  it('escapes what is printed', () => {
    expect(html`<p title="${'"x"'}">${'<script>'}${[html`<b>${1}</b>`, '&']}${undefined}</p>`.markup).toBe(
      '<p title="&quot;x&quot;">&lt;script&gt;<b>1</b>&amp;</p>',
    );
    expect(escapeHtml("H'Bia & Y Thân")).toBe('H&#39;Bia &amp; Y Thân');
  });

  it('writes times in Vietnam time', () => {
    expect(formatTime(new Date('2026-11-23T17:05:09Z'))).toBe('24/11/2026 00:05:09');
    expect(localDate(new Date('2026-11-23T17:05:09Z'))).toBe('2026-11-24');
  });

  it('serves its style sheet and fonts itself and forbids scripts', async () => {
    const { sandbox } = await openCounting();
    const sheet = await fetch(`${sandbox.url}/kit/kit.css`);
    expect(sheet.headers.get('content-type')).toContain('text/css');
    const font = await fetch(`${sandbox.url}/kit/vietnamese-400.woff2`);
    expect((await font.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });
});
