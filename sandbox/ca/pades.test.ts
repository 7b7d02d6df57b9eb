import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addEvidence,
  type CheckTrust,
  checkPdf,
  type PdfCheck,
  PadesError,
  signPdf,
  timestampPdf,
  type Typeface,
} from '#lib/pades';
import { notoSans, nssStore, openTrial, run, samplePdf, type Trial, type TrialSigner } from './trial.ts';

const LINES = ['Cộng hoà xã hội chủ nghĩa Việt Nam', 'H’Mĭn Niê Kđăm, Y Wŭt Ƀkrông, Êñuôl, Tư̆m'];
let trial: Trial;
let typeface: Typeface;
let plain: Uint8Array;
let rsa: TrialSigner;
let ec: TrialSigner;
let once: Uint8Array;
let twice: Uint8Array;
let store: string;

function stamp(name: string, x: number) {
  return {
    page: 0,
    typeface,
    rect: { x, y: 500, width: 220, height: 66 },
    lines: [{ text: `Ký bởi: ${name}`, style: 'bold' as const }, { text: 'TT Phục vụ HCC phường Buôn Hồ' }],
  };
}

async function crl(which: 'root' | 'issuing'): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${trial.ca.url}/crl/${which}.crl`)).arrayBuffer());
}

async function trust(more: Partial<CheckTrust> = {}): Promise<CheckTrust> {
  return {
    anchors: [trial.ca.rootCertificate],
    evidence: { crls: [await crl('root'), await crl('issuing')] },
    at: trial.clock.now,
    ...more,
  };
}

beforeAll(async () => {
  trial = await openTrial();
  typeface = await notoSans();
  plain = await samplePdf(typeface, LINES);
  rsa = await trial.enrol('Trần Quốc Bảo', 'rsa');
  ec = await trial.enrol('H’Mĭn Niê Kđăm', 'ec');
  const signedAt = trial.clock.now;
  once = await signPdf(plain, {
    ...rsa.options,
    timestamp: trial.timestamp,
    signedAt,
    reason: 'Ban hành',
    location: 'Buôn Hồ',
    stamp: stamp('Trần Quốc Bảo', 320),
  });
  twice = await signPdf(once, {
    ...ec.options,
    timestamp: trial.timestamp,
    signedAt,
    stamp: stamp('H’Mĭn Niê Kđăm', 60),
  });
  store = await nssStore(trial);
});

afterAll(() => trial.close());

async function pdfsig(name: string, pdf: Uint8Array): Promise<string> {
  return run('pdfsig', ['-nssdir', store, await trial.write(name, pdf)]);
}

describe('a signed PDF before independent readers', () => {
  it('is accepted by pdfsig, with a trusted chain, as covering the whole document', async () => {
    const report = await pdfsig('once.pdf', once);
    expect(report).toContain('Signature is Valid.');
    expect(report).toContain('Certificate is Trusted.');
    expect(report).toContain('Total document signed');
    expect(report).toContain('ETSI.CAdES.detached');
    expect(report).toContain('Trần Quốc Bảo');
  });

  it('keeps the first signature valid when an ECDSA one is added', async () => {
    const report = await pdfsig('twice.pdf', twice);
    expect(report.match(/Signature is Valid\./g)).toHaveLength(2);
    expect(report.match(/Certificate is Trusted\./g)).toHaveLength(2);
    expect(report.match(/^ {2}- Total document signed/gm)).toHaveLength(1);
    expect(twice.subarray(0, once.length)).toEqual(once);
  });

  it('is refused by pdfsig when one byte differs', async () => {
    const changed = once.slice();
    changed[1200] = (changed[1200] ?? 0) ^ 1;
    expect(await pdfsig('changed.pdf', changed)).toContain('Digest Mismatch');
  });

  it('satisfies openssl: the CMS over the covered bytes and the timestamp inside it', async () => {
    const { signatures } = await checkPdf(once, await trust());
    const [, gap = 0, rest = 0, length = 0] = signatures[0]?.byteRange ?? [];
    const content = Buffer.concat([once.subarray(0, gap), once.subarray(rest, rest + length)]);
    const hex = Buffer.from(once.subarray(gap + 1, rest - 1)).toString('latin1');
    const cms = await trial.write('once.cms', Buffer.from(hex, 'hex'));
    const data = await trial.write('once.covered', content);
    const root = await trial.write('root.der', trial.ca.rootCertificate);
    const rootPem = join(trial.folder, 'root.pem');
    await run('openssl', ['x509', '-inform', 'der', '-in', root, '-out', rootPem]);
    const at = Math.floor(trial.clock.now.getTime() / 1000);
    await run('openssl', [
      'cms',
      '-verify',
      '-inform',
      'der',
      '-in',
      cms,
      '-content',
      data,
      '-binary',
      '-CAfile',
      rootPem,
      '-attime',
      String(at),
      '-out',
      '/dev/null',
    ]);
    const dump = await run('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'der', '-in', cms]);
    expect(dump).toContain('id-smime-aa-signingCertificateV2');
    expect(dump).toContain('id-smime-aa-timeStampToken');
    expect(dump).not.toContain('signingTime');
  });

  it('shows Vietnamese, Ê Đê and M’nông letters to a text extractor', async () => {
    await pdfsig('text.pdf', twice);
    const text = (await run('pdftotext', ['-layout', join(trial.folder, 'text.pdf'), '-'])).normalize('NFC');
    for (const line of [...LINES, 'Ký bởi: H’Mĭn Niê Kđăm']) expect(text).toContain(line.normalize('NFC'));
  });
});

function first(check: PdfCheck) {
  const [signature] = check.signatures;
  if (!signature) throw new Error('no signature found');
  return signature;
}

describe('the checker', () => {
  it('finds both signatures valid, B-T, and the later one an addition', async () => {
    const check = await checkPdf(twice, await trust());
    expect(check.outcome).toBe('valid');
    expect(check.signatures.map(({ level, coverage, changes }) => [level, coverage, changes.extent])).toEqual(
      [
        ['B-T', 'coverage.earlier_revision', 'additions'],
        ['B-T', 'coverage.whole_file', 'none'],
      ],
    );
    expect(first(check).signer).toMatchObject({
      commonName: 'Trần Quốc Bảo',
      organisation: 'UBND phường Buôn Hồ',
    });
    expect(first(check).timestamp.at?.toISOString()).toBe('2026-11-23T03:15:08.000Z');
  });

  it('says unsigned of a plain file and refuses what is no PDF', async () => {
    expect((await checkPdf(plain, await trust())).outcome).toBe('unsigned');
    await expect(checkPdf(new TextEncoder().encode('MZ not a pdf'), await trust())).rejects.toThrow(
      PadesError,
    );
  });

  it('reaches B-B without a timestamp', async () => {
    const signed = await signPdf(plain, { ...ec.options, signedAt: trial.clock.now });
    const check = await checkPdf(signed, await trust());
    expect(first(check)).toMatchObject({
      outcome: 'valid',
      level: 'B-B',
      timestamp: { reason: 'timestamp.absent' },
    });
  });

  it('reports a changed byte anywhere in the covered ranges', async () => {
    const [, gap = 0, rest = 0] = first(await checkPdf(once, await trust())).byteRange;
    const step = process.env.SEREPOK_LONG === '1' ? 31 : 997;
    for (let at = 20; at < once.length; at += step) {
      if (at >= gap && at < rest) continue;
      const changed = once.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x02;
      const outcome = await checkPdf(changed, await trust()).then(
        (check) => check.outcome,
        (error: unknown) => (error instanceof PadesError ? 'unreadable' : 'crashed'),
      );
      expect(['changed', 'unreadable', 'unsigned'], `byte ${at}`).toContain(outcome);
    }
  }, 300_000);

  it('reports bytes slipped into the gap behind the signature', async () => {
    const [, , rest = 0] = first(await checkPdf(once, await trust())).byteRange;
    const changed = once.slice();
    changed[rest - 3] = '7'.charCodeAt(0);
    const signature = first(await checkPdf(changed, await trust()));
    expect(signature).toMatchObject({ outcome: 'changed', reasons: ['coverage.gap_is_not_the_signature'] });
  });

  it('does not call a file unsigned whose form no longer names the signature', async () => {
    for (const name of ['/AcroForm', '/Fields', '/ByteRange']) {
      const changed = Buffer.from(once);
      const at = changed.lastIndexOf(name);
      changed[at + 2] = 'z'.charCodeAt(0);
      expect((await checkPdf(changed, await trust())).outcome, name).toBe('changed');
    }
  });

  it('does not trust a chain whose root it was not given', async () => {
    const other = await openTrial({ seed: 'another' });
    const check = await checkPdf(once, await trust({ anchors: [other.ca.rootCertificate] }));
    await other.close();
    expect(first(check)).toMatchObject({ outcome: 'untrusted', reasons: ['chain.signature_bad'] });
  });

  it('does not call a signature valid when nothing is known of revocation', async () => {
    const check = await checkPdf(once, await trust({ evidence: {} }));
    expect(first(check)).toMatchObject({
      outcome: 'unknown',
      revocation: { reason: 'revocation.no_evidence' },
    });
  });

  it('does not take a CRL that is out of date', async () => {
    const later = new Date(trial.clock.now.getTime() + 30 * 86_400_000);
    const check = await checkPdf(once, await trust({ at: later }));
    expect(first(check).revocation.reason).toBe('revocation.evidence_out_of_date');
  });

  it('keeps a signature valid that was timestamped before its certificate was revoked, and not one without', async () => {
    const signer = await trial.enrol('Y Wŭt Ƀkrông', 'ec');
    const before = trial.clock.now;
    const stamped = await signPdf(plain, { ...signer.options, signedAt: before, timestamp: trial.timestamp });
    const bare = await signPdf(plain, { ...signer.options, signedAt: before });
    trial.clock.now = new Date(before.getTime() + 3_600_000);
    trial.ca.revoke(signer.serial, 'keyCompromise');
    const late = await signPdf(plain, { ...signer.options, signedAt: before, timestamp: trial.timestamp });
    expect((await checkPdf(stamped, await trust())).outcome).toBe('valid');
    expect((await checkPdf(bare, await trust())).outcome).toBe('revoked');
    trial.clock.now = new Date(before.getTime() + 7_200_000);
    expect((await checkPdf(late, await trust())).outcome).toBe('revoked');
    trial.clock.now = before;
  });

  it('tells a later change of the content from a later signature', async () => {
    const doc = await PDFDocument.load(once, { updateMetadata: false });
    const page = doc.getPage(0);
    const contents = page.node.get(PDFName.of('Contents'))?.toString() ?? '';
    const update = `\n9000 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n`;
    const number = Number(page.ref.objectNumber);
    const dictionary = page.node.toString().replace(`/Contents ${contents}`, '/Contents 9000 0 R');
    const pageAt = once.length + update.length;
    const pageObject = `${number} 0 obj\n${dictionary}\nendobj\n`;
    const xrefAt = pageAt + pageObject.length;
    const offset = (n: number) => String(n).padStart(10, '0');
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(once).toString('latin1'))?.[1];
    const xref = `xref\n${number} 1\n${offset(pageAt)} 00000 n \n9000 1\n${offset(once.length + 1)} 00000 n \ntrailer\n<< /Size 9001 /Prev ${previous} /Root ${doc.context.trailerInfo.Root?.toString()} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
    const forged = Buffer.concat([once, Buffer.from(update + pageObject + xref, 'latin1')]);
    const signature = first(await checkPdf(forged, await trust()));
    expect(signature).toMatchObject({
      outcome: 'changed',
      reasons: ['change.page'],
      coverage: 'coverage.earlier_revision',
    });
  });

  it('reports an appended table that brings a hidden object to light', async () => {
    const text = Buffer.from(once).toString('latin1');
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1];
    const root = /\/Root (\d+ 0 R)/.exec(text)?.[1];
    const xref = `xref\n4 1\n0000000100 00000 n \ntrailer\n<< /Size 60 /Prev ${previous} /Root ${root} >>\nstartxref\n${once.length}\n%%EOF\n`;
    const signature = first(
      await checkPdf(Buffer.concat([once, Buffer.from(xref, 'latin1')]), await trust()),
    );
    expect(signature).toMatchObject({ outcome: 'changed', reasons: ['change.hidden_object'] });
  });

  it('reports a timestamp that belongs to another signature', async () => {
    const foreign = await trial.timestamp(new Uint8Array(32).fill(7));
    const signed = await signPdf(plain, {
      ...ec.options,
      signedAt: trial.clock.now,
      timestamp: () => Promise.resolve(foreign),
    });
    expect(first(await checkPdf(signed, await trust()))).toMatchObject({
      outcome: 'changed',
      reasons: ['timestamp.over_other_bytes'],
    });
  });

  it('accepts a document timestamp on top and says which bytes it covers', async () => {
    const archived = await timestampPdf(twice, { timestamp: trial.timestamp, at: trial.clock.now });
    const check = await checkPdf(archived, await trust());
    expect(check.outcome).toBe('valid');
    expect(check.signatures.at(-1)).toMatchObject({
      kind: 'document_timestamp',
      coverage: 'coverage.whole_file',
    });
    expect(
      (await pdfsig('archived.pdf', archived)).match(/Signature is Valid\./g)?.length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('keeps an archived file valid when nothing can be asked any more, and sees damage in what it carries', async () => {
    const before = trial.clock.now;
    trial.clock.now = new Date(before.getTime() + 60_000);
    const evidence = {
      certificates: [trial.ca.issuingCertificate],
      crls: [await crl('root'), await crl('issuing')],
      ocsps: [],
    };
    const kept = await addEvidence(twice, evidence);
    expect(
      (await checkPdf(kept, await trust({ evidence: {} }))).signatures.map(({ level }) => level),
    ).toEqual(['B-LT', 'B-LT']);
    const archived = await timestampPdf(kept, { timestamp: trial.timestamp, at: trial.clock.now });
    const yearsLater = new Date('2029-06-01T00:00:00Z');
    const check = await checkPdf(archived, { anchors: [trial.ca.rootCertificate], at: yearsLater });
    expect(check.outcome).toBe('valid');
    expect(check.signatures.map(({ level, kind }) => [level, kind])).toEqual([
      ['B-LTA', 'signature'],
      ['B-LTA', 'signature'],
      ['none', 'document_timestamp'],
    ]);
    expect((await checkPdf(twice, { anchors: [trial.ca.rootCertificate], at: yearsLater })).outcome).toBe(
      'unknown',
    );
    const report = await pdfsig('lta.pdf', archived);
    expect(report.match(/Signature is Valid\./g)?.length).toBeGreaterThanOrEqual(2);
    const changed = archived.slice();
    const at = twice.length + 200;
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(
      (await checkPdf(changed, { anchors: [trial.ca.rootCertificate], at: yearsLater })).outcome,
    ).not.toBe('valid');
    trial.clock.now = before;
  });

  it('signs a file whose cross-reference is a stream', async () => {
    const doc = await PDFDocument.load(plain);
    const streamed = await doc.save({ useObjectStreams: true });
    const signed = await signPdf(streamed, {
      ...rsa.options,
      signedAt: trial.clock.now,
      timestamp: trial.timestamp,
      stamp: stamp('Trần Quốc Bảo', 60),
    });
    const again = await signPdf(signed, { ...ec.options, signedAt: trial.clock.now });
    expect((await checkPdf(again, await trust())).outcome).toBe('valid');
    const report = await pdfsig('streamed.pdf', again);
    expect(report.match(/Signature is Valid\./g)).toHaveLength(2);
  });

  it('refuses a container larger than the room kept for it', async () => {
    const small = signPdf(plain, { ...ec.options, signedAt: trial.clock.now, reservedBytes: 64 });
    await expect(small).rejects.toMatchObject({ code: 'signature.too_large' });
  });
});

describe('fonts', () => {
  it('embeds only subsets', async () => {
    const path = join(trial.folder, 'once.pdf');
    const rows = (await run('pdffonts', [path])).split('\n').slice(2).filter(Boolean);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row).toMatch(/yes yes yes/);
    expect((await readFile(path)).length).toBeLessThan(120_000);
  });
});
