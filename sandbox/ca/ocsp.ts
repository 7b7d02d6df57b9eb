import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type Authority, normalSerial } from './authority.ts';
import { REVOCATION_REASONS } from './book.ts';

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const HASHES: Record<string, string> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };

/** Answers an OCSPRequest as the delegated responder (RFC 6960); 1 is malformedRequest, 6 unauthorized. */
export async function answerOcsp(authority: Authority, request: Uint8Array, now: Date): Promise<Buffer> {
  const parsed = parseRequest(request);
  if (!parsed) return refusal(1);
  const responses = parsed.tbsRequest.requestList.map(({ reqCert }) =>
    singleResponse(authority, reqCert, now),
  );
  if (responses.includes(undefined)) return refusal(6);
  const { certificate } = authority.ocsp;
  const nonce = parsed.tbsRequest.requestExtensions?.find((extension) => extension.extnID === NONCE);
  const basic = new pkijs.BasicOCSPResponse({
    tbsResponseData: new pkijs.ResponseData({
      responderID: certificate.subject,
      producedAt: now,
      responses: responses.filter((response) => response !== undefined),
      responseExtensions: nonce ? [nonce] : undefined,
    }),
    certs: [certificate],
  });
  await basic.sign(authority.ocsp.key.privateKey, 'SHA-256');
  const response = new pkijs.OCSPResponse({
    responseStatus: new asn1js.Enumerated({ value: 0 }),
    responseBytes: new pkijs.ResponseBytes({
      responseType: BASIC,
      response: new asn1js.OctetString({ valueHex: basic.toSchema().toBER() }),
    }),
  });
  return Buffer.from(response.toSchema().toBER());
}

function parseRequest(request: Uint8Array): pkijs.OCSPRequest | undefined {
  try {
    return pkijs.OCSPRequest.fromBER(new Uint8Array(request));
  } catch {
    return undefined;
  }
}

function refusal(status: number): Buffer {
  const response = new pkijs.OCSPResponse({ responseStatus: new asn1js.Enumerated({ value: status }) });
  return Buffer.from(response.toSchema().toBER());
}

function singleResponse(authority: Authority, id: pkijs.CertID, now: Date): pkijs.SingleResponse | undefined {
  const issuer = authority.issuing.certificate;
  const hash = HASHES[id.hashAlgorithm.algorithmId];
  if (!hash) return undefined;
  const keyHash = createHash(hash)
    .update(issuer.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)
    .digest();
  if (!keyHash.equals(Buffer.from(id.issuerKeyHash.valueBlock.valueHexView))) return undefined;
  const serial = normalSerial(Buffer.from(id.serialNumber.valueBlock.valueHexView).toString('hex'));
  const response = new pkijs.SingleResponse({
    certID: id,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + 86_400_000),
  });
  response.certStatus = statusOf(authority, serial);
  return response;
}

// RFC 6960 §4.2.1 CertStatus: good [0], revoked [1], unknown [2]
function statusOf(authority: Authority, serial: string): asn1js.AsnType {
  const row = authority.book.pages.revoked.find((revoked) => revoked.serial === serial);
  if (row) {
    const reason = new asn1js.Enumerated({ value: REVOCATION_REASONS[row.reason] });
    return new asn1js.Constructed({
      idBlock: { tagClass: 3, tagNumber: 1 },
      value: [
        new asn1js.GeneralizedTime({ valueDate: new Date(row.revokedAt) }),
        new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [reason] }),
      ],
    });
  }
  const known = authority.book.pages.issued.some((issued) => issued.serial === serial);
  return new asn1js.Primitive({
    idBlock: { tagClass: 3, tagNumber: known ? 0 : 2 },
    valueHex: new ArrayBuffer(0),
  });
}
