import {
  constants,
  generateKeyPairSync,
  privateEncrypt,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, encodeDg15, fromHex, toHex } from '#lib/identity';
import {
  createScenarioKit,
  createVirtualCard,
  genuineCard,
  paceAes128,
  paceTripleDes,
  samplePortrait,
  type CardOptions,
  type Faults,
  type ScenarioKit,
} from '#lib/card-sim';
import {
  createChannel,
  deriveChallenge,
  digest,
  EmrtdError,
  emrtdErrorTexts,
  findingTexts,
  performBac,
  readChip,
  readFile,
  standardGroup,
  verifyActiveAuthentication,
  type Transmit,
} from './index.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const challenge = fromHex('0102030405060708');
let kit: ScenarioKit;

beforeAll(() => {
  kit = createScenarioKit({ now: Date.UTC(2026, 10, 23), random });
});

const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }));

function signIso9796(key: KeyObject, message: Uint8Array): Uint8Array {
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

describe('active authentication', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const publicKey = spkiOf(rsa.publicKey);
  const trailers: [string, string][] = [
    ['sha1', 'bc'],
    ['sha1', '33cc'],
    ['sha224', '38cc'],
    ['sha256', '34cc'],
    ['sha384', '36cc'],
    ['sha512', '35cc'],
  ];
  const messageFor = (hash: string, trailer: string, header = 0x6a) => {
    const end = fromHex(trailer);
    const recovered = random(128 - 1 - end.length - digest(hash, challenge).length);
    return concatBytes(Uint8Array.of(header), recovered, digest(hash, recovered, challenge), end);
  };

  it.each(trailers)('RSA, ISO 9796-2 with %s and trailer %s', (hash, trailer) => {
    const response = signIso9796(rsa.privateKey, messageFor(hash, trailer));
    expect(verifyActiveAuthentication({ publicKey, challenge, response })).toEqual({
      ok: true,
      algorithm: `rsa-iso9796-2-${hash}`,
    });
    const other = fromHex('0102030405060709');
    expect(verifyActiveAuthentication({ publicKey, challenge: other, response })).toEqual({
      ok: false,
      reason: 'signature_wrong',
    });
  });

  it('RSA: accepts the complement n - s, refuses wrong header, trailer and length', () => {
    const response = signIso9796(rsa.privateKey, messageFor('sha256', '34cc'));
    const { n = '' } = rsa.publicKey.export({ format: 'jwk' });
    const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
    const complement = fromHex((modulus - BigInt(`0x${toHex(response)}`)).toString(16).padStart(256, '0'));
    expect(verifyActiveAuthentication({ publicKey, challenge, response: complement }).ok).toBe(true);
    for (const message of [
      messageFor('sha256', '34cc', 0x4a),
      messageFor('sha256', '34cd'),
      messageFor('sha1', '39cc'),
    ]) {
      expect(
        verifyActiveAuthentication({ publicKey, challenge, response: signIso9796(rsa.privateKey, message) })
          .ok,
      ).toBe(false);
    }
    expect(verifyActiveAuthentication({ publicKey, challenge, response: response.subarray(1) }).ok).toBe(
      false,
    );
    expect(verifyActiveAuthentication({ publicKey, challenge, response: new Uint8Array(0) }).ok).toBe(false);
  });

  it.each(['prime256v1', 'secp384r1', 'brainpoolP256r1', 'brainpoolP512r1'])(
    'ECDSA over %s, plain and DER',
    (namedCurve) => {
      const pair = generateKeyPairSync('ec', { namedCurve });
      const key = pair.privateKey;
      const input = {
        publicKey: spkiOf(pair.publicKey),
        challenge,
        signatureAlgorithm: '0.4.0.127.0.7.1.1.4.1.3',
      };
      const plain = new Uint8Array(sign('sha256', challenge, { key, dsaEncoding: 'ieee-p1363' }));
      const der = new Uint8Array(sign('sha256', challenge, key));
      expect(verifyActiveAuthentication({ ...input, response: plain })).toEqual({
        ok: true,
        algorithm: 'ecdsa-sha256',
      });
      expect(verifyActiveAuthentication({ ...input, response: der }).ok).toBe(true);
      expect(
        verifyActiveAuthentication({ ...input, signatureAlgorithm: undefined, response: plain }).ok,
      ).toBe(true);
      const sha1 = new Uint8Array(sign('sha1', challenge, { key, dsaEncoding: 'ieee-p1363' }));
      expect(verifyActiveAuthentication({ ...input, response: sha1 }).ok).toBe(false);
      expect(verifyActiveAuthentication({ ...input, signatureAlgorithm: '1.2.3', response: plain })).toEqual({
        ok: false,
        reason: 'unsupported_algorithm',
      });
    },
  );

  it('an unreadable or foreign key is no proof', () => {
    expect(
      verifyActiveAuthentication({ publicKey: fromHex('3000'), challenge, response: challenge }),
    ).toEqual({
      ok: false,
      reason: 'key_unreadable',
    });
    const ed = spkiOf(generateKeyPairSync('ed25519').publicKey);
    expect(verifyActiveAuthentication({ publicKey: ed, challenge, response: challenge })).toEqual({
      ok: false,
      reason: 'unsupported_algorithm',
    });
  });

  it('the challenge follows from nonce, session and document', () => {
    const nonce = random(32);
    const base = deriveChallenge({ nonce, session: 's', document: '203000123' });
    expect(base).toHaveLength(8);
    expect(deriveChallenge({ nonce, session: 's', document: '203000123' })).toEqual(base);
    expect(deriveChallenge({ nonce, session: 't', document: '203000123' })).not.toEqual(base);
    expect(deriveChallenge({ nonce, session: 's', document: '203000124' })).not.toEqual(base);
    expect(deriveChallenge({ nonce: random(32), session: 's', document: '203000123' })).not.toEqual(base);
    expect(() => deriveChallenge({ nonce: random(15), session: 's', document: 'd' })).toThrow(RangeError);
  });
});

