import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fill } from '#lib/contract';
import { seededRandom, systemRandom } from '#platform/runtime';
import { nssStore, openTrial, run, type Trial } from '../../../sandbox/ca/trial.ts';
import { verdicts } from './contract.ts';
import {
  archiveDocument,
  authorityCertificates,
  fileSigner,
  httpTimestamps,
  remoteSigner,
  signDocument,
  type SigningPort,
  trustStore,
  type TrustPort,
  verifyDocument,
} from './index.ts';
import { texts } from './texts.ts';

const TOKEN = 'khoa-thu';
let trial: Trial;
let folder: string;
let files: SigningPort;
let remote: SigningPort;
let trust: TrustPort;
let plain: Uint8Array;

beforeAll(async () => {
  trial = await openTrial({
    remoteToken: TOKEN,
    remoteSigners: [
      { credentialId: 'seal', commonName: 'UBND phường Buôn Hồ', organisation: 'UBND phường Buôn Hồ' },
    ],
  });
  folder = await mkdtemp(join(tmpdir(), 'serepok-signers-'));
  files = fileSigner({
    folder,
    enrolment: {
      url: trial.ca.url,
      subjectOf: (holder) =>
        holder.startsWith('agency:')
          ? { commonName: 'TT Phục vụ HCC phường Tân An', organisation: 'UBND phường Tân An' }
          : undefined,
    },
  });
  remote = remoteSigner({
    url: `${trial.ca.url}/csc/v1`,
    token: TOKEN,
    credentialOf: (holder) => (holder === 'agency:seal' ? 'seal' : undefined),
  });
  trust = await openTrust();
  const doc = await PDFDocument.create();
  doc.addPage([400, 400]).drawText('Ket qua');
  plain = await doc.save({ useObjectStreams: false });
});

afterAll(async () => {
  await trial.close();
  await rm(folder, { recursive: true, force: true });
});

async function openTrust(keepMs = 0): Promise<TrustPort> {
  const urls = ['root', 'issuing'].map((name) => `${trial.ca.url}/crl/${name}.crl`);
  const certificates = await authorityCertificates(trial.ca.url);
  return trustStore({ ...certificates, crlUrls: urls, clock: { now: () => trial.clock.now }, keepMs });
}

function context(signing: SigningPort, more: { timestampUrl?: string; trust?: TrustPort } = {}) {
  const timestamps = httpTimestamps({
    url: more.timestampUrl ?? `${trial.ca.url}/tsa`,
    random: seededRandom('nonce'),
    timeoutMs: 2_000,
  });
  const ports = { signing, timestamps, trust: more.trust ?? trust };
  return { clock: { now: () => trial.clock.now }, ports: ports as never };
}

