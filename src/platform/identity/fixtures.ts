import { createServer as createTcpServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#platform/http';
import type { Ctx, Term } from '#platform/runtime';
import { openHouse, type TestHouse } from '../../../test/support/house.ts';
import { VNEID_CALLBACK } from './vneid-client.ts';
import { createIdentity, type Identity, type IdentitySettings } from './index.ts';

export interface Holder {
  number: string;
  fullName: string;
  birth: string;
  accountLevel: 0 | 1 | 2;
}

/** The part of the sandbox's surface that is used here; tests hand its `startVneid` in. */
export type StartVneid = (options: {
  writeLog: (line: string) => void;
  people: {
    featured: () => readonly Holder[];
    find: (number: string) => Holder | undefined;
    organisations: () => readonly { taxCode: string; name: string; representativeNumber: string }[];
  };
  clients: readonly {
    clientId: string;
    clientSecret: string;
    name: string;
    redirectUris: string[];
    postLogoutRedirectUris: string[];
    backchannelLogoutUri: string;
  }[];
}) => Promise<{
  url: string;
  hostile: { enqueue: (kinds: readonly ('wrong' | 'half' | 'dropped' | 'none')[]) => void };
  close: () => Promise<void>;
}>;

export const ALICE: Holder = {
  number: '100190000111',
  fullName: 'Nguyễn Thị Thử',
  birth: '19900101',
  accountLevel: 2,
};
export const BOB: Holder = {
  number: '100085000222',
  fullName: 'Y Thân Mlô',
  birth: '1985',
  accountLevel: 2,
};
export const STRANGER: Holder = {
  number: '100188000333',
  fullName: 'Trần Lạ',
  birth: '19880808',
  accountLevel: 2,
};
export const LATE: Holder = {
  number: '100050000444',
  fullName: 'Lê Cụ',
  birth: '1950',
  accountLevel: 2,
};
const EVERYONE = [ALICE, BOB, STRANGER, LATE];
const COMPANY = { taxCode: '6000000001', name: 'Công ty Thử', representativeNumber: ALICE.number };

export const ids = {
  alice: '0199aaaa-0000-7000-8000-00000000000a',
  bob: '0199aaaa-0000-7000-8000-00000000000b',
  child: '0199aaaa-0000-7000-8000-00000000000c',
  company: '0199bbbb-0000-7000-8000-000000000001',
  agency: '0199cccc-0000-7000-8000-000000000001',
  clerk: '0199dddd-0000-7000-8000-000000000001',
  boss: '0199dddd-0000-7000-8000-000000000002',
  deputy: '0199dddd-0000-7000-8000-000000000003',
} as const;

/** What the registers say; tests change it to see what follows. */
export interface Registers {
  represented: Map<string, { persons: string[]; organisations: string[] }>;
  terms: Map<string, Term[]>;
}

export interface Stand {
  house: TestHouse;
  identity: Identity;
  server: FastifyInstance;
  url: string;
  registers: Registers;
  vneid: { url: string; enqueue: (kinds: ('wrong' | 'half' | 'dropped' | 'none')[]) => void };
  asSystem: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createTcpServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function portsOf(registers: Registers) {
  const known = new Map([
    [ALICE.number, { personId: ids.alice, person: ALICE }],
    [BOB.number, { personId: ids.bob, person: BOB }],
  ]);
  return {
    accountHolders: {
      identify: (_ctx: Ctx, claimed: { number: string; fullName: string }) => {
        if (claimed.number === LATE.number) return Promise.resolve({ refused: 'deceased' as const });
        const found = known.get(claimed.number);
        if (!found) return Promise.resolve({ refused: 'unknown' as const });
        const isSame = found.person.fullName.toUpperCase() === claimed.fullName.toUpperCase();
        return Promise.resolve(
          isSame
            ? { personId: found.personId, displayName: found.person.fullName }
            : { refused: 'mismatch' as const },
        );
      },
      representedBy: (_ctx: Ctx, personId: string) =>
        Promise.resolve(registers.represented.get(personId) ?? { persons: [], organisations: [] }),
      organisationOf: (_ctx: Ctx, personId: string, taxCode: string) =>
        Promise.resolve(personId === ids.alice && taxCode === COMPANY.taxCode ? ids.company : null),
    },
    officeTerms: {
      termsOf: (_ctx: Ctx, staffId: string) => Promise.resolve(registers.terms.get(staffId) ?? []),
    },
  };
}

export interface StandOptions {
  /** Another issuer than the sandbox, for forged tokens. */
  issuer?: string;
  settings?: Partial<IdentitySettings>;
}

/** A house with sign-in over real sockets, the sandbox of VNeID beside it. */
export async function openStand(startVneid: StartVneid, options: StandOptions = {}): Promise<Stand> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const vneid = await startVneid({
    writeLog: () => undefined,
    people: {
      featured: () => EVERYONE,
      find: (number) => EVERYONE.find((person) => person.number === number),
      organisations: () => [COMPANY],
    },
    clients: [
      {
        clientId: 'serepok',
        clientSecret: 'bi-mat',
        name: 'Cổng tỉnh',
        redirectUris: [publicUrl + VNEID_CALLBACK],
        postLogoutRedirectUris: [`${publicUrl}/`],
        backchannelLogoutUri: `${publicUrl}/api/v1/identity/vneid/backchannel-logout`,
      },
    ],
  });
  const registers: Registers = {
    represented: new Map([[ids.alice, { persons: [ids.child], organisations: [ids.company] }]]),
    terms: new Map(),
  };
  const identity = createIdentity({
    publicUrl,
    secret: Buffer.alloc(32, 7),
    vneid: {
      issuer: options.issuer ?? vneid.url,
      clientId: 'serepok',
      clientSecret: 'bi-mat',
      claimProfile: 'vnconnect',
      signingAlgorithm: 'RS256',
    },
    ...options.settings,
  });
  const house = await openHouse({
    rooms: ['identity'],
    ports: { identity, ...portsOf(registers) },
  });
  identity.useRunner(house.runner);
  const server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: identity.authenticate,
    origins: [publicUrl],
    requestsPerMinute: 100_000,
  });
  await identity.attach(server);
  await server.listen({ port, host: 'localhost' });
  return {
    house,
    identity,
    server,
    url: publicUrl,
    registers,
    vneid: { url: vneid.url, enqueue: (kinds) => vneid.hostile.enqueue(kinds) },
    asSystem: (run) => identity.asSystem({ action: 'test.arrange' }, run),
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await vneid.close();
      await house.close();
    },
  };
}

