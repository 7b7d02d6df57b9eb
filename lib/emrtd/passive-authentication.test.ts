import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCertificate, decodeRevocationList, decodeSod } from '#lib/identity';
import {
  createAuthority,
  createDocumentSigner,
  createLink,
  createRevocationList,
  createScenarioKit,
  genuineCard,
  perform,
  signingAlgorithms,
  trustMaterialOf,
  writeMasterList,
  yearsFrom,
  type ScenarioKit,
} from '#lib/card-sim';
import { mayIssue } from './certificates.ts';
import {
  combineTrust,
  createRemoteTrust,
  createTrustStore,
  importMasterList,
  judgeChip,
  noTrust,
  verifySignedData,
  type ChipReading,
  type TrustSource,
} from './index.ts';

const now = Date.UTC(2026, 10, 23);
const random = (length: number) => new Uint8Array(randomBytes(length));
const validity = yearsFrom(now - 86_400_000, 10);
let kit: ScenarioKit;
let honest: ChipReading;

beforeAll(async () => {
  kit = createScenarioKit({ now, random });
  honest = (await perform(kit, { image: genuineCard(kit) })).reading;
});

const judge = async (reading: ChipReading, trust: TrustSource) => judgeChip(reading, { trust, now });

describe('signatures of issuing states', () => {
  it.each(signingAlgorithms)('authority and signer with %s', async (algorithm) => {
    const authority = createAuthority({ algorithm, validity });
    const signer = createDocumentSigner(authority, { algorithm, validity });
    const list = createRevocationList(authority, { thisUpdate: now - 1000, nextUpdate: now + 1000 });
    const trust = trustMaterialOf([authority], { lists: [list] });
    const { verdict } = await perform(kit, { image: genuineCard(kit, { signer }), trust });
    expect(verdict).toMatchObject({
      accepted: true,
      level: 'I4',
      trust: { status: 'trusted', revocation: 'checked' },
    });
    expect(verdict.findings.map(({ code }) => code)).toEqual(algorithm.endsWith('sha1') ? ['weak_hash'] : []);
  });
});

