import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessOf,
  createScenarioKit,
  createVirtualCard,
  genuineCard,
  issueCard,
  scenarios,
  type Staging,
  trustOf,
  writeCardQr,
} from '#lib/card-sim';
import { generateDeviceKey, sealEnvelope } from '#lib/device-envelope';
import { type ChipReading, deriveChallenge, encodeReading, readChip } from '#lib/emrtd';
import { openPairing, pairDevice, revokeDevice } from '#platform/devices';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, seededRandom, system } from '#platform/runtime';
import { registerPerson } from '#modules/person';
import { citizen, officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { testCipher } from '../person/fixtures.ts';
import type { IdentityCheckView } from './contract.ts';
import { portraitOf, recordHolderVerdict, useIdentityCheck } from './index.ts';

let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
let who: Principal;
const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const desk = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'one-stop-officer', agencyId });
const elsewhere = officer('019ab000-0000-7000-8000-0000000000dd', {
  role: 'one-stop-officer',
  agencyId: '019ab000-0000-7000-8000-0000000000ee',
});
const now = Date.parse('2026-11-23T09:00:00+07:00');
const random = (count: number) => new Uint8Array(seeded.bytes(count));
const seeded = seededRandom('cards');
const kit = createScenarioKit({ now, random });

interface Reader {
  readonly id: string;
  readonly privateKey: string;
}
let reader: Reader;
let sequence = 1;

function act<T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  return house.runner.act({ action: 'test.card', principal }, run);
}

async function pair(as: Principal): Promise<Reader> {
  const key = generateDeviceKey();
  const { code } = await act(as, (ctx) => openPairing(ctx, { name: 'Đầu đọc quầy 1', kind: 'reader' }));
  const envelope = {
    device: 'new',
    sequence: 1,
    clientTime: house.clock.now().toISOString(),
    kind: 'device.pairing',
    body: { code, publicKey: key.publicKey, version: '1.0.0' },
  };
  const { id } = await act(system, (ctx) => pairDevice(ctx, sealEnvelope(envelope, key.privateKey)));
  return { id, privateKey: key.privateKey };
}

async function trust(material: NonNullable<Staging['trust']>): Promise<void> {
  await house.admin.query(
    'delete from identity_check.trust_certificate; delete from identity_check.revocation_list',
  );
  const store = await import('./store-trust.ts');
  await act(system, async (ctx) => {
    for (const anchor of material.anchors)
      await store.addCertificate(ctx, anchor, { kind: 'anchor', source: 't' });
    for (const link of material.links ?? [])
      await store.addCertificate(ctx, link, { kind: 'link', source: 't' });
    for (const list of material.revocationLists ?? []) await store.addRevocationList(ctx, list.raw);
  });
  house.runner.ports.cardTrustCache.clear();
}

beforeAll(async () => {
  house = await openHouse({
    rooms: ['identity-check'],
    ports: {
      identifierCipher: testCipher(),
      cardAuthority: null,
      cardTrustCache: new Map(),
      deviceBridge: { port: 7190 },
      population: {
        verify: (person: { fullName: string }) =>
          Promise.resolve({ state: 'confirmed' as const, value: person.fullName === kit.holder.name }),
      } as never,
    },
  });
  who = desk;
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(who),
    origins: [],
    requestsPerMinute: 100_000,
  });
  reader = await pair(desk);
});
afterAll(async () => {
  await server.close();
  await house.close();
});

let keys = 0;
async function post<T = IdentityCheckView>(url: string, payload: object) {
  keys += 1;
  const answer = await server.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload,
    headers: { 'idempotency-key': `k${keys}` },
  });
  const body = answer.json<T & { code?: string; title?: string }>();
  return { status: answer.statusCode, body };
}

async function open(purposeCode = 'certification') {
  const { body } = await post<{ id: string; nonce: string }>('/identity-checks', { purposeCode });
  return { id: body.id, nonce: new Uint8Array(Buffer.from(body.nonce, 'base64url')) };
}

