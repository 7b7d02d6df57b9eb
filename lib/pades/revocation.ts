import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { verifySignature } from './algorithms.ts';
import { equalBytes, toBytes, toHex } from './bytes.ts';
import {
  extensionOf,
  isSignedBy,
  isValidAt,
  purposesOf,
  sameCertificate,
  sameName,
  serialOf,
} from './chain.ts';
import { parseDer } from './cms.ts';

export interface RevocationEvidence {
  /** DER CertificateList. */
  crls?: readonly Uint8Array[];
  /** DER OCSPResponse. */
  ocsps?: readonly Uint8Array[];
}

export type RevocationReason =
  | 'revocation.good'
  | 'revocation.revoked'
  | 'revocation.no_evidence'
  | 'revocation.evidence_out_of_date'
  | 'revocation.evidence_not_trusted'
  | 'revocation.unknown_to_authority';

export interface RevocationVerdict {
  status: 'good' | 'revoked' | 'unknown';
  reason: RevocationReason;
  revokedAt?: Date;
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const HASHES: Record<string, string> = { '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256' };
const WEIGHT: Record<RevocationReason, number> = {
  'revocation.revoked': 5,
  'revocation.good': 4,
  'revocation.unknown_to_authority': 3,
  'revocation.evidence_out_of_date': 2,
  'revocation.evidence_not_trusted': 1,
  'revocation.no_evidence': 0,
};

export interface Moment {
  /** When the question is asked. */
  at: Date;
  /** When the signature is proved to have existed: evidence made after it stays good for ever. */
  provedAt?: Date | undefined;
}

/** The strongest statement the evidence makes about one certificate; a revocation outweighs any "good". */
export async function checkRevocation(
  pair: { certificate: pkijs.Certificate; issuer: pkijs.Certificate },
  evidence: RevocationEvidence,
  at: Moment,
): Promise<RevocationVerdict> {
  let best: RevocationVerdict = { status: 'unknown', reason: 'revocation.no_evidence' };
  const consider = (verdict: RevocationVerdict | undefined): void => {
    if (verdict && WEIGHT[verdict.reason] > WEIGHT[best.reason]) best = verdict;
  };
  for (const crl of evidence.crls ?? []) consider(await quietly(() => readCrl(pair, crl, at)));
  for (const ocsp of evidence.ocsps ?? []) consider(await quietly(() => readOcsp(pair, ocsp, at)));
  return best;
}

async function quietly(
  read: () => Promise<RevocationVerdict | undefined>,
): Promise<RevocationVerdict | undefined> {
  try {
    return await read();
  } catch {
    return { status: 'unknown', reason: 'revocation.evidence_not_trusted' };
  }
}

interface Pair {
  certificate: pkijs.Certificate;
  issuer: pkijs.Certificate;
}

async function readCrl(
  { certificate, issuer }: Pair,
  der: Uint8Array,
  at: Moment,
): Promise<RevocationVerdict | undefined> {
  const crl = new pkijs.CertificateRevocationList({ schema: parseDer(der) });
  if (!sameName(crl.issuer, issuer.subject)) return undefined;
  const verdict = await verifySignature(issuer.subjectPublicKeyInfo, {
    data: crl.tbsView,
    signature: crl.signatureValue.valueBlock.valueHexView,
    algorithm: crl.signatureAlgorithm,
  });
  if (verdict !== 'good') return { status: 'unknown', reason: 'revocation.evidence_not_trusted' };
  const serial = serialOf(certificate);
  const row = crl.revokedCertificates?.find(
    ({ userCertificate }) =>
      toHex(userCertificate.valueBlock.valueHexView).replace(/^0+(?=.)/, '') === serial,
  );
  if (row) return { status: 'revoked', reason: 'revocation.revoked', revokedAt: row.revocationDate.value };
  return freshOr(crl.thisUpdate.value, crl.nextUpdate?.value, at);
}

function freshOr(
  thisUpdate: Date,
  nextUpdate: Date | undefined,
  { at, provedAt }: Moment,
): RevocationVerdict {
  const isFresh = thisUpdate.getTime() <= at.getTime() + 300_000 && (!nextUpdate || at <= nextUpdate);
  const isLater = provedAt !== undefined && provedAt < thisUpdate && thisUpdate <= at;
  return isFresh || isLater
    ? { status: 'good', reason: 'revocation.good' }
    : { status: 'unknown', reason: 'revocation.evidence_out_of_date' };
}

async function readOcsp(pair: Pair, der: Uint8Array, at: Moment): Promise<RevocationVerdict | undefined> {
  const basic = basicResponse(der);
  if (!basic) return undefined;
  const single = await singleFor(pair, basic);
  if (!single) return undefined;
  if (!(await isTrustedResponse(basic, pair.issuer, single.thisUpdate))) {
    return { status: 'unknown', reason: 'revocation.evidence_not_trusted' };
  }
  const status = single.certStatus as asn1js.AsnType;
  if (status.idBlock.tagNumber === 1) {
    return { status: 'revoked', reason: 'revocation.revoked', revokedAt: revocationTime(status) ?? at.at };
  }
  if (status.idBlock.tagNumber === 2) return { status: 'unknown', reason: 'revocation.unknown_to_authority' };
  return freshOr(single.thisUpdate, single.nextUpdate, at);
}

function basicResponse(der: Uint8Array): pkijs.BasicOCSPResponse | undefined {
  const response = new pkijs.OCSPResponse({ schema: parseDer(der) });
  if (!response.responseBytes) return undefined;
  return new pkijs.BasicOCSPResponse({
    schema: parseDer(toBytes(response.responseBytes.response.getValue())),
  });
}

function revocationTime(status: asn1js.AsnType): Date | undefined {
  const [time] = (status as asn1js.Constructed).valueBlock.value;
  return time instanceof asn1js.GeneralizedTime ? time.toDate() : undefined;
}

async function singleFor(
  pair: Pair,
  basic: pkijs.BasicOCSPResponse,
): Promise<pkijs.SingleResponse | undefined> {
  const serial = serialOf(pair.certificate);
  const keyBits = pair.issuer.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  const nameBytes = pair.issuer.subject.toSchema().toBER();
  for (const response of basic.tbsResponseData.responses) {
    const { hashAlgorithm, issuerKeyHash, issuerNameHash, serialNumber } = response.certID;
    const hash = HASHES[hashAlgorithm.algorithmId];
    if (!hash || toHex(serialNumber.valueBlock.valueHexView).replace(/^0+(?=.)/, '') !== serial) continue;
    const keyHash = toBytes(await crypto.subtle.digest(hash, toBytes(keyBits)));
    const nameHash = toBytes(await crypto.subtle.digest(hash, nameBytes));
    const matches =
      equalBytes(keyHash, issuerKeyHash.valueBlock.valueHexView) &&
      equalBytes(nameHash, issuerNameHash.valueBlock.valueHexView);
    if (matches) return response;
  }
  return undefined;
}

// RFC 6960 §4.2.2.2: the issuer itself, or one it appointed for OCSP
async function isTrustedResponse(
  basic: pkijs.BasicOCSPResponse,
  issuer: pkijs.Certificate,
  at: Date,
): Promise<boolean> {
  for (const candidate of [issuer, ...(basic.certs ?? [])]) {
    const verdict = await verifySignature(candidate.subjectPublicKeyInfo, {
      data: basic.tbsResponseData.tbsView,
      signature: basic.signature.valueBlock.valueHexView,
      algorithm: basic.signatureAlgorithm,
    });
    if (verdict !== 'good') continue;
    if (sameCertificate(candidate, issuer)) return true;
    const isAppointed = purposesOf(candidate)?.includes(OCSP_SIGNING) === true && isValidAt(candidate, at);
    if (isAppointed && (await isSignedBy(candidate, issuer))) return true;
  }
  return false;
}

/** Addresses where the status of a certificate can be asked (RFC 5280 §4.2.1.13, §4.2.2.1). */
export function statusAddresses(certificate: pkijs.Certificate): { ocsp: string[]; crl: string[] } {
  const access: unknown = extensionOf(certificate, '1.3.6.1.5.5.7.1.1')?.parsedValue;
  const ocsp =
    access instanceof pkijs.InfoAccess
      ? access.accessDescriptions
          .filter(({ accessMethod }) => accessMethod === '1.3.6.1.5.5.7.48.1')
          .map(({ accessLocation }) => String(accessLocation.value))
      : [];
  const points: unknown = extensionOf(certificate, '2.5.29.31')?.parsedValue;
  const crl =
    points instanceof pkijs.CRLDistributionPoints
      ? points.distributionPoints.flatMap(({ distributionPoint }) =>
          Array.isArray(distributionPoint) ? distributionPoint.map((name) => String(name.value)) : [],
        )
      : [];
  return { ocsp, crl };
}

/** A DER OCSPRequest about one certificate. */
export async function ocspRequest(pair: Pair, nonce?: Uint8Array): Promise<Uint8Array> {
  const request = new pkijs.OCSPRequest();
  await request.createForCertificate(pair.certificate, {
    hashAlgorithm: 'SHA-256',
    issuerCertificate: pair.issuer,
  });
  if (nonce) {
    const value = new asn1js.OctetString({ valueHex: toBytes(nonce).buffer });
    request.tbsRequest.requestExtensions = [
      new pkijs.Extension({ extnID: '1.3.6.1.5.5.7.48.1.2', extnValue: value.toBER() }),
    ];
  }
  return toBytes(request.toSchema(true).toBER());
}
