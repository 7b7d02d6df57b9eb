import { createHash } from 'node:crypto';
import { fromHex } from '#lib/identity';
import { der } from './der-writer.ts';
import { signatureAlgorithmDer, signWith, type SigningKey } from './keys.ts';

export interface Name {
  country: string;
  organisation: string;
  commonName: string;
}

export interface CertificateRequest {
  subject: Name;
  issuer: Name;
  /** Hexadecimal. */
  serial: string;
  notBefore: number;
  notAfter: number;
  publicKey: Uint8Array;
  issuerKey: SigningKey;
  role: 'authority' | 'signer' | 'master-list-signer';
}

export function nameDer(name: Name): Uint8Array {
  const part = (oid: string, value: Uint8Array) => der.set(der.sequence(der.oid(oid), value));
  return der.sequence(
    part('2.5.4.6', der.printable(name.country)),
    part('2.5.4.10', der.utf8(name.organisation)),
    part('2.5.4.3', der.utf8(name.commonName)),
  );
}

/** RFC 5280 §4.2.1.2, method 1 over the whole key info. */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(publicKey).digest());
}

const extension = (oid: string, critical: boolean, value: Uint8Array) =>
  der.sequence(der.oid(oid), critical ? der.true() : der.none, der.octets(value));

// ICAO Doc 9303-12 §7.1.1.
function extensionsDer(request: CertificateRequest): Uint8Array {
  const isAuthority = request.role === 'authority';
  const keyUsage = isAuthority ? der.bits(Uint8Array.of(0x06), 1) : der.bits(Uint8Array.of(0x80), 7);
  const constraints = der.sequence(der.true(), der.integer(0));
  return der.context(
    3,
    der.sequence(
      extension('2.5.29.14', false, der.octets(keyIdentifier(request.publicKey))),
      extension(
        '2.5.29.35',
        false,
        der.sequence(der.contextPrimitive(0, keyIdentifier(request.issuerKey.publicKey))),
      ),
      extension('2.5.29.15', true, keyUsage),
      isAuthority ? extension('2.5.29.19', true, constraints) : der.none,
    ),
  );
}

/** Writes and signs an X.509 certificate. */
export function issueCertificate(request: CertificateRequest): Uint8Array {
  const { issuerKey } = request;
  const algorithm = signatureAlgorithmDer(issuerKey.algorithm);
  const tbs = der.sequence(
    der.context(0, der.integer(2)),
    der.integer(fromHex(request.serial)),
    algorithm,
    nameDer(request.issuer),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    nameDer(request.subject),
    request.publicKey,
    extensionsDer(request),
  );
  return der.sequence(tbs, algorithm, der.bits(signWith(issuerKey, tbs)));
}

export interface RevocationRequest {
  issuer: Name;
  issuerKey: SigningKey;
  thisUpdate: number;
  nextUpdate: number;
  revoked: readonly { serial: string; date: number }[];
}

/** Writes and signs a revocation list. */
export function issueRevocationList(request: RevocationRequest): Uint8Array {
  const algorithm = signatureAlgorithmDer(request.issuerKey.algorithm);
  const entries = request.revoked.map(({ serial, date }) =>
    der.sequence(der.integer(fromHex(serial)), der.time(date)),
  );
  const tbs = der.sequence(
    der.integer(1),
    algorithm,
    nameDer(request.issuer),
    der.time(request.thisUpdate),
    der.time(request.nextUpdate),
    entries.length > 0 ? der.sequence(...entries) : der.none,
  );
  return der.sequence(tbs, algorithm, der.bits(signWith(request.issuerKey, tbs)));
}
