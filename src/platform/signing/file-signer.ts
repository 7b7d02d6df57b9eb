import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateRequest, enrol } from './enrolment.ts';
import { SigningFault, type SigningPort } from './ports.ts';

export interface FileSignerSettings {
  readonly folder: string;
  /** Where a holder without a key gets a certificate. For demonstration; in operation certificates are issued to offices by hand. */
  readonly enrolment?: {
    readonly url: string;
    readonly subjectOf: (holder: string) => { commonName: string; organisation: string } | undefined;
  };
}

interface KeyPair {
  key: KeyObject;
  certificates: Uint8Array[];
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Private keys in files that only their owner may read. */
export function fileSigner(settings: FileSignerSettings): SigningPort {
  const opened = new Map<string, Promise<KeyPair>>();
  const pairOf = (holder: string): Promise<KeyPair> => {
    const known = opened.get(holder) ?? openPair(settings, holder);
    opened.set(holder, known);
    known.catch(() => opened.delete(holder));
    return known;
  };
  return {
    async identity(holder) {
      const { key, certificates } = await pairOf(holder);
      return {
        algorithm: key.asymmetricKeyType === 'rsa' ? 'RSA-SHA256' : 'ECDSA-P256-SHA256',
        certificates,
      };
    },
    async sign(holder, { data }) {
      const { key } = await pairOf(holder);
      return sign('sha256', data, key);
    },
  };
}

async function openPair(settings: FileSignerSettings, holder: string): Promise<KeyPair> {
  // the holder's name may come from data: only its hash becomes a file name
  const base = join(settings.folder, createHash('sha256').update(holder).digest('hex').slice(0, 32));
  const existing = await readPair(base);
  if (existing) return existing;
  const subject = settings.enrolment?.subjectOf(holder);
  if (!settings.enrolment || !subject) throw new SigningFault('signer_unknown', 'no key for this holder');
  await makePair(base, { url: settings.enrolment.url, subject });
  const made = await readPair(base);
  if (!made) throw new SigningFault('unavailable', 'the new key cannot be read');
  return made;
}

async function readPair(base: string): Promise<KeyPair | undefined> {
  const path = `${base}.key.pem`;
  const pem = await readFile(path, 'utf8').catch(absent);
  const chain = await readFile(`${base}.crt.pem`, 'utf8').catch(absent);
  if (pem === undefined || chain === undefined) return undefined;
  if (((await stat(path)).mode & 0o077) !== 0)
    throw new SigningFault('signer_unknown', `others may read ${path}: chmod 600`);
  const certificates = (chain.match(PEM) ?? []).map((text) => new Uint8Array(new X509Certificate(text).raw));
  const key = createPrivateKey(pem);
  const [own] = certificates;
  if (!own || !new X509Certificate(own).checkPrivateKey(key)) {
    throw new SigningFault('signer_unknown', 'key and certificate do not belong together');
  }
  return { key, certificates };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

async function makePair(
  base: string,
  { url, subject }: { url: string; subject: { commonName: string; organisation: string } },
): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const request = await certificateRequest({ privateKey, publicKey }, subject);
  const certificates = await enrol(url, request);
  await mkdir(join(base, '..'), { recursive: true, mode: 0o700 });
  const files = {
    [`${base}.key.pem`]: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    [`${base}.crt.pem`]: certificates.map((der) => new X509Certificate(der).toString()).join(''),
  };
  for (const [path, text] of Object.entries(files)) {
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
}
