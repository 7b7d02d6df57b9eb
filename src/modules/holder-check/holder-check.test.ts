import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, createScenarioKit, createVirtualCard, genuineCard, trustOf } from '#lib/card-sim';
import { generateDeviceKey, sealEnvelope } from '#lib/device-envelope';
import { deriveChallenge, encodeReading, readChip } from '#lib/emrtd';
import { drawFace, type Expression, type RgbImage } from '#lib/vision';
import { openPairing, pairDevice } from '#platform/devices';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, seededRandom, system } from '#platform/runtime';
import { openHouse, officer, type TestHouse } from '../../../test/support/house.ts';
import { testCipher } from '../person/fixtures.ts';
import type { HolderCheckView, ThresholdView } from './contract.ts';
import { decodePicture } from './decode-picture.ts';
import { encodePicture, openFaceReader } from './index.ts';

let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
let who: Principal;
const encode = (image: RgbImage) => encodePicture(image, 85);
let device: { id: string; privateKey: string };
let sequence = 1;
const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const desk = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'one-stop-officer', agencyId });
const first = officer('019ab000-0000-7000-8000-0000000000c1', { role: 'administrator', agencyId });
const second = officer('019ab000-0000-7000-8000-0000000000c2', { role: 'administrator', agencyId });
const seeded = seededRandom('holder');
const random = (count: number) => new Uint8Array(seeded.bytes(count));
const kit = createScenarioKit({ now: Date.parse('2026-11-23T09:00:00+07:00'), random });
const reader = openFaceReader();

const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.holder', principal }, run);

