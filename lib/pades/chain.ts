import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { verifySignature } from './algorithms.ts';
import { equalBytes, toBytes, toHex } from './bytes.ts';
import { certificateDer } from './cms.ts';

export type ChainReason =
  | 'chain.trusted'
  | 'chain.issuer_unknown'
  | 'chain.signature_bad'
  | 'chain.not_valid_at_time'
  | 'chain.issuer_may_not_sign'
  | 'chain.purpose_not_allowed'
  | 'chain.unknown_critical_extension'
  | 'chain.too_long';

export interface ChainVerdict {
  trusted: boolean;
  reason: ChainReason;
  /** From the signer up to the anchor. */
  path: pkijs.Certificate[];
}

export interface ChainQuestion {
  leaf: pkijs.Certificate;
  pool: readonly pkijs.Certificate[];
  anchors: readonly pkijs.Certificate[];
  at: Date;
  purpose: 'sign' | 'timestamp';
}

const EXTENSION = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
} as const;
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const UNDERSTOOD = new Set<string>([
  ...Object.values(EXTENSION),
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.17',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.3',
]);
const LONGEST = 8;

/** RFC 5280 §6 without name constraints and policy mapping: a chain that needs them is refused. */
export async function checkChain(question: ChainQuestion): Promise<ChainVerdict> {
  const path: pkijs.Certificate[] = [question.leaf];
  const problem = leafProblem(question);
  if (problem) return { trusted: false, reason: problem, path };
  for (;;) {
    const last = path.at(-1);
    if (!last || path.length > LONGEST) return { trusted: false, reason: 'chain.too_long', path };
    if (!isValidAt(last, question.at)) return { trusted: false, reason: 'chain.not_valid_at_time', path };
    if (hasUnknownCritical(last)) return { trusted: false, reason: 'chain.unknown_critical_extension', path };
    if (question.anchors.some((anchor) => sameCertificate(anchor, last))) {
      return { trusted: true, reason: 'chain.trusted', path };
    }
    const found = await findIssuer(last, question, path.length - 1);
    if (!found.issuer) return { trusted: false, reason: found.reason, path };
    path.push(found.issuer);
  }
}

function leafProblem({ leaf, purpose }: ChainQuestion): ChainReason | undefined {
  const purposes = purposesOf(leaf);
  const usage = usageBits(leaf);
  if (purpose === 'timestamp') {
    // RFC 3161 §2.3: exactly id-kp-timeStamping, critical
    const isCritical = extensionOf(leaf, EXTENSION.extendedKeyUsage)?.critical === true;
    if (!isCritical || purposes?.length !== 1 || purposes[0] !== TIME_STAMPING)
      return 'chain.purpose_not_allowed';
    return undefined;
  }
  // digitalSignature (bit 0) or nonRepudiation (bit 1)
  if (usage !== undefined && (usage & 0xc0) === 0) return 'chain.purpose_not_allowed';
  if (purposes?.length === 1 && purposes[0] === TIME_STAMPING) return 'chain.purpose_not_allowed';
  return undefined;
}

async function findIssuer(
  subject: pkijs.Certificate,
  question: ChainQuestion,
  depth: number,
): Promise<{ issuer?: pkijs.Certificate; reason: ChainReason }> {
  const named = [...question.anchors, ...question.pool].filter((candidate) =>
    sameName(candidate.subject, subject.issuer),
  );
  let reason: ChainReason = 'chain.issuer_unknown';
  for (const issuer of named) {
    if (!(await isSignedBy(subject, issuer))) {
      reason = 'chain.signature_bad';
      continue;
    }
    if (!maySignCertificates(issuer, depth)) {
      reason = 'chain.issuer_may_not_sign';
      continue;
    }
    return { issuer, reason: 'chain.trusted' };
  }
  return { reason };
}

export async function isSignedBy(subject: pkijs.Certificate, issuer: pkijs.Certificate): Promise<boolean> {
  try {
    const verdict = await verifySignature(issuer.subjectPublicKeyInfo, {
      data: subject.tbsView,
      signature: subject.signatureValue.valueBlock.valueHexView,
      algorithm: subject.signatureAlgorithm,
    });
    return verdict === 'good';
  } catch {
    return false;
  }
}

function maySignCertificates(issuer: pkijs.Certificate, depth: number): boolean {
  const constraints = extensionOf(issuer, EXTENSION.basicConstraints)?.parsedValue as
    | pkijs.BasicConstraints
    | undefined;
  if (constraints?.cA !== true) return false;
  const limit = constraints.pathLenConstraint;
  if (typeof limit === 'number' && depth > limit) return false;
  const usage = usageBits(issuer);
  return usage === undefined || (usage & 0x04) !== 0;
}

export function extensionOf(certificate: pkijs.Certificate, id: string): pkijs.Extension | undefined {
  return certificate.extensions?.find((extension) => extension.extnID === id);
}

function usageBits(certificate: pkijs.Certificate): number | undefined {
  const parsed: unknown = extensionOf(certificate, EXTENSION.keyUsage)?.parsedValue;
  return parsed instanceof asn1js.BitString ? (parsed.valueBlock.valueHexView[0] ?? 0) : undefined;
}

export function purposesOf(certificate: pkijs.Certificate): string[] | undefined {
  const parsed: unknown = extensionOf(certificate, EXTENSION.extendedKeyUsage)?.parsedValue;
  return parsed instanceof pkijs.ExtKeyUsage ? parsed.keyPurposes : undefined;
}

function hasUnknownCritical(certificate: pkijs.Certificate): boolean {
  return (
    certificate.extensions?.some((extension) => extension.critical && !UNDERSTOOD.has(extension.extnID)) ??
    false
  );
}

export function isValidAt(certificate: pkijs.Certificate, at: Date): boolean {
  return certificate.notBefore.value <= at && at <= certificate.notAfter.value;
}

export function sameCertificate(left: pkijs.Certificate, right: pkijs.Certificate): boolean {
  return equalBytes(certificateDer(left), certificateDer(right));
}

export function sameName(
  left: pkijs.RelativeDistinguishedNames,
  right: pkijs.RelativeDistinguishedNames,
): boolean {
  return equalBytes(toBytes(left.toSchema().toBER()), toBytes(right.toSchema().toBER()));
}

export function serialOf(certificate: pkijs.Certificate): string {
  return toHex(certificate.serialNumber.valueBlock.valueHexView).replace(/^0+(?=.)/, '');
}
