import type { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

export interface Subject {
  country: string;
  organisation?: string;
  commonName: string;
}

export interface CertificateParts {
  serial: string;
  subject: pkijs.RelativeDistinguishedNames;
  issuer: pkijs.RelativeDistinguishedNames;
  notBefore: Date;
  notAfter: Date;
  publicKey: pkijs.PublicKeyInfo;
  extensions: pkijs.Extension[];
  signingKey: webcrypto.CryptoKey;
}

export async function makeCertificate(parts: CertificateParts): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: bytesOf(Buffer.from(parts.serial, 'hex')).buffer }),
    issuer: parts.issuer,
    subject: parts.subject,
    notBefore: new pkijs.Time({ type: 0, value: parts.notBefore }),
    // RFC 5280 §4.1.2.5: GeneralizedTime from 2050 on
    notAfter: new pkijs.Time({
      type: parts.notAfter.getUTCFullYear() >= 2050 ? 1 : 0,
      value: parts.notAfter,
    }),
    subjectPublicKeyInfo: parts.publicKey,
    extensions: parts.extensions,
  });
  await certificate.sign(parts.signingKey, 'SHA-256');
  return certificate;
}

export function bytesOf(source: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(source);
}

export function derOf(certificate: pkijs.Certificate): Uint8Array<ArrayBuffer> {
  return new Uint8Array(certificate.toSchema(true).toBER());
}

export async function publicKeyInfo(key: webcrypto.CryptoKey): Promise<pkijs.PublicKeyInfo> {
  const info = new pkijs.PublicKeyInfo();
  await info.importKey(key);
  return info;
}

export function nameOf(subject: Subject): pkijs.RelativeDistinguishedNames {
  const text = (type: string, value: string): pkijs.AttributeTypeAndValue =>
    new pkijs.AttributeTypeAndValue({
      type,
      value: new asn1js.Utf8String({ value: value.normalize('NFC') }),
    });
  const parts = [
    new pkijs.AttributeTypeAndValue({
      type: '2.5.4.6',
      value: new asn1js.PrintableString({ value: subject.country }),
    }),
  ];
  if (subject.organisation) parts.push(text('2.5.4.10', subject.organisation));
  parts.push(text('2.5.4.3', subject.commonName));
  return new pkijs.RelativeDistinguishedNames({ typesAndValues: parts });
}

export function commonNameOf(name: pkijs.RelativeDistinguishedNames): string {
  const found = name.typesAndValues.find(({ type }) => String(type) === '2.5.4.3');
  return found ? String(found.value.valueBlock.value) : '';
}

function extension(extnID: string, value: asn1js.AsnType, critical = false): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
}

export function basicConstraints(isAuthority: boolean, pathLength?: number): pkijs.Extension {
  const value = new pkijs.BasicConstraints({
    cA: isAuthority,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  });
  return extension('2.5.29.19', value.toSchema(), true);
}

export function keyUsage(usages: readonly (keyof typeof KEY_USAGE)[]): pkijs.Extension {
  let bits = 0;
  for (const usage of usages) bits |= 0x80 >> KEY_USAGE[usage];
  const unusedBits = Math.clz32(bits & -bits) === 32 ? 0 : 31 - Math.clz32(bits & -bits);
  return extension(
    '2.5.29.15',
    new asn1js.BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits }),
    true,
  );
}

export function extendedKeyUsage(purposes: string[], critical = false): pkijs.Extension {
  return extension('2.5.29.37', new pkijs.ExtKeyUsage({ keyPurposes: purposes }).toSchema(), critical);
}

export function ocspNoCheck(): pkijs.Extension {
  // RFC 6960 §4.2.2.2.1
  return extension('1.3.6.1.5.5.7.48.1.5', new asn1js.Null());
}

export function crlPoint(url: string): pkijs.Extension {
  const point = new pkijs.DistributionPoint({ distributionPoint: [uri(url)] });
  const points = new pkijs.CRLDistributionPoints({ distributionPoints: [point] });
  return extension('2.5.29.31', points.toSchema());
}

export function authorityAccess(access: { ocsp?: string; caIssuers?: string }): pkijs.Extension {
  const descriptions: pkijs.AccessDescription[] = [];
  const add = (accessMethod: string, url: string | undefined): void => {
    if (url) descriptions.push(new pkijs.AccessDescription({ accessMethod, accessLocation: uri(url) }));
  };
  add('1.3.6.1.5.5.7.48.1', access.ocsp);
  add('1.3.6.1.5.5.7.48.2', access.caIssuers);
  return extension(
    '1.3.6.1.5.5.7.1.1',
    new pkijs.InfoAccess({ accessDescriptions: descriptions }).toSchema(),
  );
}

function uri(value: string): pkijs.GeneralName {
  return new pkijs.GeneralName({ type: 6, value });
}

export async function subjectKeyId(key: pkijs.PublicKeyInfo): Promise<pkijs.Extension> {
  return extension('2.5.29.14', new asn1js.OctetString({ valueHex: await keyId(key) }));
}

export async function authorityKeyId(key: pkijs.PublicKeyInfo): Promise<pkijs.Extension> {
  const id = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: await keyId(key) }),
  });
  return extension('2.5.29.35', id.toSchema());
}

// RFC 5280 §4.2.1.2 (1): SHA-1 of the key bits, an identifier and no protection
async function keyId(key: pkijs.PublicKeyInfo): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-1', bytesOf(key.subjectPublicKey.valueBlock.valueHexView));
}