describe('judging', () => {
  it('without any anchor says that integrity holds and the issuer is unknown, never more', async () => {
    const verdict = await judge(honest, noTrust);
    expect(verdict).toMatchObject({ chipIntact: true, issuerTrusted: false, level: 'I2' });
    expect(verdict.findings).toContainEqual({ code: 'issuer_unknown', weight: 'lower' });
  });

  it('refuses every changed byte of a data group', { timeout: 600_000 }, async () => {
    const trust = createTrustStore(trustMaterialOf([kit.authority]));
    for (const [key, bytes] of Object.entries(honest.dataGroups)) {
      const step = process.env.SEREPOK_LONG === '1' ? 1 : Math.ceil(bytes.length / 12);
      for (let at = 0; at < bytes.length; at += step) {
        const changed = new Uint8Array(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const verdict = await judge(
          { ...honest, dataGroups: { ...honest.dataGroups, [Number(key)]: changed } },
          trust,
        );
        expect(verdict.accepted, `DG${key} byte ${at}`).toBe(false);
        expect(verdict.level).toBe('I0');
      }
    }
  });

  it('accepts no changed security object that says something else', { timeout: 600_000 }, async () => {
    const trust = createTrustStore(trustMaterialOf([kit.authority]));
    const { sod = new Uint8Array(0) } = honest;
    const original = decodeSod(sod);
    const step = process.env.SEREPOK_LONG === '1' ? 1 : 9;
    let refused = 0;
    for (let at = 0; at < sod.length; at += step) {
      const changed = new Uint8Array(sod);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const verdict = await judge({ ...honest, sod: changed }, trust);
      if (verdict.level === 'I3') expect(decodeSod(changed).hashes).toEqual(original.hashes);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan((sod.length / step) * 0.9);
  });

  it('never throws on rubbish', { timeout: 600_000 }, async () => {
    const runs = process.env.SEREPOK_LONG === '1' ? 2000 : 150;
    for (let round = 0; round < runs; round += 1) {
      const rubbish = (length: number) => random(1 + ((random(1)[0] ?? 0) % length));
      const dataGroups = {
        1: rubbish(60),
        2: rubbish(60),
        13: rubbish(60),
        14: rubbish(60),
        15: rubbish(60),
      };
      const verdict = await judge(
        { ...honest, dataGroups, sod: round % 2 ? honest.sod : rubbish(80), com: rubbish(20) },
        noTrust,
      );
      expect(verdict.accepted).toBe(false);
    }
  });

  it('does not believe a reader that leaves things out', async () => {
    const trust = createTrustStore(trustMaterialOf([kit.authority]));
    const { sod: _sod, ...withoutSod } = honest;
    expect(await judge(withoutSod, trust)).toMatchObject({ accepted: false, level: 'I0' });
    const { 1: _dg1, ...others } = honest.dataGroups;
    expect(await judge({ ...honest, dataGroups: others }, trust)).toMatchObject({
      accepted: false,
      level: 'I0',
    });
    const { 15: _dg15, ...withoutKey } = honest.dataGroups;
    const silent = await judge({ ...honest, dataGroups: withoutKey }, trust);
    expect(silent.findings.map(({ code }) => code)).toContain('group_signed_but_absent');
    expect(silent).toMatchObject({ accepted: false, level: 'I0', chipAnswered: false });
  });

  it('keeps the card valid on its last day, by the calendar of Việt Nam', async () => {
    const trust = createTrustStore(trustMaterialOf([kit.authority]));
    const lastMoment = Date.UTC(2043, 0, 15, 16, 59, 59);
    const at = async (moment: number) =>
      (await judgeChip(honest, { trust, now: moment })).findings.map(({ code }) => code);
    expect(await at(lastMoment)).not.toContain('document_expired');
    expect(await at(lastMoment + 1000)).toContain('document_expired');
  });
});

describe('trust', () => {
  it('uses only lists the authority signed', async () => {
    const forged = createRevocationList(kit.attacker.authority, {
      thisUpdate: now - 1000,
      nextUpdate: now + 1000,
      revoked: [kit.signer.serial],
    });
    const stale = createRevocationList(kit.authority, { thisUpdate: now - 9000, nextUpdate: now - 5000 });
    const withLists = (lists: Uint8Array[]) => createTrustStore(trustMaterialOf([kit.authority], { lists }));
    expect((await judge(honest, withLists([forged]))).trust).toMatchObject({
      status: 'trusted',
      revocation: 'missing',
    });
    expect((await judge(honest, withLists([stale]))).trust).toMatchObject({
      status: 'trusted',
      revocation: 'stale',
    });
    expect(decodeRevocationList(forged).revoked).toEqual([{ serial: kit.signer.serial, date: now - 1000 }]);
  });

  it('lets only authorities issue', async () => {
    const authority = decodeCertificate(kit.authority.certificate);
    const signer = decodeCertificate(kit.signer.certificate);
    expect([mayIssue(authority), mayIssue(signer)]).toEqual([true, false]);
    expect(mayIssue({ ...signer, keyUsage: undefined })).toBe(false);
    expect(mayIssue({ ...signer, keyUsage: undefined, critical: [] })).toBe(true);
    const below = createDocumentSigner(
      { ...kit.authority, key: kit.signer.key },
      { algorithm: 'ecdsa-p256-sha256', validity },
    );
    const trust = { ...trustMaterialOf([kit.authority]), links: [signer] };
    const { verdict } = await perform(kit, { image: genuineCard(kit, { signer: below }), trust });
    expect(verdict.trust).toMatchObject({ status: 'issuer_unknown' });
  });

  it('takes no anchor that did not sign itself', () => {
    const signer = decodeCertificate(kit.signer.certificate);
    expect(() => createTrustStore({ anchors: [signer] })).toThrow(RangeError);
  });

  it('asks the authority, and survives its silence', async () => {
    const asked = createRemoteTrust(async ({ signer }) =>
      signer.country === 'VN' ? 'trusted' : 'issuer_unknown',
    );
    expect((await judge(honest, asked)).trust).toMatchObject({ status: 'trusted', by: 'authority' });
    const silent = createRemoteTrust(async () => {
      throw new Error('timeout');
    });
    expect(await judge(honest, silent)).toMatchObject({
      level: 'I2',
      trust: { status: 'authority_unreachable' },
    });
    const store = createTrustStore(trustMaterialOf([kit.authority]));
    expect((await judge(honest, combineTrust([silent, store]))).trust).toMatchObject({
      status: 'trusted',
      by: 'store',
    });
    const revoked = createRemoteTrust(async () => 'signer_revoked');
    expect((await judge(honest, combineTrust([revoked, store]))).accepted).toBe(false);
  });

  it('follows a chain of links and ends at loops', async () => {
    const second = createAuthority({ algorithm: 'ecdsa-p256-sha256', validity, generation: 2 });
    const third = createAuthority({ algorithm: 'ecdsa-p384-sha384', validity, generation: 3 });
    const links = [createLink(kit.authority, second, validity), createLink(second, third, validity)];
    const loop = createLink(third, second, validity);
    const signer = createDocumentSigner(third, { algorithm: 'ecdsa-p256-sha256', validity });
    const image = genuineCard(kit, { signer });
    const followed = await perform(kit, {
      image,
      trust: trustMaterialOf([kit.authority], { links: [loop, ...links] }),
    });
    expect(followed.verdict.trust).toMatchObject({ status: 'trusted' });
    expect(followed.verdict.trust?.path.length).toBeGreaterThanOrEqual(2);
    const onlyLoop = [createLink(second, third, validity), loop];
    const lost = await perform(kit, { image, trust: trustMaterialOf([kit.authority], { links: onlyLoop }) });
    expect(lost.verdict.trust).toMatchObject({ status: 'issuer_unknown' });
  });
});

describe('master list', () => {
  const publisher = createAuthority({ algorithm: 'ecdsa-p384-sha384', validity, country: 'DE' });
  const listSigner = createDocumentSigner(publisher, {
    algorithm: 'ecdsa-p256-sha256',
    validity,
    role: 'master-list-signer',
  });
  const pinned = [decodeCertificate(publisher.certificate)];
  const first = createAuthority({ algorithm: 'rsa-pss-sha256', validity, country: 'AA' });
  const second = createAuthority({
    algorithm: 'ecdsa-brainpoolP512r1-explicit-sha512',
    validity,
    country: 'AA',
    generation: 2,
  });
  const missing = createAuthority({ algorithm: 'ecdsa-p256-sha256', validity, country: 'BB' });
  const next = createAuthority({ algorithm: 'ecdsa-p256-sha256', validity, country: 'BB', generation: 2 });
  const link = createLink(first, second, validity);
  const orphan = createLink(missing, next, validity);
  const bytes = writeMasterList(
    [first.certificate, second.certificate, link, orphan, publisher.certificate],
    listSigner,
  );

  it('is sorted into anchors, links and orphans', () => {
    const result = importMasterList(bytes, pinned);
    expect(result).toMatchObject({ ok: true, list: { unreadable: 0 } });
    if (!result.ok) return;
    expect(result.list.anchors.map(({ country }) => country)).toEqual(['AA', 'AA', 'DE']);
    expect(result.list.links).toHaveLength(1);
    expect(result.list.orphans.map(({ country }) => country)).toEqual(['BB']);
  });

  it('reports words given across a border, and never follows them', async () => {
    const foreign = createLink(publisher, missing, validity);
    const result = importMasterList(
      writeMasterList([first.certificate, publisher.certificate, foreign], listSigner),
      pinned,
    );
    expect(result).toMatchObject({
      ok: true,
      list: { links: [], foreignLinks: [{ country: 'BB' }], orphans: [] },
    });
    const signer = createDocumentSigner(missing, { algorithm: 'ecdsa-p256-sha256', validity });
    const trust = trustMaterialOf([publisher], { links: [foreign] });
    const { verdict } = await perform(kit, { image: genuineCard(kit, { signer }), trust });
    expect(verdict.trust).toMatchObject({ status: 'issuer_unknown' });
  });

  it('needs a pinned publisher and an untouched signature', () => {
    expect(importMasterList(bytes, [])).toEqual({ ok: false, problem: 'signer_not_pinned' });
    const other = createAuthority({ algorithm: 'ecdsa-p256-sha256', validity, country: 'DE' });
    expect(importMasterList(bytes, [decodeCertificate(other.certificate)])).toEqual({
      ok: false,
      problem: 'signer_not_pinned',
    });
    const changed = new Uint8Array(bytes);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(importMasterList(changed, pinned)).toEqual({ ok: false, problem: 'signature_wrong' });
    expect(importMasterList(bytes.subarray(0, 50), pinned)).toEqual({ ok: false, problem: 'unreadable' });
    expect(importMasterList(decodeSod(honest.sod ?? bytes).signedData.content, pinned)).toEqual({
      ok: false,
      problem: 'unreadable',
    });
  });

  it('CMS with signed attributes about other content is refused', () => {
    const { signedData } = decodeSod(honest.sod ?? new Uint8Array(0));
    expect(verifySignedData(signedData).ok).toBe(true);
    expect(verifySignedData({ ...signedData, content: Uint8Array.of(1) }).ok).toBe(false);
    expect(verifySignedData({ ...signedData, contentType: '1.2.3' }).ok).toBe(false);
    expect(verifySignedData({ ...signedData, signers: [] }).ok).toBe(false);
    expect(verifySignedData({ ...signedData, certificates: [] }).ok).toBe(false);
    const [signer] = signedData.signers;
    if (signer) expect(verifySignedData({ ...signedData, signers: [signer, signer] }).ok).toBe(false);
  });
});