async function readCard(staging: Staging, check: { id: string; nonce: Uint8Array }): Promise<ChipReading> {
  const card = createVirtualCard(staging.image, { random, faults: staging.faults });
  const raw = await readChip(card.transmit, {
    access: staging.access ?? accessOf(staging.image),
    random,
    challenge: (document) => deriveChallenge({ nonce: check.nonce, session: check.id, document }),
  });
  return staging.tamper ? staging.tamper(raw) : raw;
}

interface Lie extends Partial<Parameters<typeof sealEnvelope>[0]> {
  readonly by?: Reader;
}

function seal(reading: unknown, check: string, { by = reader, ...more }: Lie = {}) {
  sequence += 1;
  const body = { check, reading };
  const clientTime = house.clock.now().toISOString();
  const envelope = { device: by.id, sequence, clientTime, kind: 'card.reading', body, ...more };
  return sealEnvelope(envelope, by.privateKey);
}

async function genuineEnvelope() {
  const check = await open();
  const reading = encodeReading(await readCard({ image: genuineCard(kit) }, check));
  return { check, reading, envelope: seal(reading, check.id) };
}
const handIn = (id: string, envelope: string) => post(`/identity-checks/${id}/chip-reading`, { envelope });

describe('every card of the catalogue, through the server', () => {
  it('has at least sixteen attacks', () => {
    expect(scenarios.filter(({ expected }) => expected.stage !== 'accepted').length).toBeGreaterThanOrEqual(
      16,
    );
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const { expected } = scenario;
    const staging = scenario.stage(kit);
    await trust(staging.trust ?? trustOf(kit));
    const check = await open();
    if (expected.stage === 'read') {
      await expect(readCard(staging, check)).rejects.toMatchObject({ code: expected.code });
      return;
    }
    const answer = await handIn(check.id, seal(encodeReading(await readCard(staging, check)), check.id));
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const codes = answer.body.findings.map(({ code }) => code);
    if (expected.stage === 'judge') {
      expect(codes).toContain(expected.code);
      if (expected.level) expect(answer.body).toMatchObject({ outcome: 'accepted', level: expected.level });
      else expect(['refused', 'clone_suspected']).toContain(answer.body.outcome);
      expect(answer.body.isEnough).toBe(false);
    } else {
      expect(answer.body).toMatchObject({ outcome: 'accepted', level: expected.level });
      if (expected.note) expect(codes).toContain(expected.note);
    }
    for (const { sentence } of answer.body.findings) expect(sentence.length).toBeGreaterThan(10);
  });
});

