import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Authority } from './authority.ts';
import { REVOCATION_REASONS, type RevokedRow } from './book.ts';
import { authorityKeyId, bytesOf } from './certificate.ts';

const WEEK = 7 * 86_400_000;

export async function makeCrl(authority: Authority, which: 'root' | 'issuing', now: Date): Promise<Buffer> {
  const signer = authority[which];
  const revoked = which === 'issuing' ? authority.book.pages.revoked : [];
  const number = new asn1js.Integer({ value: Math.floor(now.getTime() / 1000) });
  const crl = new pkijs.CertificateRevocationList({
    version: 1,
    issuer: signer.certificate.subject,
    thisUpdate: new pkijs.Time({ type: 0, value: now }),
    nextUpdate: new pkijs.Time({ type: 0, value: new Date(now.getTime() + WEEK) }),
    ...(revoked.length > 0 ? { revokedCertificates: revoked.map(entryOf) } : {}),
    crlExtensions: new pkijs.Extensions({
      extensions: [
        await authorityKeyId(signer.certificate.subjectPublicKeyInfo),
        new pkijs.Extension({ extnID: '2.5.29.20', extnValue: number.toBER() }),
      ],
    }),
  });
  await crl.sign(signer.key.privateKey, 'SHA-256');
  return Buffer.from(crl.toSchema(true).toBER());
}

function entryOf(row: RevokedRow): pkijs.RevokedCertificate {
  const reason = new asn1js.Enumerated({ value: REVOCATION_REASONS[row.reason] });
  const serial = bytesOf(
    Buffer.from(row.serial.padStart(row.serial.length + (row.serial.length % 2), '0'), 'hex'),
  );
  return new pkijs.RevokedCertificate({
    userCertificate: new asn1js.Integer({ valueHex: serial.buffer }),
    revocationDate: new pkijs.Time({ type: 0, value: new Date(row.revokedAt) }),
    crlEntryExtensions: new pkijs.Extensions({
      extensions: [new pkijs.Extension({ extnID: '2.5.29.21', extnValue: reason.toBER() })],
    }),
  });
}
