import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { buildCms } from '#lib/pades';
import { type Authority, TSA_POLICY } from './authority.ts';
import { derOf } from './certificate.ts';
import { signDigest } from './keys.ts';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const DIGEST_SIZES: Record<string, number> = {
  [SHA256]: 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** RFC 3161 §2.4.2 PKIFailureInfo bits. */
const FAILURES = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15 } as const;

export async function answerTimestamp(authority: Authority, request: Uint8Array, now: Date): Promise<Buffer> {
  const asked = parseRequest(request);
  if (!asked) return refusal('badDataFormat');
  const { hashAlgorithm, hashedMessage } = asked.messageImprint;
  if (DIGEST_SIZES[hashAlgorithm.algorithmId] === undefined) return refusal('badAlg');
  if (hashedMessage.valueBlock.valueHexView.length !== DIGEST_SIZES[hashAlgorithm.algorithmId])
    return refusal('badRequest');
  if (asked.reqPolicy && asked.reqPolicy !== TSA_POLICY) return refusal('unacceptedPolicy');
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: TSA_POLICY,
    messageImprint: asked.messageImprint,
    serialNumber: new asn1js.Integer({ valueHex: serialOf(authority) }),
    genTime: now,
    accuracy: new pkijs.Accuracy({ seconds: 1 }),
    ...(asked.nonce ? { nonce: asked.nonce } : {}),
  });
  const token = await buildCms({
    covered: new Uint8Array(info.toSchema().toBER()),
    contentInside: TST_INFO,
    algorithm: 'ECDSA-P256-SHA256',
    certificates: chain(authority),
    withoutCertificates: asked.certReq !== true,
    sign: ({ digest }) => Promise.resolve(signDigest(authority.tsa.key, digest)),
  });
  const response = new pkijs.TimeStampResp({
    status: new pkijs.PKIStatusInfo({ status: 0 }),
    timeStampToken: new pkijs.ContentInfo({ schema: asn1js.fromBER(token).result }),
  });
  return Buffer.from(response.toSchema().toBER());
}

function chain(authority: Authority): Uint8Array[] {
  return [authority.tsa, authority.issuing].map(({ certificate }) => derOf(certificate));
}

function serialOf(authority: Authority): ArrayBuffer {
  return Uint8Array.from(Buffer.from(authority.book.takeSerial(), 'hex')).buffer;
}

function parseRequest(request: Uint8Array): pkijs.TimeStampReq | undefined {
  try {
    return pkijs.TimeStampReq.fromBER(new Uint8Array(request));
  } catch {
    return undefined;
  }
}

function refusal(reason: keyof typeof FAILURES): Buffer {
  const bit = FAILURES[reason];
  const bits = new Uint8Array((bit >> 3) + 1);
  bits[bit >> 3] = 0x80 >> (bit & 7);
  const status = new pkijs.PKIStatusInfo({
    status: 2,
    failInfo: new asn1js.BitString({ valueHex: bits.buffer, unusedBits: 7 - (bit & 7) }),
  });
  return Buffer.from(new pkijs.TimeStampResp({ status }).toSchema().toBER());
}