describe('what is not believed', () => {
  beforeAll(() => trust(trustOf(kit)));

  it('a clone is a hard stop; an expired card is refused without being called one', async () => {
    const of = async (name: string) => {
      const check = await open();
      const staging = scenarios.find((one) => one.name === name)?.stage(kit);
      if (!staging) throw new Error(name);
      return (await handIn(check.id, seal(encodeReading(await readCard(staging, check)), check.id))).body;
    };
    expect(await of('clone-without-key')).toMatchObject({ outcome: 'clone_suspected', level: 'I0' });
    expect(await of('key-withheld')).toMatchObject({ outcome: 'clone_suspected' });
    expect(await of('card-expired')).toMatchObject({ outcome: 'refused', documentExpiry: '2020-01-01' });
  });

  it('without an anchor integrity holds and the issuer is unknown: I2, never more', async () => {
    await trust({ anchors: [] });
    const { check, envelope } = await genuineEnvelope();
    const { body } = await handIn(check.id, envelope);
    expect(body).toMatchObject({ outcome: 'accepted', level: 'I2', isEnough: false, trustBy: 'nobody' });
    expect(body.findings.map(({ code }) => code)).toContain('issuer_unknown');
    expect(JSON.stringify(body)).not.toMatch(/thẻ thật|genuine/i);
    await trust(trustOf(kit));
  });

  it('the authority’s own verdict counts where we hold no anchor, and its silence does not', async () => {
    await trust({ anchors: [] });
    const asked: number[] = [];
    const ports = house.runner.ports as { cardAuthority: unknown };
    ports.cardAuthority = {
      judge: (sod: Uint8Array) => Promise.resolve((asked.push(sod.length), 'trusted')),
    };
    const first = await genuineEnvelope();
    expect((await handIn(first.check.id, first.envelope)).body).toMatchObject({
      level: 'I4',
      trustBy: 'authority',
    });
    expect(asked).toHaveLength(1);
    ports.cardAuthority = { judge: () => Promise.reject(new Error('down')) };
    const second = await genuineEnvelope();
    const silent = await handIn(second.check.id, second.envelope);
    expect(silent.body).toMatchObject({ level: 'I2' });
    expect(silent.body.findings.map(({ code }) => code)).toContain('authority_unreachable');
    ports.cardAuthority = null;
    await trust(trustOf(kit));
  });

  it('an envelope serves once, for its check, its officer, its time', async () => {
    const { check, envelope, reading } = await genuineEnvelope();
    expect((await handIn(check.id, envelope)).body.level).toBe('I4');
    expect(await handIn(check.id, envelope)).toMatchObject({
      status: 403,
      body: { code: 'identity-check.nonce_spent' },
    });
    const other = await open();
    expect(await handIn(other.id, envelope)).toMatchObject({
      status: 403,
      body: { code: 'devices.envelope_replayed' },
    });
    expect(await handIn(other.id, seal(reading, check.id))).toMatchObject({
      status: 403,
      body: { code: 'identity-check.session_wrong' },
    });
    // The reader lies about the check: the chip's answer still belongs to the other nonce.
    const relayed = await handIn(other.id, seal(reading, other.id));
    expect(relayed.body).toMatchObject({ outcome: 'clone_suspected' });
    expect(relayed.body.findings.map(({ code }) => code)).toContain('challenge_wrong');
  });

  it('a stale nonce is refused', async () => {
    const { check, envelope } = await genuineEnvelope();
    house.clock.advance(3 * 60_000 + 1);
    expect(await handIn(check.id, envelope)).toMatchObject({
      status: 409,
      body: { code: 'identity-check.check_expired' },
    });
  });

  it('another officer does not see the check', async () => {
    const { check, envelope } = await genuineEnvelope();
    who = elsewhere;
    expect(await handIn(check.id, envelope)).toMatchObject({ status: 404 });
    who = desk;
  });

  it('unpaired, unsigned, revoked, foreign, old and malformed are refused with 403', async () => {
    const { check, reading } = await genuineEnvelope();
    const stranger = {
      id: '019ab000-0000-7000-8000-00000000dead',
      privateKey: generateDeviceKey().privateKey,
    };
    const cases: [string, string][] = [
      ['devices.device_unknown', seal(reading, check.id, { by: stranger })],
      [
        'devices.envelope_unsigned',
        seal(reading, check.id, { by: { ...reader, privateKey: stranger.privateKey } }),
      ],
      ['devices.envelope_malformed', seal(reading, check.id, { kind: 'something.else' })],
      ['devices.envelope_malformed', 'not.an.envelope'],
      ['devices.envelope_stale', seal(reading, check.id, { clientTime: '2026-11-22T00:00:00Z' })],
      ['devices.envelope_replayed', seal(reading, check.id, { sequence: 1 })],
    ];
    for (const [code, envelope] of cases)
      expect(await handIn(check.id, envelope)).toMatchObject({ status: 403, body: { code } });
    const theirs = await pair(elsewhere);
    expect(await handIn(check.id, seal(reading, check.id, { by: theirs }))).toMatchObject({
      body: { code: 'identity-check.reader_elsewhere' },
    });
    const lost = await pair(desk);
    await act(desk, (ctx) => revokeDevice(ctx, { id: lost.id, reason: 'mất máy' }));
    expect(await handIn(check.id, seal(reading, check.id, { by: lost }))).toMatchObject({
      status: 403,
      body: { code: 'devices.device_revoked' },
    });
    expect(await handIn(check.id, seal({ access: 'bac' }, check.id))).toMatchObject({
      status: 422,
      body: { code: 'identity-check.reading_malformed' },
    });
  });

  it('a pairing code serves once and not after ten minutes', async () => {
    const { code } = await act(desk, (ctx) => openPairing(ctx, { name: 'Đầu đọc 2', kind: 'reader' }));
    const claim = (given: string) => {
      const key = generateDeviceKey();
      const body = { code: given, publicKey: key.publicKey, version: '1' };
      const clientTime = house.clock.now().toISOString();
      const envelope = { device: 'new', sequence: 1, clientTime, kind: 'device.pairing', body };
      return post('/devices', { envelope: sealEnvelope(envelope, key.privateKey) });
    };
    expect((await claim(code.toLowerCase().replace('-', ' '))).status).toBe(201);
    expect(await claim(code)).toMatchObject({ status: 403, body: { code: 'devices.pairing_refused' } });
    const late = await act(desk, (ctx) => openPairing(ctx, { name: 'Đầu đọc 3', kind: 'reader' }));
    house.clock.advance(10 * 60_000);
    expect(await claim(late.code)).toMatchObject({ status: 403 });
    await expect(
      act(desk, (ctx) =>
        openPairing(ctx, { name: 'x', kind: 'reader', agencyId: '019ab000-0000-7000-8000-0000000000ee' }),
      ),
    ).rejects.toMatchObject({ code: 'devices.agency_not_yours' });
  });
});