/** A browser of the poorest kind: cookies by origin, redirects followed by hand. */
export class Browser {
  readonly jars = new Map<string, Map<string, string>>();
  readonly stand: Stand;

  constructor(stand: Stand) {
    this.stand = stand;
  }

  cookie(name: string): string | undefined {
    return this.jar(this.stand.url).get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar(this.stand.url).set(name, value);
  }

  private jar(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url, this.stand.url);
    const jar = this.jar(target.origin);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([key, value]) => `${key}=${value}`).join('; '));
    const answer = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';');
      const [key = '', ...value] = pair.split('=');
      const isGone = attributes.some((attribute) => /expires=Thu, 01 Jan 1970|max-age=0/i.test(attribute));
      if (isGone) jar.delete(key);
      else jar.set(key, value.join('='));
    }
    return answer;
  }

  form(url: string, fields: Record<string, string>): Promise<Response> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** A JSON call as the web app makes it. */
  async api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await this.send(`/api/v1${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        origin: this.stand.url,
        'idempotency-key': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }

  async me(): Promise<Record<string, unknown>> {
    return (await this.api('GET', '/identity/me')).body;
  }
}

export function next(answer: Response): string {
  const location = answer.headers.get('location');
  if (!location) throw new Error(`no redirect but ${answer.status}`);
  return location;
}

export interface AtVneid {
  who?: string;
  authLevel?: string;
  query?: string;
}

/** When another person signs in, the provider first ends the former one's session by a form that posts itself. */
async function resume(browser: Browser, url: string): Promise<Response> {
  const answer = await browser.send(url);
  if (answer.status !== 200) return answer;
  const markup = await answer.text();
  const action = /action="([^"]+)"/.exec(markup)?.[1] ?? '';
  const fields = [...markup.matchAll(/name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const done = await browser.form(
    action.replaceAll('&amp;', '&'),
    Object.fromEntries(fields) as Record<string, string>,
  );
  return browser.send(next(done));
}

/** Walks from our start to the address VNeID sends the browser back to. */
export async function goThroughVneid(browser: Browser, wish: AtVneid = {}): Promise<string> {
  const start = await browser.send(`/api/v1/identity/vneid/start?${wish.query ?? 'returnTo=/ho-so'}`);
  const authorize = await browser.send(next(start));
  let page = new URL(next(authorize), browser.stand.vneid.url).href;
  const markup = await (await browser.send(page)).text();
  if (markup.includes('Đăng nhập bằng VNeID')) {
    const card = markup
      .split('<label class="pick">')
      .find((part) => part.includes(wish.who ?? ALICE.fullName));
    const account = /value="([^"]+)"/.exec(card ?? '')?.[1] ?? '';
    const chosen = await browser.form(page, {
      action: 'confirm',
      account,
      accountLevel: 'own',
      authLevel: wish.authLevel ?? '2',
    });
    page = new URL(next(await resume(browser, next(chosen))), browser.stand.vneid.url).href;
  }
  const agreed = await browser.form(page, { action: 'agree' });
  return next(await browser.send(next(agreed)));
}

export async function signIn(browser: Browser, wish: AtVneid = {}): Promise<string> {
  return next(await browser.send(await goThroughVneid(browser, wish)));
}
