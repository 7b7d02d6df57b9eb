import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScenarioKit, findScenario, samplePortrait, sampleHolder } from '#lib/card-sim';
import { openPairing } from '#platform/devices';
import { createServer } from '#platform/http';
import { system } from '#platform/runtime';
import { insertCard } from '../../../agent/insert.fixture.ts';
import { createLog } from '../../../agent/log.ts';
import { readOptions } from '../../../agent/options.ts';
import { type RunningAgent, runAgent } from '../../../agent/run-agent.ts';
import { officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { testCipher } from '../person/fixtures.ts';
import type { IdentityCheckView } from './contract.ts';
import { importTrust } from './index.ts';

let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
let agent: RunningAgent;
let folder: string;
let address: string;
const log: string[] = [];
const random = (count: number) => new Uint8Array(randomBytes(count));
const desk = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'one-stop-officer',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
// The agent tells the time by the machine's clock, so the house stands at that time too.
const now = new Date();
const holder = { ...sampleHolder, portrait: samplePortrait(15_000) };
const kit = createScenarioKit({ now: now.getTime(), random, holder });

beforeAll(async () => {
  house = await openHouse({
    rooms: ['identity-check'],
    now: now.toISOString(),
    ports: {
      identifierCipher: testCipher(),
      cardAuthority: null,
      cardTrustCache: new Map(),
      deviceBridge: { port: 0 },
    },
  });
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(desk),
    origins: [],
  });
  address = (await server.listen({ host: '127.0.0.1', port: 0 })).replace('[::1]', 'localhost');
  await house.runner.act({ action: 'test.trust', principal: system }, async (ctx) => {
    await importTrust(ctx, { name: 'csca.cer', bytes: kit.authority.certificate }, { countries: ['VN'] });
    await importTrust(ctx, { name: 'csca.crl', bytes: kit.revocationList }, { countries: null });
  });
  folder = mkdtempSync(join(tmpdir(), 'serepok-chain-'));
  const args = ['--server', address, '--port', '0', '--simulator', '0', '--no-pcsc', '--folder', folder];
  agent = await runAgent(
    readOptions(args).options,
    createLog((line) => log.push(line)),
  );
});
afterAll(async () => {
  await agent.close();
  await server.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bridge<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${agent.bridge.port}${path}`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

let keys = 0;
async function post<T>(url: string, payload: object): Promise<T> {
  keys += 1;
  const headers = { 'idempotency-key': `chain-${keys}` };
  return (await server.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers })).json<T>();
}

async function check(scenario: string): Promise<IdentityCheckView> {
  const opened = await post<{ id: string; nonce: string }>('/identity-checks', {
    purposeCode: 'certification',
  });
  const staging = findScenario(scenario)?.stage(kit);
  if (!staging) throw new Error(scenario);
  const card = await insertCard(agent.simulatorPort ?? 0, staging, random);
  await expect
    .poll(
      async () => {
        const read = await bridge<{ envelope?: string; code?: string }>('/readings', {
          check: opened.id,
          nonce: opened.nonce,
          access: { number: holder.personalNumber, birth: '15/01/2003', expiry: expiryOf(scenario) },
        });
        if (read.envelope) envelope = read.envelope;
        return read.code ?? 'read';
      },
      { interval: 20 },
    )
    .toBe('read');
  await card.remove();
  return post<IdentityCheckView>(`/identity-checks/${opened.id}/chip-reading`, { envelope });
}
let envelope = '';
const expiryOf = (scenario: string) => (scenario === 'card-expired' ? '01/01/2020' : '15/01/2043');

it('from a paired agent to the verdict: a genuine card, a clone, an expired one', async () => {
  const { code } = await house.runner.act({ action: 'test.pair', principal: desk }, (ctx) =>
    openPairing(ctx, { name: 'Quầy 1', kind: 'reader' }),
  );
  expect(await bridge('/pairing', { code })).toMatchObject({ name: 'Quầy 1' });
  expect(await check('genuine')).toMatchObject({
    outcome: 'accepted',
    level: 'I4',
    isEnough: true,
    trustBy: 'store',
  });
  expect(await check('clone-without-key')).toMatchObject({ outcome: 'clone_suspected', level: 'I0' });
  expect(await check('card-expired')).toMatchObject({ outcome: 'refused', documentExpiry: '2020-01-01' });
  const state = await server.inject({ url: '/api/v1/devices' });
  expect(state.json()).toMatchObject({ items: [{ name: 'Quầy 1', version: '1.0.0', revokedAt: null }] });
  expect(log.join('\n')).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
});
