import { execFile } from 'node:child_process';
import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import {
  type FontStyle,
  openFontBook,
  readTimestampResponse,
  readTypeface,
  type SignatureAlgorithm,
  type SignPdfOptions,
  textOperators,
  timestampRequest,
  type Typeface,
} from '#lib/pades';
import { type CaOptions, type CaSandbox, startCa } from './ca.ts';

/** What the tests of signing share: a CA, signers enrolled with it, and the independent tools. */
export interface Trial {
  ca: CaSandbox;
  folder: string;
  clock: { now: Date };
  enrol: (commonName: string, kind: 'rsa' | 'ec') => Promise<TrialSigner>;
  timestamp: (digest: Uint8Array) => Promise<Uint8Array>;
  write: (name: string, bytes: Uint8Array) => Promise<string>;
  close: () => Promise<void>;
}

export interface TrialSigner {
  certificate: Uint8Array;
  serial: string;
  options: Pick<SignPdfOptions, 'algorithm' | 'certificates' | 'sign'>;
}

export async function openTrial(options: Partial<CaOptions> = {}): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-ca-'));
  const clock = { now: new Date('2026-11-23T03:15:08Z') };
  const ca = await startCa({
    folder: join(folder, 'ca'),
    seed: 'trial',
    writeLog: () => undefined,
    surroundings: {
      now: () => clock.now,
      uuid: () => '0',
      bytes: (length) => randomBytes(length),
      sleep: () => Promise.resolve(),
    },
    ...options,
  });
  const write = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  return {
    ca,
    folder,
    clock,
    write,
    enrol: (commonName, kind) => enrol({ ca, folder }, commonName, kind),
    timestamp: (digest) => askTimestamp(ca.url, digest),
    close: async () => {
      await ca.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function askTimestamp(url: string, digest: Uint8Array): Promise<Uint8Array> {
  const nonce = randomBytes(8);
  const answer = await fetch(`${url}/tsa`, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: timestampRequest(digest, nonce),
  });
  return readTimestampResponse(new Uint8Array(await answer.arrayBuffer()), { digest, nonce }).token;
}

async function enrol(
  { ca, folder }: { ca: CaSandbox; folder: string },
  commonName: string,
  kind: 'rsa' | 'ec',
): Promise<TrialSigner> {
  const { privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = `${kind}-${randomBytes(4).toString('hex')}`;
  const keyPath = join(folder, `${name}.key`);
  await writeFile(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const csrPath = join(folder, `${name}.csr`);
  const subject = `/C=VN/O=UBND phường Buôn Hồ/CN=${commonName}`;
  await run('openssl', [
    'req',
    '-new',
    '-key',
    keyPath,
    '-utf8',
    '-subj',
    subject,
    '-outform',
    'der',
    '-out',
    csrPath,
  ]);
  const answer = await fetch(`${ca.url}/.well-known/est/simpleenroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/pkcs10' },
    body: (await readFile(csrPath)).toString('base64'),
  });
  const p7Path = join(folder, `${name}.p7`);
  await writeFile(p7Path, Buffer.from(await answer.text(), 'base64'));
  const pem = await run('openssl', ['pkcs7', '-inform', 'der', '-in', p7Path, '-print_certs']);
  const base64 = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END/.exec(pem)?.[1] ?? '';
  const certificate = new Uint8Array(Buffer.from(base64, 'base64'));
  const pemPath = join(folder, `${name}.pem`);
  await writeFile(pemPath, pem);
  const serial = (await run('openssl', ['x509', '-in', pemPath, '-noout', '-serial']))
    .trim()
    .replace('serial=', '');
  return {
    certificate,
    serial,
    options: signerOptions(privateKey, kind, [certificate, ca.issuingCertificate]),
  };
}

function signerOptions(
  key: KeyObject,
  kind: 'rsa' | 'ec',
  certificates: Uint8Array[],
): TrialSigner['options'] {
  const algorithm: SignatureAlgorithm = kind === 'rsa' ? 'RSA-SHA256' : 'ECDSA-P256-SHA256';
  const secret = createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }));
  return {
    algorithm,
    certificates,
    sign: ({ data }) => Promise.resolve(createSign('sha256').update(data).sign(secret)),
  };
}

const PACKAGES = 'poppler-utils libnss3-tools openssl';

/** Runs an independent tool; when it is not installed the test fails and says what to install. */
export function run(tool: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      tool,
      [...parameters],
      { timeout: 30_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (error.code === 'ENOENT')
          reject(new Error(`${tool} is missing: apt-get install ${PACKAGES}`));
        else reject(new Error(`${tool} failed: ${stdout}${stderr}`));
      },
    );
  });
}

/** An NSS store that trusts the root: without one pdfsig says "Unknown Validation Failure" of good files. */
export async function nssStore(trial: Trial): Promise<string> {
  const folder = await mkdtemp(join(trial.folder, 'nss-'));
  const root = await trial.write('root.crt', trial.ca.rootCertificate);
  const issuing = await trial.write('issuing.crt', trial.ca.issuingCertificate);
  await run('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password']);
  await run('certutil', ['-A', '-d', `sql:${folder}`, '-n', 'root', '-t', 'CT,C,C', '-i', root]);
  await run('certutil', ['-A', '-d', `sql:${folder}`, '-n', 'issuing', '-t', ',,', '-i', issuing]);
  return `sql:${folder}`;
}

export async function notoSans(): Promise<Typeface> {
  const weights: Record<FontStyle, string> = {
    regular: '400-normal',
    bold: '700-normal',
    italic: '400-italic',
    'bold-italic': '700-italic',
  };
  const read = (style: FontStyle): Promise<Buffer[]> =>
    Promise.all(
      ['latin', 'latin-ext', 'vietnamese'].map((subset) =>
        readFile(
          fileURLToPath(
            import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weights[style]}.woff`),
          ),
        ),
      ),
    );
  return readTypeface('Noto Sans', {
    regular: await read('regular'),
    bold: await read('bold'),
    italic: await read('italic'),
    'bold-italic': await read('bold-italic'),
  });
}

export async function samplePdf(typeface: Typeface, lines: readonly string[]): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  doc.setCreationDate(new Date(0));
  const page = doc.addPage([595, 842]);
  const book = openFontBook(doc, typeface);
  for (const [i, text] of lines.entries()) {
    page.pushOperators(
      ...(await textOperators(book, { text, style: 'regular', size: 14, x: 60, y: 760 - i * 24 })),
    );
  }
  const fonts = doc.context.obj(Object.fromEntries(book.used().map(({ font, key }) => [key, font.ref])));
  page.node.normalizedEntries().Resources.set(page.node.context.obj('Font'), fonts);
  return doc.save({ useObjectStreams: false });
}