async function read(
  options: Partial<CardOptions>,
  extra: { faults?: Faults; blockSize?: number; can?: string } = {},
) {
  const image = genuineCard(kit, options);
  const card = createVirtualCard(image, { random, faults: extra.faults });
  const access = extra.can ? { can: extra.can } : { mrz: [image.access] };
  const { blockSize } = extra;
  const reading = await readChip(card.transmit, {
    access,
    random,
    challenge: () => challenge,
    chipAuthentication: true,
    ...(blockSize ? { blockSize } : {}),
  });
  return { image, reading };
}

describe('reading', () => {
  it.each([
    ['PACE with AES', { pace: [paceAes128] }, 'pace-mrz'],
    ['PACE with 3DES', { pace: [paceTripleDes] }, 'pace-mrz'],
    ['PACE over DH', { pace: [{ oid: '0.4.0.127.0.7.2.2.4.1.2', parameterId: 0 }] }, 'pace-mrz'],
    [
      'PACE with AES-256 over P-521',
      { pace: [{ oid: '0.4.0.127.0.7.2.2.4.2.4', parameterId: 18 }] },
      'pace-mrz',
    ],
    [
      'the stronger of two',
      { pace: [paceTripleDes, { oid: '0.4.0.127.0.7.2.2.4.2.4', parameterId: 17 }] },
      'pace-mrz',
    ],
    ['BAC', { pace: [] }, 'bac'],
    [
      'BAC where PACE is of an unknown kind',
      { pace: [{ oid: '0.4.0.127.0.7.2.2.4.4.2', parameterId: 13 }] },
      'bac',
    ],
  ] as const)('%s', async (_name, options, access) => {
    const { image, reading } = await read(options);
    expect(reading).toMatchObject({ access, unread: {}, com: image.com, sod: image.sod });
    for (const [group, bytes] of Object.entries(image.groups))
      expect(reading.dataGroups[Number(group)]).toEqual(bytes);
  });

  it('with the CAN', async () => {
    expect((await read({ can: '123456' }, { can: '123456' })).reading.access).toBe('pace-can');
  });

  it('a card that does not want PACE with the MRZ is opened by BAC, after one try', async () => {
    const image = genuineCard(kit);
    const mrz = [{ ...image.access, expiry: '280115' }, image.access];
    const run = async (faults: Faults) => {
      let attempts = 0;
      const card = createVirtualCard(image, { random, faults });
      const transmit: Transmit = async (command) => {
        if (command[1] === 0x22) attempts += 1;
        return card.transmit(command);
      };
      const reading = await readChip(transmit, { access: { mrz }, random, dataGroups: [1] });
      return { access: reading.access, attempts };
    };
    expect(await run({})).toEqual({ access: 'pace-mrz', attempts: 2 });
    const card = createVirtualCard(image, { random, faults: { noPaceWithMrz: true } });
    const right = await readChip(card.transmit, { access: { mrz: [image.access] }, random, dataGroups: [1] });
    expect(right.access).toBe('bac');
    const withCan = createVirtualCard(image, { random, faults: { noPaceWithMrz: true } });
    const access = { can: image.can, mrz: [image.access] };
    expect((await readChip(withCan.transmit, { access, random, dataGroups: [1] })).access).toBe('pace-can');
  });

  it('tries expiry candidates, four at most', async () => {
    const image = genuineCard(kit, { pace: [] });
    const wrong = ['280115', '630115', '991231', '300101'].map((expiry) => ({ ...image.access, expiry }));
    const run = (mrz: typeof wrong) =>
      readChip(createVirtualCard(image, { random }).transmit, { access: { mrz }, random });
    expect(await run([...wrong.slice(0, 3), image.access])).toMatchObject({ acceptedMrz: image.access });
    await expect(run([...wrong, image.access])).rejects.toMatchObject({ code: 'access_key_wrong' });
    await expect(run([])).rejects.toMatchObject({ code: 'access_key_missing' });
  });

  it.each([
    ['small blocks', { faults: { maxRead: 40 } }],
    ['short answers', { faults: { shortRead: 50 } }],
    ['extended length', { blockSize: 4000 }],
    ['extended length refused', { blockSize: 4000, faults: { maxRead: 231 } }],
  ])('%s', async (_name, extra) => {
    const { image, reading } = await read({ pace: [] }, extra);
    expect(reading.dataGroups[2]).toEqual(image.groups[2]);
  });

  it('files longer than 32 kB', async () => {
    kit.holder.portrait = samplePortrait(40_000);
    const { image, reading } = await read({}, { blockSize: 2000 });
    kit.holder.portrait = samplePortrait(1500);
    expect(reading.dataGroups[2]).toEqual(image.groups[2]);
  });

  it('a chip that shrinks to nothing is left alone', async () => {
    const { reading } = await read({ pace: [] }, { faults: { truncate: { group: 2, keep: 100 } } });
    expect(reading.unread).toEqual({ 2: 'file_truncated' });
  });

  it('files that are not there and files that are locked', async () => {
    const image = genuineCard(kit, { pace: [] });
    const channel = createChannel(createVirtualCard(image, { random }).transmit);
    await channel.send({ ins: 0xa4, p1: 4, p2: 0x0c, data: fromHex('a0000002471001') });
    await expect(readFile(channel, 0x0101)).rejects.toMatchObject({ code: 'file_locked' });
    await performBac(channel, image.access, random);
    await expect(readFile(channel, 0x010b)).rejects.toMatchObject({ code: 'file_missing' });
    await expect(readFile(channel, 0x0103)).rejects.toMatchObject({ code: 'file_locked' });
  });

  it('a card of another kind', async () => {
    const transmit: Transmit = async () => fromHex('6a82');
    await expect(readChip(transmit, { access: { can: '123456' }, random })).rejects.toMatchObject({
      code: 'not_an_identity_chip',
    });
  });

  it('hostile answers end in an EmrtdError', { timeout: 600_000 }, async () => {
    const runs = process.env.SEREPOK_LONG === '1' ? 3000 : 150;
    for (let round = 0; round < runs; round += 1) {
      const image = genuineCardCache();
      const card = createVirtualCard(image, { random });
      const at = 1 + ((random(1)[0] ?? 0) % 24);
      let count = 0;
      const transmit: Transmit = async (command) => {
        count += 1;
        const answer = await card.transmit(command);
        if (count !== at) return answer;
        const kind = (random(1)[0] ?? 0) % 3;
        if (kind === 0) return random((random(1)[0] ?? 0) % 40);
        if (kind === 1) return concatBytes(random((random(1)[0] ?? 0) % 60), fromHex('9000'));
        return answer.subarray(0, (random(1)[0] ?? 0) % (answer.length + 1));
      };
      try {
        await readChip(transmit, {
          access: { mrz: [image.access] },
          random,
          challenge: () => challenge,
          chipAuthentication: true,
        });
      } catch (error) {
        expect(error).toBeInstanceOf(EmrtdError);
      }
    }
  });
});

