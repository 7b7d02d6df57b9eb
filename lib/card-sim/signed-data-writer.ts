import { createHash } from 'node:crypto';
import { decodeCertificate, encodeTlv, fromHex, hashOid, ldsSecurityObjectOid, readTlv } from '#lib/identity';
import { der } from './der-writer.ts';
import { hashOf, signatureAlgorithmDer, signWith, type SigningKey } from './keys.ts';

export interface CmsSignerKey {
  key: SigningKey;
  certificate: Uint8Array;
  /** Leave the certificate out of the message. */
  omitCertificate?: boolean;
}

const hashBytes = (hash: string, data: Uint8Array) => new Uint8Array(createHash(hash).update(data).digest());
const digestAlgorithm = (hash: string) => der.sequence(der.oid(hashOid(hash)), der.null());

/** Signs content as CMS SignedData with signed attributes (RFC 5652). */
export function signContent(contentType: string, content: Uint8Array, signer: CmsSignerKey): Uint8Array {
  const hash = hashOf(signer.key.algorithm);
  const attribute = (oid: string, value: Uint8Array) => der.sequence(der.oid(oid), der.set(value));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', der.oid(contentType)),
    attribute('1.2.840.113549.1.9.4', der.octets(hashBytes(hash, content))),
  ];
  const { issuer, serial } = decodeCertificate(signer.certificate);
  const evenSerial = serial.length % 2 === 0 ? serial : `0${serial}`;
  const signerInfo = der.sequence(
    der.integer(1),
    der.sequence(issuer, der.integer(fromHex(evenSerial))),
    digestAlgorithm(hash),
    der.context(0, ...attributes),
    signatureAlgorithmDer(signer.key.algorithm),
    der.octets(signWith(signer.key, der.set(...attributes))),
  );
  const signedData = der.sequence(
    der.integer(3),
    der.set(digestAlgorithm(hash)),
    der.sequence(der.oid(contentType), der.context(0, der.octets(content))),
    signer.omitCertificate ? der.none : der.context(0, signer.certificate),
    der.set(signerInfo),
  );
  return der.sequence(der.oid('1.2.840.113549.1.7.2'), der.context(0, signedData));
}

/** EF.SOD over the given data groups. */
export function writeSecurityObject(
  groups: Readonly<Record<number, Uint8Array>>,
  signer: CmsSignerKey,
): Uint8Array {
  const hash = hashOf(signer.key.algorithm);
  const entries = Object.entries(groups).map(([number, bytes]) =>
    der.sequence(der.integer(Number(number)), der.octets(hashBytes(hash, bytes))),
  );
  const content = der.sequence(der.integer(0), digestAlgorithm(hash), der.sequence(...entries));
  return encodeTlv(0x77, signContent(ldsSecurityObjectOid, content, signer));
}

/** CSCA master list (ICAO Doc 9303-12 §9). */
export function writeMasterList(certificates: readonly Uint8Array[], signer: CmsSignerKey): Uint8Array {
  const content = der.sequence(
    der.integer(0),
    der.set(...certificates.map((certificate) => readTlv(certificate).raw)),
  );
  return signContent('2.23.136.1.1.2', content, signer);
}
