import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { OID, digest, hashName, verifySignature } from './algorithms.ts';
import { type Bytes, equalBytes, toBytes } from './bytes.ts';
import { certificateDer, parseDer } from './cms.ts';
import { serialOf, sameName } from './chain.ts';

export type CmsReason =
  | 'cms.good'
  | 'cms.unreadable'
  | 'cms.not_one_signer'
  | 'cms.signer_certificate_missing'
  | 'cms.algorithm_not_accepted'
  | 'cms.content_type_wrong'
  | 'cms.digest_mismatch'
  | 'cms.signature_mismatch';

export interface CmsVerdict {
  reason: CmsReason;
  signer?: pkijs.Certificate;
  certificates: pkijs.Certificate[];
  signature?: Bytes;
  /** The attribute that ties the signature to this very certificate (CAdES §5.2.2) is there and right. */
  isBoundToCertificate: boolean;
  hasSigningTime: boolean;
  timestampToken?: Bytes;
}

interface SignerParts {
  info: pkijs.SignerInfo;
  signer: pkijs.Certificate;
  content: Uint8Array;
  contentType: string;
}

/** Checks one SignedData over `content`; what the certificate is worth is asked elsewhere. */
export async function checkCms(
  container: Uint8Array,
  content: Uint8Array,
  contentType: string,
): Promise<CmsVerdict> {
  const signed = readSignedData(container);
  if (!signed)
    return { reason: 'cms.unreadable', certificates: [], isBoundToCertificate: false, hasSigningTime: false };
  return checkSignedData(signed, content, contentType);
}

export async function checkSignedData(
  signed: pkijs.SignedData,
  content: Uint8Array,
  contentType: string,
): Promise<CmsVerdict> {
  const certificates = (signed.certificates ?? []).filter((item) => item instanceof pkijs.Certificate);
  const empty = { certificates, isBoundToCertificate: false, hasSigningTime: false };
  const [info, ...others] = signed.signerInfos;
  if (!info || others.length > 0) return { ...empty, reason: 'cms.not_one_signer' };
  const signer = certificates.find((certificate) => isNamedBy(certificate, info.sid));
  if (!signer) return { ...empty, reason: 'cms.signer_certificate_missing' };
  const parts = { info, signer, content, contentType };
  const token = attributeOf(info.unsignedAttrs, OID.timeStampToken);
  return {
    reason: await quietReason(parts),
    signer,
    certificates,
    signature: new Uint8Array(info.signature.valueBlock.valueHexView),
    isBoundToCertificate: await isBound(info, signer),
    hasSigningTime: attributeOf(info.signedAttrs, OID.signingTime) !== undefined,
    ...(token ? { timestampToken: toBytes(token.toBER()) } : {}),
  };
}

function readSignedData(container: Uint8Array): pkijs.SignedData | undefined {
  try {
    const outer = new pkijs.ContentInfo({ schema: parseDer(container) });
    if (outer.contentType !== OID.signedData) return undefined;
    return new pkijs.SignedData({ schema: outer.content as asn1js.AsnType });
  } catch {
    return undefined;
  }
}

function isNamedBy(certificate: pkijs.Certificate, sid: unknown): boolean {
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return false;
  return (
    sameName(sid.issuer, certificate.issuer) && serialOfInteger(sid.serialNumber) === serialOf(certificate)
  );
}

function serialOfInteger(serial: asn1js.Integer): string {
  return Array.from(serial.valueBlock.valueHexView, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^0+(?=.)/, '');
}

function attributeOf(
  attributes: pkijs.SignedAndUnsignedAttributes | undefined,
  type: string,
): asn1js.AsnType | undefined {
  const found = attributes?.attributes.filter((attribute) => attribute.type === type) ?? [];
  const [only, ...more] = found;
  return more.length === 0 && only?.values.length === 1 ? (only.values[0] as asn1js.AsnType) : undefined;
}

async function quietReason(parts: SignerParts): Promise<CmsReason> {
  try {
    return await reasonOf(parts);
  } catch {
    return 'cms.signature_mismatch';
  }
}

async function reasonOf({ info, signer, content, contentType }: SignerParts): Promise<CmsReason> {
  const hash = hashName(info.digestAlgorithm.algorithmId);
  if (!hash) return 'cms.algorithm_not_accepted';
  const type = attributeOf(info.signedAttrs, OID.contentType);
  if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== contentType)
    return 'cms.content_type_wrong';
  const expected = attributeOf(info.signedAttrs, OID.messageDigest);
  const actual = await digest(hash, content);
  if (!(expected instanceof asn1js.OctetString) || !equalBytes(octets(expected), actual))
    return 'cms.digest_mismatch';
  const verdict = await verifySignature(signer.subjectPublicKeyInfo, {
    data: signedAttributesDer(info),
    signature: info.signature.valueBlock.valueHexView,
    algorithm: info.signatureAlgorithm,
    digestOid: info.digestAlgorithm.algorithmId,
  });
  if (verdict === 'unsupported') return 'cms.algorithm_not_accepted';
  return verdict === 'good' ? 'cms.good' : 'cms.signature_mismatch';
}

function octets(value: asn1js.OctetString): Bytes {
  return new Uint8Array(value.valueBlock.valueHexView);
}

function signedAttributesDer(info: pkijs.SignerInfo): Bytes {
  const der = toBytes(info.signedAttrs?.encodedValue ?? new ArrayBuffer(0));
  der[0] = 0x31;
  return der;
}

async function isBound(info: pkijs.SignerInfo, signer: pkijs.Certificate): Promise<boolean> {
  const second = attributeOf(info.signedAttrs, OID.signingCertificateV2);
  const first = attributeOf(info.signedAttrs, OID.signingCertificate);
  const reference = firstReference(second ?? first);
  if (!reference) return false;
  const [head, next] = reference.valueBlock.value;
  const named = head instanceof asn1js.Sequence ? head.valueBlock.value[0] : undefined;
  const hash = second
    ? hashName(named instanceof asn1js.ObjectIdentifier ? named.valueBlock.toString() : OID.sha256)
    : 'SHA-1';
  const value = head instanceof asn1js.OctetString ? head : next;
  if (!hash || !(value instanceof asn1js.OctetString)) return false;
  return equalBytes(octets(value), await digest(hash, certificateDer(signer)));
}

// SigningCertificate[V2] ::= SEQUENCE { certs SEQUENCE OF ESSCertID[v2], policies … }; the first names the signer
function firstReference(attribute: asn1js.AsnType | undefined): asn1js.Sequence | undefined {
  if (!(attribute instanceof asn1js.Sequence)) return undefined;
  const [list] = attribute.valueBlock.value;
  const [reference] = list instanceof asn1js.Sequence ? list.valueBlock.value : [];
  return reference instanceof asn1js.Sequence ? reference : undefined;
}
