import { type KeyObject, webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { ask } from './ask.ts';
import { SigningFault } from './ports.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

/** A PKCS#10 request, signed by the key it asks for (RFC 2986). */
export async function certificateRequest(
  keys: { privateKey: KeyObject; publicKey: KeyObject },
  subject: { commonName: string; organisation: string },
): Promise<Uint8Array> {
  const der = (key: KeyObject, type: 'pkcs8' | 'spki') =>
    Uint8Array.from(key.export({ type, format: 'der' }) as Buffer);
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der(keys.privateKey, 'pkcs8'), ECDSA, false, [
    'sign',
  ]);
  const publicKey = await webcrypto.subtle.importKey('spki', der(keys.publicKey, 'spki'), ECDSA, true, [
    'verify',
  ]);
  const request = new pkijs.CertificationRequest({ version: 0 });
  const name = (type: string, value: string) =>
    new pkijs.AttributeTypeAndValue({
      type,
      value: new asn1js.Utf8String({ value: value.normalize('NFC') }),
    });
  request.subject.typesAndValues = [
    new pkijs.AttributeTypeAndValue({ type: '2.5.4.6', value: new asn1js.PrintableString({ value: 'VN' }) }),
    name('2.5.4.10', subject.organisation),
    name('2.5.4.3', subject.commonName),
  ];
  await request.subjectPublicKeyInfo.importKey(publicKey);
  await request.sign(privateKey, 'SHA-256');
  return new Uint8Array(request.toSchema(true).toBER());
}

/** Enrolment over Secure Transport (RFC 7030): the new certificate first, then those above it. */
export async function enrol(url: string, request: Uint8Array): Promise<Uint8Array[]> {
  const own = await ask({
    url: `${url}/.well-known/est/simpleenroll`,
    type: 'application/pkcs10',
    body: Buffer.from(request).toString('base64'),
  });
  return [...certificatesOf(own), ...(await authorityCertificates(url)).intermediates];
}

/** What an enrolment authority says its certificates are: anchors are those that sign themselves. */
export async function authorityCertificates(
  url: string,
): Promise<{ anchors: Uint8Array[]; intermediates: Uint8Array[] }> {
  const all = certificatesOf(await ask({ url: `${url}/.well-known/est/cacerts` }));
  const isAnchor = (der: Uint8Array): boolean => {
    const certificate = pkijs.Certificate.fromBER(Uint8Array.from(der));
    return certificate.issuer.isEqual(certificate.subject);
  };
  return { anchors: all.filter(isAnchor), intermediates: all.filter((der) => !isAnchor(der)) };
}

function certificatesOf(answer: Uint8Array): Uint8Array[] {
  try {
    const der = Uint8Array.from(Buffer.from(Buffer.from(answer).toString('ascii'), 'base64'));
    const content = pkijs.ContentInfo.fromBER(der);
    const signed = new pkijs.SignedData({ schema: content.content as asn1js.AsnType });
    return (signed.certificates ?? [])
      .filter((item) => item instanceof pkijs.Certificate)
      .map((item) => new Uint8Array(item.toSchema(true).toBER()));
  } catch (cause) {
    throw new SigningFault('unavailable', 'the authority answered something else', { cause });
  }
}
