import { concatBytes, toHex } from './bytes.ts';
import { algorithmOf, derTag, integerHex, octetsOf, oidOf, timeOf, type AlgorithmId } from './der.ts';
import { LdsError } from './lds-error.ts';
import { childrenOf, expectTag, readTlv, type Tlv } from './tlv.ts';

export interface CmsSigner {
  /** By issuer and serial, or by subject key identifier (hexadecimal). */
  issuer?: Uint8Array;
  serial?: string;
  subjectKeyId?: string;
  digestAlgorithm: AlgorithmId;
  /** What the signature covers when there are signed attributes: their DER with the SET tag (RFC 5652 §5.4). */
  signedAttributes?: Uint8Array;
  messageDigest?: Uint8Array;
  contentType?: string;
  /** Epoch milliseconds, claimed by the signer. */
  signingTime?: number;
  signatureAlgorithm: AlgorithmId;
  signature: Uint8Array;
}

/** CMS SignedData (RFC 5652 §5), definite or indefinite lengths. */
export interface SignedData {
  contentType: string;
  content: Uint8Array;
  certificates: Uint8Array[];
  revocationLists: Uint8Array[];
  signers: CmsSigner[];
}

const signedDataOid = '1.2.840.113549.1.7.2';

function attributesOf(element: Tlv): Map<string, Tlv> {
  const attributes = new Map<string, Tlv>();
  for (const attribute of childrenOf(element)) {
    const [type, values] = childrenOf(attribute);
    const [value, second] = childrenOf(expectTag(values, derTag.set, 'attribute values'));
    const oid = oidOf(type, 'attribute type');
    // RFC 5652 §5.3, §11: each at most once and with one value.
    if (!value || second || attributes.has(oid))
      throw new LdsError('lds_bad_value', `signed attribute ${oid}`);
    attributes.set(oid, value);
  }
  return attributes;
}

function signedAttributesOf(element: Tlv): Partial<CmsSigner> {
  const attributes = attributesOf(element);
  const digest = attributes.get('1.2.840.113549.1.9.4');
  const type = attributes.get('1.2.840.113549.1.9.3');
  const time = attributes.get('1.2.840.113549.1.9.5');
  return {
    signedAttributes: concatBytes(Uint8Array.of(derTag.set), element.raw.subarray(1)),
    ...(digest ? { messageDigest: octetsOf(digest) } : {}),
    ...(type ? { contentType: oidOf(type, 'content type') } : {}),
    ...(time ? { signingTime: timeOf(time) } : {}),
  };
}

function signerIdentifier(element: Tlv | undefined): Partial<CmsSigner> {
  if (element?.tag === 0x80) return { subjectKeyId: toHex(element.value) };
  const [issuer, serial] = childrenOf(expectTag(element, derTag.sequence, 'signer identifier'));
  return {
    issuer: expectTag(issuer, derTag.sequence, 'issuer').raw,
    serial: integerHex(serial, 'serial number'),
  };
}

function decodeSigner(element: Tlv): CmsSigner {
  const [, identifier, digest, ...rest] = childrenOf(expectTag(element, derTag.sequence, 'signer info'));
  const attributes = rest[0]?.tag === 0xa0 ? rest[0] : undefined;
  const [algorithm, signature] = attributes ? rest.slice(1) : rest;
  return {
    ...signerIdentifier(identifier),
    digestAlgorithm: algorithmOf(digest, 'digest algorithm'),
    ...(attributes ? signedAttributesOf(attributes) : {}),
    signatureAlgorithm: algorithmOf(algorithm, 'signature algorithm'),
    signature: octetsOf(expectTag(signature, derTag.octetString, 'signature')),
  };
}

/** Reads CMS SignedData with content inside. Throws LdsError. No signature is checked here. */
export function decodeSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapped] = childrenOf(expectTag(readTlv(bytes), derTag.sequence, 'content info'));
  if (oidOf(type, 'content type') !== signedDataOid) throw new LdsError('lds_bad_value', 'not SignedData');
  const [inner] = childrenOf(expectTag(wrapped, 0xa0, 'content'));
  const [, , encapsulated, ...rest] = childrenOf(expectTag(inner, derTag.sequence, 'signed data'));
  const [contentType, explicit] = childrenOf(
    expectTag(encapsulated, derTag.sequence, 'encapsulated content'),
  );
  const [content] = childrenOf(expectTag(explicit, 0xa0, 'encapsulated content'));
  if (!content) throw new LdsError('lds_missing_field', 'encapsulated content');
  const pick = (tag: number) => rest.filter((element) => element.tag === tag).flatMap(childrenOf);
  return {
    contentType: oidOf(contentType, 'content type'),
    content: octetsOf(content),
    certificates: pick(0xa0)
      .filter(({ tag }) => tag === derTag.sequence)
      .map(({ raw }) => raw),
    revocationLists: pick(0xa1)
      .filter(({ tag }) => tag === derTag.sequence)
      .map(({ raw }) => raw),
    signers: pick(derTag.set).map(decodeSigner),
  };
}
