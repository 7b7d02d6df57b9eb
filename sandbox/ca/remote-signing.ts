import type * as pkijs from 'pkijs';
import { type Answer, type Asked, json, readJson, Refusal, sameSecret } from '../kit/index.ts';
import { type Authority, issue, readCertificate, signerExtensions } from './authority.ts';
import { commonNameOf, derOf, nameOf, publicKeyInfo } from './certificate.ts';
import { type CaKey, deriveKey, signDigest } from './keys.ts';

/** A person or office whose key the service keeps. */
export interface RemoteSigner {
  credentialId: string;
  commonName: string;
  organisation: string;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const SHA256 = '2.16.840.1.101.3.4.2.1';

interface Credential {
  key: CaKey;
  certificate: pkijs.Certificate;
}

export interface RemoteSigning {
  credentialInfo: (asked: Asked) => Promise<Answer>;
  signHash: (asked: Asked) => Promise<Answer>;
}

/** The part of the Cloud Signature Consortium API v1 that signs a hash with a key kept by the service. */
export function openRemoteSigning(
  authority: Authority,
  settings: { signers: readonly RemoteSigner[]; token: string; now: () => Date },
): RemoteSigning {
  const credentials = new Map<string, Promise<Credential>>();
  const find = (asked: Asked, id: unknown): Promise<Credential> => {
    demandToken(asked, settings.token);
    const signer = settings.signers.find(({ credentialId }) => credentialId === id);
    if (!signer) throw new Refusal(400, 'invalid_request', 'Invalid parameter credentialID');
    const known = credentials.get(signer.credentialId) ?? openCredential(authority, signer, settings.now());
    credentials.set(signer.credentialId, known);
    return known;
  };
  return {
    async credentialInfo(asked) {
      const { certificate } = await find(asked, fieldsOf(asked).credentialID);
      const chain = [certificate, authority.issuing.certificate];
      return json({
        key: { status: 'enabled', algo: [ECDSA_SHA256], len: 256, curve: '1.2.840.10045.3.1.7' },
        cert: {
          status: 'valid',
          certificates: chain.map((link) => Buffer.from(derOf(link)).toString('base64')),
          subjectDN: commonNameOf(certificate.subject),
          serialNumber: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
        },
        authMode: 'implicit',
        multisign: 1,
      });
    },
    async signHash(asked) {
      const fields = fieldsOf(asked);
      const { key } = await find(asked, fields.credentialID);
      if (fields.signAlgo !== ECDSA_SHA256 || (fields.hashAlgo ?? SHA256) !== SHA256) {
        throw new Refusal(400, 'invalid_request', 'Invalid parameter signAlgo');
      }
      const signatures = readHashes(fields.hash).map((hash) =>
        Buffer.from(signDigest(key, hash)).toString('base64'),
      );
      return json({ signatures });
    },
  };
}

function demandToken(asked: Asked, token: string): void {
  const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
  if (!sameSecret(given, token)) throw new Refusal(401, 'access_denied');
}

function fieldsOf(asked: Asked): Record<string, unknown> {
  const value = readJson(asked);
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'invalid_request');
  return value as Record<string, unknown>;
}

function readHashes(value: unknown): Buffer[] {
  const given = Array.isArray(value) ? value : [];
  const hashes = given.map((hash) => Buffer.from(String(hash), 'base64'));
  if (hashes.length === 0 || hashes.some((hash) => hash.length !== 32)) {
    throw new Refusal(400, 'invalid_request', 'Invalid parameter hash');
  }
  return hashes;
}

async function openCredential(authority: Authority, signer: RemoteSigner, now: Date): Promise<Credential> {
  const label = `remote:${signer.credentialId}`;
  const key = await deriveKey(authority.seed, label);
  const kept = authority.book.pages.authorities[label];
  if (kept) return { key, certificate: readCertificate(kept) };
  const certificate = await issue(authority.book, {
    issuer: authority.issuing,
    publicKey: await publicKeyInfo(key.publicKey),
    subject: nameOf({ country: 'VN', organisation: signer.organisation, commonName: signer.commonName }),
    years: 3,
    now,
    extensions: signerExtensions(authority.url),
  });
  authority.book.keepAuthority(label, Buffer.from(derOf(certificate)).toString('base64'));
  return { key, certificate };
}
