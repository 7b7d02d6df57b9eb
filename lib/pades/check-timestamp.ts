import type * as pkijs from 'pkijs';
import { digest, hashName, OID } from './algorithms.ts';
import { equalBytes } from './bytes.ts';
import { checkSignedData } from './check-cms.ts';
import { checkChain, type ChainReason } from './chain.ts';
import { checkRevocation, type RevocationEvidence } from './revocation.ts';
import { type ParsedToken, parseToken } from './timestamp.ts';

export type TimestampReason =
  | 'timestamp.good'
  | 'timestamp.absent'
  | 'timestamp.unreadable'
  | 'timestamp.over_other_bytes'
  | 'timestamp.signature_bad'
  | 'timestamp.authority_revoked'
  | ChainReason;

export interface TimestampVerdict {
  valid: boolean;
  reason: TimestampReason;
  at?: Date;
  authority?: string;
}

export interface TimestampTrust {
  anchors: readonly pkijs.Certificate[];
  pool: readonly pkijs.Certificate[];
  evidence: RevocationEvidence;
}

export interface TimestampFinding extends TimestampVerdict {
  path: pkijs.Certificate[];
}

/** Is this token a valid timestamp over `stamped`? The authority's chain is judged at the time it states. */
export async function checkTimestamp(
  token: Uint8Array,
  stamped: Uint8Array,
  trust: TimestampTrust,
): Promise<TimestampFinding> {
  const parsed = readToken(token);
  if (!parsed) return { valid: false, reason: 'timestamp.unreadable', path: [] };
  const { info, signed, content } = parsed;
  const hash = hashName(info.messageImprint.hashAlgorithm.algorithmId);
  const imprint = info.messageImprint.hashedMessage.valueBlock.valueHexView;
  if (!hash || !equalBytes(imprint, await digest(hash, stamped)))
    return { valid: false, reason: 'timestamp.over_other_bytes', path: [] };
  const cms = await checkSignedData(signed, content, OID.tstInfo);
  if (cms.reason !== 'cms.good' || !cms.signer || !cms.isBoundToCertificate) {
    return { valid: false, reason: 'timestamp.signature_bad', path: [] };
  }
  const chain = await checkChain({
    leaf: cms.signer,
    pool: [...cms.certificates, ...trust.pool],
    anchors: trust.anchors,
    at: info.genTime,
    purpose: 'timestamp',
  });
  const verdict = { at: info.genTime, authority: commonName(cms.signer), path: chain.path };
  if (!chain.trusted) return { ...verdict, valid: false, reason: chain.reason };
  const [, issuer] = chain.path;
  const revocation = issuer
    ? await checkRevocation({ certificate: cms.signer, issuer }, trust.evidence, {
        at: info.genTime,
      })
    : undefined;
  const wasRevoked = revocation?.revokedAt !== undefined && revocation.revokedAt <= info.genTime;
  return wasRevoked
    ? { ...verdict, valid: false, reason: 'timestamp.authority_revoked' }
    : { ...verdict, valid: true, reason: 'timestamp.good' };
}

function readToken(token: Uint8Array): ParsedToken | undefined {
  try {
    return parseToken(token);
  } catch {
    return undefined;
  }
}

export function commonName(certificate: pkijs.Certificate): string {
  const found = certificate.subject.typesAndValues.find(({ type }) => String(type) === '2.5.4.3');
  return found ? String(found.value.valueBlock.value) : '';
}

export function organisationName(certificate: pkijs.Certificate): string {
  const found = certificate.subject.typesAndValues.find(({ type }) => String(type) === '2.5.4.10');
  return found ? String(found.value.valueBlock.value) : '';
}