describe('QR, typing and the chip that follows', () => {
  beforeAll(() => trust(trustOf(kit)));
  const qr = () =>
    writeCardQr(kit.holder, { generation: '2021', address: 'Buôn Mẫu, Đắk Lắk', issued: '01052021' });

  it('QR is I1, typing I0, and a bad scan says what to do', async () => {
    const check = await open('stay-declaration');
    const typed = await post(`/identity-checks/${check.id}/typed-entry`, {
      number: '100 203 000 123',
      fullName: 'Y Thử Niê Kđăm',
    });
    expect(typed.body).toMatchObject({
      level: 'I0',
      outcome: 'accepted',
      isEnough: false,
      numberHint: '100•••••0123',
    });
    const scanned = await post(`/identity-checks/${check.id}/qr-scan`, { text: qr() });
    expect(scanned.body).toMatchObject({ level: 'I1', isEnough: true });
    const bad = await post(`/identity-checks/${check.id}/qr-scan`, { text: 'https://example.invalid/x' });
    expect(bad).toMatchObject({ status: 422, body: { code: 'identity-check.qr_unreadable' } });
    expect(bad.body.title).toContain('đường dẫn');
    const wrong = await post(`/identity-checks/${check.id}/typed-entry`, { number: '12345', fullName: 'A' });
    expect(wrong.body.title).toContain('12 chữ số');
  });

  it('a chip that names another number than the QR before it is a hard stop', async () => {
    const check = await open();
    await post(`/identity-checks/${check.id}/qr-scan`, { text: qr() });
    const image = issueCard(kit.other, { signer: kit.signer, activeKey: 'ecdsa', pace: [] });
    const answer = await handIn(check.id, seal(encodeReading(await readCard({ image }, check)), check.id));
    expect(answer.body).toMatchObject({ outcome: 'clone_suspected' });
    expect(answer.body.findings.map(({ code }) => code)).toContain('cards_differ');
  });

  it('flag D comes from the population database, and the bearer sees the check on the own page', async () => {
    const personId = await act(system, (ctx) =>
      registerPerson(ctx, {
        fullName: kit.holder.name,
        sex: 'male',
        birth: { year: 2003, month: 1, day: 15 },
        ethnicity: '12',
        identifiers: [{ type: 'personal_number', value: kit.holder.personalNumber }],
      }),
    );
    const { check, envelope } = await genuineEnvelope();
    const { body } = await post(`/identity-checks/${check.id}/chip-reading`, {
      envelope,
      matchPopulation: true,
    });
    expect(body).toMatchObject({ level: 'I4', population: 'matched', isRegistered: true, isEnough: true });
    who = citizen(personId);
    const mine = await server.inject({ url: '/api/v1/me/identity-checks' });
    expect(mine.json()).toMatchObject({
      items: [{ id: check.id, level: 'I4', purposeCode: 'certification', agencyId }],
    });
    who = desk;
    const { rows } = await house.admin.query<{ text: string }>(
      `select (select string_agg(t::text, ' ') from identity_check.identity_check t) ||
              coalesce((select string_agg(i::text, ' ') from http.idempotency i), '') ||
              coalesce((select string_agg(e::text, ' ') from events.event e where e.type like 'identity-check%'), '') as text`,
    );
    expect(rows[0]?.text).not.toContain(kit.holder.personalNumber);
    expect(rows[0]?.text).not.toContain(kit.holder.name);
    expect(house.logged.map((line) => JSON.stringify(line)).join('\n')).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
  });
});

