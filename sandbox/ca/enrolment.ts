import * as pkijs from 'pkijs';
import { type Asked, type Answer, Refusal } from '../kit/index.ts';
import { type Authority, issue, signerExtensions } from './authority.ts';
import { commonNameOf } from './certificate.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';

/** RFC 7030 §4.2: a PKCS#10 request in base64 comes in, a certs-only PKCS#7 in base64 goes out. */
export async function enrol(authority: Authority, asked: Asked, now: Date): Promise<Answer> {
  const request = await readRequest(asked.body);
  const certificate = await issue(authority.book, {
    issuer: authority.issuing,
    publicKey: request.subjectPublicKeyInfo,
    subject: request.subject,
    years: 3,
    now,
    extensions: signerExtensions(authority.url),
  });
  return certsOnly([certificate]);
}

async function readRequest(body: Buffer): Promise<pkijs.CertificationRequest> {
  const request = parseRequest(body);
  const verified = await request.verify().catch(() => false);
  if (!verified) throw new Refusal(400, 'proof_of_possession_failed');
  if (commonNameOf(request.subject).trim() === '') throw new Refusal(400, 'common_name_missing');
  return request;
}

function parseRequest(body: Buffer): pkijs.CertificationRequest {
  try {
    const der = body[0] === 0x30 ? body : Buffer.from(body.toString('ascii'), 'base64');
    return pkijs.CertificationRequest.fromBER(new Uint8Array(der));
  } catch {
    throw new Refusal(400, 'not_a_certificate_request');
  }
}

export function certsOnly(certificates: pkijs.Certificate[]): Answer {
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATA }),
    certificates,
  });
  const content = new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  const base64 = Buffer.from(content.toSchema().toBER()).toString('base64');
  return {
    status: 200,
    headers: {
      'content-type': 'application/pkcs7-mime; smime-type=certs-only',
      'content-transfer-encoding': 'base64',
    },
    body: base64.replace(/(.{64})/g, '$1\r\n'),
  };
}