beforeAll(async () => {
  house = await openHouse({
    rooms: ['holder-check'],
    ports: {
      faceReader: reader,
      identifierCipher: testCipher(),
      cardAuthority: null,
      cardTrustCache: new Map(),
      deviceBridge: { port: 7190 },
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
  const key = generateDeviceKey();
  const { code } = await act(desk, (ctx) => openPairing(ctx, { name: 'Đầu đọc quầy 1', kind: 'reader' }));
  const clientTime = house.clock.now().toISOString();
  const body = { code, publicKey: key.publicKey, version: '1.0.0' };
  const pairing = { device: 'new', sequence: 1, clientTime, kind: 'device.pairing', body };
  const { id } = await act(system, (ctx) => pairDevice(ctx, sealEnvelope(pairing, key.privateKey)));
  device = { id, privateKey: key.privateKey };
  const store = await import('../identity-check/store-trust.ts');
  await act(system, async (ctx) => {
    const material = trustOf(kit);
    for (const anchor of material.anchors)
      await store.addCertificate(ctx, anchor, { kind: 'anchor', source: 't' });
    for (const list of material.revocationLists ?? []) await store.addRevocationList(ctx, list.raw);
  });
}, 120_000);
afterAll(async () => {
  await server.close();
  await house.close();
  await reader?.close();
});

let keys = 0;
async function send<T>(method: 'GET' | 'POST', url: string, payload?: object) {
  keys += 1;
  const headers = { 'idempotency-key': `k${keys}` };
  const answer = await server.inject({
    method,
    url: `/api/v1${url}`,
    headers,
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<T & { code?: string }>() };
}

/** A card with the portrait of a drawn person, read and accepted; then the holder check begun. */
async function begin(person: number) {
  kit.holder = { ...kit.holder, portrait: await encode(drawFace(person, { noise: 6 })) };
  const check = (
    await send<{ id: string; nonce: string }>('POST', '/identity-checks', { purposeCode: 'exam' })
  ).body;
  const nonce = new Uint8Array(Buffer.from(check.nonce, 'base64url'));
  const image = genuineCard(kit);
  const reading = await readChip(createVirtualCard(image, { random }).transmit, {
    access: accessOf(image),
    random,
    challenge: (document) => deriveChallenge({ nonce, session: check.id, document }),
  });
  sequence += 1;
  const clientTime = house.clock.now().toISOString();
  const body = { check: check.id, reading: encodeReading(reading) };
  const envelope = sealEnvelope(
    { device: device.id, sequence, clientTime, kind: 'card.reading', body },
    device.privateKey,
  );
  const judged = await send<{ level: string }>('POST', `/identity-checks/${check.id}/chip-reading`, {
    envelope,
  });
  expect(judged.body.level, JSON.stringify(judged.body)).toBe('I4');
  const holder = (await send<HolderCheckView>('POST', `/identity-checks/${check.id}/holder-checks`, {})).body;
  return { check: check.id, envelope, holder };
}

const expressions: Readonly<Record<string, Expression>> = {
  rest: {},
  turn_left: { turn: 0.5 },
  turn_right: { turn: -0.5 },
  open_mouth: { mouth: 1 },
};

const base64 = async (image: RgbImage) => Buffer.from(await encode(image)).toString('base64');

function pictures(person: number, steps: readonly string[]) {
  return Promise.all(
    ['rest', ...steps].map(async (step) => ({
      step,
      picture: await base64(drawFace(person, { ...expressions[step], noise: 4 })),
    })),
  );
}

const hand = (begun: Awaited<ReturnType<typeof begin>>, frames: object[], consent = true) =>
  send<HolderCheckView>('POST', `/holder-checks/${begun.holder.id}/frames`, {
    envelope: begun.envelope,
    consent,
    frames,
  });

const levelOf = async (id: string) =>
  (await send<{ level: string }>('GET', `/identity-checks/${id}`)).body.level;

async function inForce(value: number) {
  who = first;
  const measured = { falseMatchRate: 0.001, falseNonMatchRate: 0.01, genuinePairs: 500, impostorPairs: 4000 };
  const { body } = await send<ThresholdView>('POST', '/face-thresholds', {
    value,
    ...measured,
    source: 'drawn faces',
  });
  who = second;
  await send('POST', `/face-thresholds/${body.id}/approval`, {});
  who = desk;
}

describe.runIf(reader !== null)('a holder check', () => {
  it('lifts a genuine card to I5 when its own bearer does what is asked, and keeps no picture', async () => {
    const begun = await begin(1);
    expect(begun.holder.challenge).toHaveLength(2);
    const { body } = await hand(begun, await pictures(1, begun.holder.challenge));
    expect(body, JSON.stringify(body)).toMatchObject({ state: 'matched', findings: [] });
    expect(body.score).toBeGreaterThan(0.9);
    expect(await levelOf(begun.check)).toBe('I5');
    const { rows } = await house.admin.query<{ row: string }>(
      'select to_jsonb(h)::text as row from holder_check.holder_check h',
    );
    for (const { row } of rows) expect(row.length).toBeLessThan(2000);
    expect((await hand(begun, await pictures(1, begun.holder.challenge))).body.code).toBe(
      'holder-check.session_over',
    );
  });

  it('below the threshold the officer decides, and an officer’s eye does not make I5', async () => {
    await inForce(0.999);
    const begun = await begin(5);
    const { body } = await hand(begun, await pictures(5, begun.holder.challenge));
    expect(body).toMatchObject({ state: 'for_officer', threshold: 0.999, findings: ['below_threshold'] });
    expect(await levelOf(begun.check)).toBe('I4');
    const refused = await send('POST', `/holder-checks/${begun.holder.id}/decision`, {
      isHolder: false,
      reason: '',
    });
    expect(refused.body.code).toBe('holder-check.reason_missing');
    const decided = await send<HolderCheckView>('POST', `/holder-checks/${begun.holder.id}/decision`, {
      isHolder: true,
      reason: 'Đối chiếu bằng mắt',
    });
    expect(decided.body.state).toBe('officer_matched');
    expect(await levelOf(begun.check)).toBe('I4');
    await inForce(0.34);
  });

  it('a photograph that does not move, nobody, and two attempts too many', async () => {
    const begun = await begin(1);
    const still = (await pictures(1, [])).flatMap(({ picture }) =>
      ['rest', ...begun.holder.challenge].map((step) => ({ step, picture })),
    );
    expect((await hand(begun, still)).body).toMatchObject({
      state: 'for_officer',
      findings: ['step_not_done'],
    });
    const blank = { width: 320, height: 240, data: new Uint8Array(320 * 240 * 3).fill(90) };
    const picture = await base64(blank);
    const empty = ['rest', ...begun.holder.challenge].map((step) => ({ step, picture }));
    expect((await hand(begun, empty)).body.findings).toContain('no_face');
    expect((await hand(begun, still)).body.attemptsLeft).toBe(0);
    expect((await hand(begun, still)).body.code).toBe('holder-check.session_over');
    expect(await levelOf(begun.check)).toBe('I4');
  });

  it('without consent nothing is compared; what is no picture is said', async () => {
    const begun = await begin(4);
    const frames = await pictures(4, begun.holder.challenge);
    expect((await hand(begun, frames, false)).body.code).toBe('holder-check.consent_missing');
    const noise = [{ step: 'rest', picture: Buffer.from(seeded.bytes(4000)).toString('base64') }];
    expect((await hand(begun, noise)).body.code).toBe('holder-check.frames_unreadable');
    const late = begun.holder.id;
    house.clock.advance(4 * 60_000);
    expect((await hand(begun, frames)).body.code).toBe('holder-check.session_over');
    const eye = await send<HolderCheckView>('POST', `/holder-checks/${late}/decision`, {
      isHolder: false,
      reason: 'Không phải người trong ảnh',
    });
    expect(eye.body.state).toBe('officer_refused');
    const { rows } = await house.admin.query<{ consented_at: Date | null }>(
      'select consented_at from holder_check.holder_check where id = $1',
      [late],
    );
    expect(rows[0]?.consented_at).toBeNull();
  });
});

describe('thresholds', () => {
  it('are put in force by a second person, on enough pairs', async () => {
    who = first;
    const measured = { value: 0.4, falseMatchRate: 0.001, falseNonMatchRate: 0.02, genuinePairs: 500 };
    const few = await send('POST', '/face-thresholds', { ...measured, impostorPairs: 2999, source: 's' });
    expect(few.body.code).toBe('holder-check.threshold_unfounded');
    const { body } = await send<ThresholdView>('POST', '/face-thresholds', {
      ...measured,
      impostorPairs: 3000,
      source: 's',
    });
    expect((await send('POST', `/face-thresholds/${body.id}/approval`, {})).body.code).toBe(
      'holder-check.own_proposal',
    );
    who = desk;
    expect((await send('POST', `/face-thresholds/${body.id}/approval`, {})).status).toBeGreaterThanOrEqual(
      400,
    );
    who = second;
    expect((await send<ThresholdView>('POST', `/face-thresholds/${body.id}/approval`, {})).body.state).toBe(
      'in_force',
    );
    const { items } = (await send<{ items: ThresholdView[] }>('GET', '/face-thresholds')).body;
    expect(items.filter((item) => item.state === 'in_force')).toHaveLength(1);
    expect(items.at(-1)?.state).toBe('shipped');
  });
});

describe('pictures', () => {
  it('that claim an enormous size are refused before they are opened', async () => {
    const bytes = await encode({ width: 16, height: 16, data: new Uint8Array(16 * 16 * 3) });
    const at = bytes.findIndex((value, index) => value === 0xff && bytes[index + 1] === 0xc0);
    bytes.set([0xff, 0xff, 0xff, 0xff], at + 5);
    await expect(decodePicture('image/jpeg', bytes)).rejects.toThrow(RangeError);
    await expect(decodePicture('image/jp2', new Uint8Array(500))).rejects.toThrow(RangeError);
  });
});
