import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { OID } from './algorithms.ts';
import { type Bytes, equalBytes, toBytes } from './bytes.ts';
import { parseDer } from './cms.ts';
import { PadesError } from './pades-error.ts';

/** A DER TimeStampReq over a SHA-256 digest, asking for the authority's certificate (RFC 3161 §2.4.1). */
export function timestampRequest(digest: Uint8Array, nonce: Uint8Array): Bytes {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: OID.sha256,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: toBytes(digest).buffer }),
    }),
    nonce: nonceInteger(nonce),
    certReq: true,
  });
  return toBytes(request.toSchema().toBER());
}

function nonceInteger(nonce: Uint8Array): asn1js.Integer {
  const value = toBytes(nonce);
  value[0] = ((value[0] ?? 0) & 0x7f) | 0x40;
  return new asn1js.Integer({ valueHex: value.buffer });
}

export interface TimestampAnswer {
  token: Bytes;
  generatedAt: Date;
}

/** Reads a TimeStampResp and checks what the client must check: status, imprint and nonce (RFC 3161 §2.4.2). */
export function readTimestampResponse(
  response: Uint8Array,
  asked: { digest: Uint8Array; nonce: Uint8Array },
): TimestampAnswer {
  const { token, info, status } = parseResponse(response);
  if (status > 1 || !token || !info) throw new PadesError('timestamp.refused', `PKIStatus ${status}`);
  const sent = new Uint8Array(nonceInteger(asked.nonce).valueBlock.valueHexView);
  const got = info.nonce ? new Uint8Array(info.nonce.valueBlock.valueHexView) : new Uint8Array();
  if (!equalBytes(sent, got)) throw new PadesError('timestamp.wrong_nonce', 'the nonce was not returned');
  const imprint = new Uint8Array(info.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (!equalBytes(imprint, asked.digest) || info.messageImprint.hashAlgorithm.algorithmId !== OID.sha256) {
    throw new PadesError('timestamp.wrong_imprint', 'the token is over other bytes');
  }
  return { token, generatedAt: info.genTime };
}

function parseResponse(response: Uint8Array): {
  status: number;
  token?: Bytes | undefined;
  info?: pkijs.TSTInfo | undefined;
} {
  try {
    const parsed = new pkijs.TimeStampResp({ schema: parseDer(response) });
    const status = parsed.status.status as number;
    if (!parsed.timeStampToken) return { status };
    const token = toBytes(parsed.timeStampToken.toSchema().toBER());
    return { status, token, info: parseToken(token).info };
  } catch (cause) {
    throw new PadesError('timestamp.unreadable', 'not a TimeStampResp', { cause });
  }
}

export interface ParsedToken {
  signed: pkijs.SignedData;
  info: pkijs.TSTInfo;
  /** The DER of TSTInfo: what the token's signature covers. */
  content: Bytes;
}

export function parseToken(token: Uint8Array): ParsedToken {
  const outer = new pkijs.ContentInfo({ schema: parseDer(token) });
  if (outer.contentType !== OID.signedData) throw new TypeError('not SignedData');
  const signed = new pkijs.SignedData({ schema: outer.content as asn1js.AsnType });
  const content = encapsulatedBytes(signed);
  if (signed.encapContentInfo.eContentType !== OID.tstInfo || !content)
    throw new TypeError('not a timestamp token');
  return { signed, info: new pkijs.TSTInfo({ schema: parseDer(content) }), content };
}

function encapsulatedBytes(signed: pkijs.SignedData): Bytes | undefined {
  const octets = signed.encapContentInfo.eContent;
  return octets ? toBytes(octets.getValue()) : undefined;
}
