import {
  decodeCertificate,
  decodeRevocationList,
  type Certificate,
  type RevocationList,
} from '#lib/identity';
import { issueCertificate, issueRevocationList, type Name } from './certificate-writer.ts';
import { generateSigningKey, type SigningAlgorithm, type SigningKey } from './keys.ts';

export interface Authority {
  name: Name;
  key: SigningKey;
  /** Self-signed. */
  certificate: Uint8Array;
}

export interface DocumentSigner {
  key: SigningKey;
  certificate: Uint8Array;
  serial: string;
}

export interface Validity {
  notBefore: number;
  notAfter: number;
}

const year = 365.25 * 86_400_000;

export function yearsFrom(start: number, years: number): Validity {
  return { notBefore: start, notAfter: start + Math.round(years * year) };
}

/** A country signing authority for tests. Its names say that it is one. */
export function createAuthority(options: {
  algorithm: SigningAlgorithm;
  validity: Validity;
  country?: string;
  generation?: number;
}): Authority {
  const key = generateSigningKey(options.algorithm);
  const name: Name = {
    country: options.country ?? 'VN',
    organisation: 'Serepok test only',
    commonName: `TEST CSCA ${options.generation ?? 1}`,
  };
  const certificate = issueCertificate({
    subject: name,
    issuer: name,
    serial: '01',
    ...options.validity,
    publicKey: key.publicKey,
    issuerKey: key,
    role: 'authority',
  });
  return { name, key, certificate };
}

/** The old key's word for the new key: subject and key of `next`, signed by `previous`. */
export function createLink(previous: Authority, next: Authority, validity: Validity): Uint8Array {
  return issueCertificate({
    subject: next.name,
    issuer: previous.name,
    serial: '70',
    ...validity,
    publicKey: next.key.publicKey,
    issuerKey: previous.key,
    role: 'authority',
  });
}

/** A document signer under the authority. */
export function createDocumentSigner(
  authority: Authority,
  options: {
    algorithm: SigningAlgorithm;
    validity: Validity;
    serial?: string;
    role?: 'signer' | 'master-list-signer' | 'authority';
  },
): DocumentSigner {
  const key = generateSigningKey(options.algorithm);
  const serial = options.serial ?? '1001';
  const certificate = issueCertificate({
    subject: { ...authority.name, commonName: `TEST DS ${serial}` },
    issuer: authority.name,
    serial,
    ...options.validity,
    publicKey: key.publicKey,
    issuerKey: authority.key,
    role: options.role ?? 'signer',
  });
  return { key, certificate, serial };
}

export function createRevocationList(
  authority: Authority,
  options: { thisUpdate: number; nextUpdate: number; revoked?: readonly string[] },
): Uint8Array {
  const revoked = (options.revoked ?? []).map((serial) => ({ serial, date: options.thisUpdate }));
  return issueRevocationList({ ...options, revoked, issuer: authority.name, issuerKey: authority.key });
}

/** What a verifier holds of this authority: certificate and lists, decoded. */
export function trustMaterialOf(
  authorities: readonly Authority[],
  extra: { links?: readonly Uint8Array[]; lists?: readonly Uint8Array[] } = {},
): { anchors: Certificate[]; links: Certificate[]; revocationLists: RevocationList[] } {
  return {
    anchors: authorities.map(({ certificate }) => decodeCertificate(certificate)),
    links: (extra.links ?? []).map(decodeCertificate),
    revocationLists: (extra.lists ?? []).map(decodeRevocationList),
  };
}