describe('signing', () => {
  test('with a key file enrolled at the authority: valid, B-T, accepted by pdfsig', async () => {
    const signed = await signDocument(context(files), {
      pdf: plain,
      holder: 'agency:tan-an',
      reason: 'Ban hành',
    });
    expect(signed).toMatchObject({
      signer: 'TT Phục vụ HCC phường Tân An',
      organisation: 'UBND phường Tân An',
    });
    const report = await verifyDocument(context(files), signed.pdf);
    expect(report.verdict).toBe('valid');
    expect(report.signatures).toMatchObject([
      { level: 'B-T', coversWholeFile: true, provedAt: trial.clock.now.toISOString() },
    ]);
    const path = await trial.write('signed.pdf', signed.pdf);
    const said = await run('pdfsig', ['-nssdir', await nssStore(trial), path]);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Certificate is Trusted.');
  });

  test('uses the same key again after a restart', async () => {
    const again = fileSigner({ folder });
    const [first] = (await files.identity('agency:tan-an')).certificates;
    const [second] = (await again.identity('agency:tan-an')).certificates;
    expect(Buffer.compare(first ?? Buffer.alloc(1), second ?? Buffer.alloc(2))).toBe(0);
  });

  test('with a key at the remote service, on top of the first signature', async () => {
    const once = await signDocument(context(files), { pdf: plain, holder: 'agency:tan-an' });
    const twice = await signDocument(context(remote), { pdf: once.pdf, holder: 'agency:seal' });
    const report = await verifyDocument(context(remote), twice.pdf);
    expect(report.verdict).toBe('valid');
    expect(report.signatures.map(({ signer }) => signer)).toEqual([
      'TT Phục vụ HCC phường Tân An',
      'UBND phường Buôn Hồ',
    ]);
  });

  test('archived: still valid years later without anybody to ask', async () => {
    const signed = await signDocument(context(files), { pdf: plain, holder: 'agency:tan-an' });
    const before = trial.clock.now;
    trial.clock.now = new Date(before.getTime() + 60_000);
    const archived = await archiveDocument(context(files), signed.pdf);
    trial.clock.now = new Date('2029-01-01T00:00:00Z');
    const certificates = await authorityCertificates(trial.ca.url);
    const alone = trustStore({ ...certificates, crlUrls: [], clock: { now: () => trial.clock.now } });
    const report = await verifyDocument(context(files, { trust: alone }), archived);
    expect(report).toMatchObject({
      verdict: 'valid',
      signatures: [{ level: 'B-LTA' }, { kind: 'document_timestamp' }],
    });
    expect((await verifyDocument(context(files, { trust: alone }), signed.pdf)).verdict).toBe('unknown');
    await expect(archiveDocument(context(files, { trust: alone }), signed.pdf)).rejects.toMatchObject({
      code: 'signing.unavailable',
    });
    trial.clock.now = before;
  });

  test('a holder without a certificate is said to have none', async () => {
    for (const port of [files, remote]) {
      const order = signDocument(context(port), { pdf: plain, holder: 'staff:nobody' });
      await expect(order).rejects.toMatchObject({ code: 'signing.signer_unknown', status: 409 });
    }
  });

  test('a service that is down is a fault to retry, and the document is as it was', async () => {
    const down = remoteSigner({ url: 'http://127.0.0.1:1/csc/v1', token: TOKEN, credentialOf: () => 'seal' });
    const order = signDocument(context(down), { pdf: plain, holder: 'agency:seal' });
    await expect(order).rejects.toMatchObject({ code: 'signing.unavailable', status: 503 });
    const noTime = signDocument(context(files, { timestampUrl: 'http://127.0.0.1:1/tsa' }), {
      pdf: plain,
      holder: 'agency:tan-an',
    });
    await expect(noTime).rejects.toMatchObject({ code: 'signing.timestamp_unavailable', status: 503 });
  });

  test('a wrong token is a fault of the service, not a signature', async () => {
    const wrong = remoteSigner({ url: `${trial.ca.url}/csc/v1`, token: 'sai', credentialOf: () => 'seal' });
    await expect(signDocument(context(wrong), { pdf: plain, holder: 'agency:seal' })).rejects.toMatchObject({
      code: 'signing.unavailable',
    });
  });

  test('what is no PDF is refused before anything is signed', async () => {
    const order = signDocument(context(files), { pdf: Buffer.from('MZ'), holder: 'agency:tan-an' });
    await expect(order).rejects.toMatchObject({ code: 'signing.document_unreadable' });
  });

  test('in a hostile world every answer is a valid document or a clear fault', async () => {
    await files.identity('agency:tan-an');
    const share = process.env.SEREPOK_LONG === '1' ? 300 : 30;
    const seen = new Map<string, number>();
    trial.ca.hostile.change({
      share: 0.5,
      seed: 6,
      lateMs: 0,
      kinds: ['late', 'duplicated', 'half', 'wrong', 'dropped'],
    });
    for (let i = 0; i < share; i += 1) {
      const outcome = await signDocument(context(i % 2 ? files : remote), {
        pdf: plain,
        holder: i % 2 ? 'agency:tan-an' : 'agency:seal',
      }).then(
        () => 'signed',
        (error: { code?: string }) => error.code ?? 'crashed',
      );
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    trial.ca.hostile.change({ share: 0 });
    const allowed = [
      'signed',
      'signing.unavailable',
      'signing.timestamp_unavailable',
      'signing.result_invalid',
    ];
    expect([...seen.keys()].filter((outcome) => !allowed.includes(outcome))).toEqual([]);
    expect(seen.get('signed') ?? 0).toBeGreaterThan(3);
    expect(seen.size).toBeGreaterThan(1);
  }, 300_000);
});

describe('verifying', () => {
  test('has a sentence for every verdict, in both languages', () => {
    for (const verdict of verdicts) {
      const sentence = texts.labels?.[`signing.verdict.${verdict}`];
      expect(sentence && fill(sentence, 'vi').length).toBeGreaterThan(10);
      expect(sentence && fill(sentence, 'en').length).toBeGreaterThan(10);
    }
  });

  test('a changed byte, a file without signature, garbage', async () => {
    const { pdf } = await signDocument(context(files), { pdf: plain, holder: 'agency:tan-an' });
    const changed = Uint8Array.from(pdf);
    const at = Buffer.from(pdf).indexOf('/MediaBox');
    changed[at + 12] = (changed[at + 12] ?? 0) ^ 1;
    expect(await verifyDocument(context(files), changed)).toMatchObject({
      verdict: 'changed',
      signatures: [{ reasons: ['cms.digest_mismatch'] }],
    });
    expect(await verifyDocument(context(files), plain)).toMatchObject({
      verdict: 'unsigned',
      signatures: [],
    });
    expect(await verifyDocument(context(files), systemRandom.bytes(500))).toMatchObject({
      verdict: 'unreadable',
    });
  });

  test('says unknown, not valid, when revocation lists cannot be had', async () => {
    const { pdf } = await signDocument(context(files), { pdf: plain, holder: 'agency:tan-an' });
    const certificates = await authorityCertificates(trial.ca.url);
    const blind = trustStore({
      ...certificates,
      crlUrls: ['http://127.0.0.1:1/x.crl'],
      clock: { now: () => trial.clock.now },
    });
    expect((await verifyDocument(context(files, { trust: blind }), pdf)).verdict).toBe('unknown');
  });

  test('sees a revocation: what was timestamped before stays valid, a new signature is refused', async () => {
    const before = await signDocument(context(remote), { pdf: plain, holder: 'agency:seal' });
    trial.clock.now = new Date(trial.clock.now.getTime() + 60_000);
    trial.ca.revoke(before.certificateSerial, 'keyCompromise');
    expect((await verifyDocument(context(remote), before.pdf)).verdict).toBe('valid');
    trial.clock.now = new Date(trial.clock.now.getTime() + 60_000);
    const after = signDocument(context(remote), { pdf: plain, holder: 'agency:seal' });
    await expect(after).rejects.toMatchObject({ code: 'signing.result_invalid' });
  });
});