describe('a check as evidence of an act', () => {
  beforeAll(() => trust(trustOf(kit)));
  const use = (id: string, usedRef: string, level: 'I4' | 'I5' = 'I4') =>
    act(desk, (ctx) => useIdentityCheck(ctx, { id, usedRef, demands: [{ level }] }));

  it('serves one act, within thirty minutes, and only upwards of what was asked', async () => {
    const first = await genuineEnvelope();
    await handIn(first.check.id, first.envelope);
    await expect(use(first.check.id, 'dossier:1', 'I5')).rejects.toMatchObject({
      code: 'identity-check.evidence_too_low',
    });
    expect((await use(first.check.id, 'dossier:1')).evidence.level).toBe('I4');
    await expect(use(first.check.id, 'dossier:2')).rejects.toMatchObject({
      code: 'identity-check.already_used',
    });
    const second = await genuineEnvelope();
    await expect(use(second.check.id, 'dossier:3')).rejects.toMatchObject({
      code: 'identity-check.not_answered',
    });
    await handIn(second.check.id, second.envelope);
    house.clock.advance(31 * 60_000);
    await expect(use(second.check.id, 'dossier:3')).rejects.toMatchObject({
      code: 'identity-check.evidence_old',
    });
  });

  it('a holder check works on the portrait of the very reading, and lifts I4 to I5 by a machine’s match alone', async () => {
    const { check, envelope, reading } = await genuineEnvelope();
    await handIn(check.id, envelope);
    const portrait = await act(desk, (ctx) => portraitOf(ctx, { id: check.id, envelope }));
    expect(portrait.image.length).toBe(1500);
    await expect(
      act(desk, (ctx) => portraitOf(ctx, { id: check.id, envelope: seal(reading, check.id) })),
    ).rejects.toMatchObject({ code: 'identity-check.session_wrong' });
    const verdict = { score: 0.4, threshold: 0.6, model: 'm@1', consentedAt: house.clock.now() } as const;
    const record = (change: object) =>
      act(desk, (ctx) => recordHolderVerdict(ctx, check.id, { ...verdict, decision: 'matched', ...change }));
    await record({ decision: 'officer_matched' });
    await expect(use(check.id, 'dossier:9', 'I5')).rejects.toMatchObject({
      code: 'identity-check.evidence_too_low',
    });
    await record({ score: 0.8 });
    expect((await use(check.id, 'dossier:9', 'I5')).evidence.level).toBe('I5');
  });
});