let cached: ReturnType<typeof genuineCard> | undefined;
function genuineCardCache() {
  cached ??= genuineCard(kit, { chipAuthentication: true, pace: [] });
  return cached;
}

describe('chip authentication', () => {
  it('moves to new keys with the chip that holds the private key', async () => {
    expect((await read({ chipAuthentication: true, pace: [] })).reading.chipAuthentication).toBe('done');
    expect((await read({ chipAuthentication: true, pace: [paceAes128] })).reading.chipAuthentication).toBe(
      'done',
    );
    expect((await read({ activeKey: 'ecdsa', pace: [] })).reading.chipAuthentication).toBe('absent');
  });

  it('fails with a copied DG14 and another private key', async () => {
    const image = {
      ...genuineCard(kit, { chipAuthentication: true }),
      chipKey: genuineCard(kit, { chipAuthentication: true }).chipKey,
    };
    const card = createVirtualCard(image, { random });
    const reading = await readChip(card.transmit, {
      access: { mrz: [image.access] },
      random,
      chipAuthentication: true,
    });
    expect(reading.chipAuthentication).toBe('failed');
  });
});

describe('groups', () => {
  it.each([0, 12, 13, 15, 16, 17, 18])(
    'parameter %i: both sides agree, before and after mapping',
    (parameterId) => {
      const group = standardGroup(parameterId);
      if (!group) throw new Error('not supported');
      const [a, b] = [group.randomSecret(random), group.randomSecret(random)];
      const shared = group.agree(a, group.publicOf(b));
      expect(group.agree(b, group.publicOf(a))).toEqual(shared);
      const nonce = random(16);
      const first = group.mapped(nonce, a, group.publicOf(b));
      const second = group.mapped(nonce, b, group.publicOf(a));
      expect(first.publicOf(7n)).toEqual(second.publicOf(7n));
      expect(first.publicOf(7n)).not.toEqual(group.publicOf(7n));
    },
  );

  it('refuses keys outside the group', () => {
    expect(() => standardGroup(13)?.agree(5n, fromHex(`04${'11'.repeat(64)}`))).toThrow(EmrtdError);
    expect(() => standardGroup(0)?.agree(5n, fromHex('01'))).toThrow(EmrtdError);
    expect(() => standardGroup(0)?.agree(5n, fromHex('02'))).toThrow(EmrtdError);
    expect(standardGroup(10)).toBeUndefined();
  });
});

it('every error and finding speaks both languages', () => {
  for (const text of [...Object.values(emrtdErrorTexts), ...Object.values(findingTexts)]) {
    expect(text.vi).toMatch(/[.]$/);
    expect(text.en).toMatch(/[.]$/);
  }
  expect(encodeDg15(fromHex('3000'))).toEqual(fromHex('6f023000'));
});
