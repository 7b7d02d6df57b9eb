import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { OID, type SignatureAlgorithm, algorithmIdentifier, digest } from './algorithms.ts';
import { type Bytes, toBytes, toHex } from './bytes.ts';
import { PadesError } from './pades-error.ts';

export interface SignRequest {
  algorithm: SignatureAlgorithm;
  /** SHA-256 of `data`: what a token, HSM or remote service signs. */
  digest: Bytes;
  /** The signed attributes, for a key that hashes by itself. */
  data: Bytes;
}

/** Returns the signature value: PKCS#1 v1.5, or DER Ecdsa-Sig-Value. */
export type Signer = (request: SignRequest) => Promise<Uint8Array>;

/** Given the SHA-256 of a signature value, returns a DER TimeStampToken over it. */
export type Timestamper = (digest: Bytes) => Promise<Uint8Array>;

export interface CmsParameters {
  covered: Uint8Array;
  /** Object identifier of the content when it is carried inside; a PDF signature is detached and leaves it out. */
  contentInside?: string;
  /** Leave the certificates out, as a timestamp client may ask (RFC 3161 §2.4.1 certReq). */
  withoutCertificates?: boolean;
  algorithm: SignatureAlgorithm;
  /** DER, the signer's own certificate first. */
  certificates: readonly Uint8Array[];
  sign: Signer;
  timestamp?: Timestamper;
}

/** A detached CAdES SignedData for a PDF: ETSI EN 319 142-1 §6, ETSI EN 319 122-1 §5. */
export async function buildCms(parameters: CmsParameters): Promise<Bytes> {
  const certificates = parameters.certificates.map((der) => parseCertificate(der));
  const [own] = certificates;
  if (!own) throw new PadesError('signature.no_signer_certificate', 'no certificate given');
  const signedAttrs = await signedAttributes(parameters);
  const data = attributesDer(signedAttrs);
  const signature = await parameters.sign({
    algorithm: parameters.algorithm,
    digest: await digest('SHA-256', data),
    data,
  });
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 }),
    signedAttrs,
    signatureAlgorithm: algorithmIdentifier(parameters.algorithm),
    signature: new asn1js.OctetString({ valueHex: toBytes(signature).buffer }),
  });
  if (parameters.timestamp) {
    const token = await parameters.timestamp(await digest('SHA-256', signature));
    info.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({
      type: 1,
      attributes: [attribute(OID.timeStampToken, parseDer(token))],
    });
  }
  return wrapSignedData(info, parameters.withoutCertificates ? [] : certificates, parameters);
}

function wrapSignedData(
  info: pkijs.SignerInfo,
  certificates: pkijs.Certificate[],
  { covered, contentInside }: CmsParameters,
): Bytes {
  const encapContentInfo = new pkijs.EncapsulatedContentInfo({ eContentType: contentInside ?? OID.data });
  if (contentInside)
    encapContentInfo.eContent = new asn1js.OctetString({ valueHex: toBytes(covered).buffer });
  const signed = new pkijs.SignedData({
    // RFC 5652 §5.1: 3 when the content is not id-data
    version: contentInside ? 3 : 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 })],
    encapContentInfo,
    signerInfos: [info],
    ...(certificates.length > 0 ? { certificates } : {}),
  });
  const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
  return toBytes(content.toSchema().toBER());
}

// EN 319 142-1 §6.3: no signing-time attribute; the claimed time is /M of the signature dictionary.
async function signedAttributes(parameters: CmsParameters): Promise<pkijs.SignedAndUnsignedAttributes> {
  const own = parameters.certificates[0] ?? new Uint8Array();
  const octets = (bytes: Bytes): asn1js.OctetString => new asn1js.OctetString({ valueHex: bytes.buffer });
  const certificateId = new asn1js.Sequence({ value: [octets(await digest('SHA-256', own))] });
  // RFC 5035 §3: SHA-256 is the default of ESSCertIDv2 and is left out
  const signingCertificate = new asn1js.Sequence({
    value: [new asn1js.Sequence({ value: [certificateId] })],
  });
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: parameters.contentInside ?? OID.data })),
    attribute(OID.messageDigest, octets(await digest('SHA-256', parameters.covered))),
    attribute(OID.signingCertificateV2, signingCertificate),
  ];
  // X.690 §11.6: DER sorts the members of a SET OF by their encoding
  const sorted = attributes.toSorted((a, b) => (encodingOf(a) < encodingOf(b) ? -1 : 1));
  return new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: sorted });
}

function encodingOf(attribute: pkijs.Attribute): string {
  return toHex(toBytes(attribute.toSchema().toBER()));
}

function attribute(type: string, value: asn1js.AsnType): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

// RFC 5652 §5.4: signed with the tag of SET OF, stored with the implicit [0]
function attributesDer(attributes: pkijs.SignedAndUnsignedAttributes): Bytes {
  const der = toBytes(attributes.toSchema().toBER());
  der[0] = 0x31;
  return der;
}

export function parseDer(der: Uint8Array): asn1js.AsnType {
  const parsed = asn1js.fromBER(toBytes(der));
  if (parsed.offset === -1) throw new TypeError('not DER');
  return parsed.result;
}

export function parseCertificate(der: Uint8Array): pkijs.Certificate {
  return new pkijs.Certificate({ schema: parseDer(der) });
}

export function certificateDer(certificate: pkijs.Certificate): Bytes {
  return toBytes(certificate.toSchema(false).toBER());
}
