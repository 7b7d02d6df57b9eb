import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import type * as pkijs from 'pkijs';
import { OID } from './algorithms.ts';
import { type Bytes, concatBytes, equalBytes, fromHex, latin1, toBytes } from './bytes.ts';
import { type ChainReason, type ChainVerdict, checkChain, serialOf } from './chain.ts';
import { type Changes, changesSince } from './changes.ts';
import { type CmsReason, type CmsVerdict, checkCms } from './check-cms.ts';
import {
  checkTimestamp,
  commonName,
  organisationName,
  type TimestampFinding,
  type TimestampVerdict,
} from './check-timestamp.ts';
import { parseCertificate } from './cms.ts';
import { loadDocument } from './incremental.ts';
import { readEvidence } from './evidence.ts';
import {
  checkRevocation,
  type Moment,
  type RevocationEvidence,
  type RevocationVerdict,
} from './revocation.ts';

export type CoverageReason =
  | 'coverage.whole_file'
  | 'coverage.earlier_revision'
  | 'coverage.range_malformed'
  | 'coverage.gap_is_not_the_signature';

export type SignatureOutcome = 'valid' | 'changed' | 'revoked' | 'untrusted' | 'unknown';
/** B-LT: the file itself carries what proves that no certificate was revoked; B-LTA: under a later document timestamp. */
export type PadesLevel = 'none' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface CheckedSignature {
  field: string;
  kind: 'signature' | 'document_timestamp';
  outcome: SignatureOutcome;
  /** Why, most telling first. */
  reasons: string[];
  level: PadesLevel;
  byteRange: number[];
  coverage: CoverageReason;
  cms: CmsReason;
  chain: ChainReason;
  revocation: RevocationVerdict;
  timestamp: TimestampVerdict;
  changes: Changes;
  signer?: { commonName: string; organisation: string; serial: string; issuer: string };
  /** /M as written by the signer; the proof of time is `timestamp.at`. */
  claimedAt?: string;
  reason?: string;
}

export interface PdfCheck {
  signatures: CheckedSignature[];
  /** The worst outcome; `unsigned` when there is none. */
  outcome: SignatureOutcome | 'unsigned';
}

export interface CheckTrust {
  /** DER certificates. */
  anchors: readonly Uint8Array[];
  intermediates?: readonly Uint8Array[];
  evidence?: RevocationEvidence;
  /** The moment of checking. */
  at: Date;
}

interface Trust {
  anchors: pkijs.Certificate[];
  pool: pkijs.Certificate[];
  evidence: RevocationEvidence;
  /** What the file carries itself. */
  carried: RevocationEvidence;
  at: Date;
}

interface FoundSignature {
  field: string;
  dictionary: PDFDict;
  byteRange: number[];
  contents: Bytes;
}

/** Checks every signature of a PDF against the given anchors and revocation evidence; never asks the network. */
export async function checkPdf(pdf: Uint8Array, trust: CheckTrust): Promise<PdfCheck> {
  const bytes = toBytes(pdf);
  const doc = await loadDocument(bytes);
  const form = doc.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray);
  const parsed = readTrust(doc, trust);
  const signatures: CheckedSignature[] = [];
  const inForm = collectSignatures(fields);
  for (const found of [...inForm, ...strayed(doc, inForm)])
    signatures.push(await checkOne(bytes, found, parsed));
  signatures.sort((a, b) => endOf(a.byteRange) - endOf(b.byteRange));
  raiseArchived(signatures);
  return { signatures, outcome: worstOutcome(signatures) };
}

function readTrust(doc: PDFDocument, trust: CheckTrust): Trust {
  const carried = readEvidence(doc);
  const given = trust.evidence ?? {};
  const certificates = [...(trust.intermediates ?? []), ...carried.certificates];
  return {
    anchors: trust.anchors.map(parseCertificate),
    pool: certificates.flatMap(readableCertificate),
    evidence: {
      crls: [...(given.crls ?? []), ...carried.crls],
      ocsps: [...(given.ocsps ?? []), ...carried.ocsps],
    },
    carried,
    at: trust.at,
  };
}

function readableCertificate(der: Uint8Array): pkijs.Certificate[] {
  try {
    return [parseCertificate(der)];
  } catch {
    return [];
  }
}

function raiseArchived(signatures: CheckedSignature[]): void {
  const last = signatures.at(-1);
  if (last?.kind !== 'document_timestamp' || last.outcome !== 'valid') return;
  for (const signature of signatures) if (signature.level === 'B-LT') signature.level = 'B-LTA';
}

const SEVERITY: SignatureOutcome[] = ['changed', 'revoked', 'untrusted', 'unknown', 'valid'];

function worstOutcome(signatures: readonly CheckedSignature[]): PdfCheck['outcome'] {
  return (
    SEVERITY.find((outcome) => signatures.some((signature) => signature.outcome === outcome)) ?? 'unsigned'
  );
}

function endOf(range: readonly number[]): number {
  return (range[2] ?? 0) + (range[3] ?? 0);
}

function collectSignatures(fields: PDFArray | undefined, depth = 0): FoundSignature[] {
  const found: FoundSignature[] = [];
  for (let i = 0; fields && depth < 6 && i < fields.size(); i += 1) {
    const field = fields.lookupMaybe(i, PDFDict);
    found.push(...collectSignatures(field?.lookupMaybe(PDFName.of('Kids'), PDFArray), depth + 1));
    const dictionary = field?.lookup(PDFName.of('V'));
    if (field && dictionary instanceof PDFDict && isSignature(dictionary)) {
      found.push(describeFound(textOf(field, 'T') ?? '', dictionary));
    }
  }
  return found;
}

function isSignature(dictionary: PDFDict): boolean {
  const type = dictionary.get(PDFName.of('Type'))?.toString() ?? '';
  const isTyped = type === '/Sig' || type === '/DocTimeStamp';
  return dictionary.has(PDFName.of('ByteRange')) || (isTyped && dictionary.has(PDFName.of('SubFilter')));
}

/** A signature that no form field shows: damage or a trick must not make a signed file look unsigned. */
function strayed(doc: PDFDocument, inForm: readonly FoundSignature[]): FoundSignature[] {
  const known = new Set(inForm.map((found) => found.dictionary));
  return doc.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object) => object instanceof PDFDict && isSignature(object) && !known.has(object))
    .map((object) => describeFound('', object as PDFDict));
}

function describeFound(field: string, dictionary: PDFDict): FoundSignature {
  const byteRange = numbersOf(dictionary.lookup(PDFName.of('ByteRange')));
  return { field, dictionary, byteRange, contents: contentsOf(dictionary) };
}

function textOf(dictionary: PDFDict, key: string): string | undefined {
  const value = dictionary.lookup(PDFName.of(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}

function numbersOf(value: unknown): number[] {
  if (!(value instanceof PDFArray)) return [];
  return value.asArray().map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
}

function contentsOf(dictionary: PDFDict): Bytes {
  const value = dictionary.lookup(PDFName.of('Contents'));
  return value instanceof PDFHexString || value instanceof PDFString
    ? toBytes(value.asBytes())
    : new Uint8Array();
}

// The gap must be exactly the hexadecimal string of this dictionary: else bytes could hide between the two ranges.
function coverageOf(pdf: Bytes, { byteRange, contents }: FoundSignature): CoverageReason {
  if (!isWellFormedRange(byteRange, pdf.length)) return 'coverage.range_malformed';
  const between = latin1(pdf.subarray(byteRange[1], byteRange[2]));
  const isHexString = /^<[0-9a-fA-F]*>$/.test(between) && equalBytes(fromHex(between.slice(1, -1)), contents);
  const padding = contents.subarray(trimDer(contents).length);
  if (!isHexString || padding.some((byte) => byte !== 0)) return 'coverage.gap_is_not_the_signature';
  const after = latin1(pdf.subarray(endOf(byteRange))).trim();
  return after === '' ? 'coverage.whole_file' : 'coverage.earlier_revision';
}

function isWellFormedRange(range: readonly number[], size: number): boolean {
  if (range.length !== 4 || !range.every((n) => Number.isSafeInteger(n) && n >= 0)) return false;
  const [start = 0, gap = 0, rest = 0] = range;
  return start === 0 && gap < rest && endOf(range) <= size;
}

async function checkOne(pdf: Bytes, found: FoundSignature, trust: Trust): Promise<CheckedSignature> {
  const coverage = coverageOf(pdf, found);
  const isCovered = coverage === 'coverage.whole_file' || coverage === 'coverage.earlier_revision';
  const covered = isCovered ? coveredBytes(pdf, found.byteRange) : new Uint8Array();
  const changes: Changes = isCovered
    ? await changesSince(pdf, endOf(found.byteRange))
    : { extent: 'content', items: [{ kind: 'rewritten_structure' }] };
  const subFilter = found.dictionary.get(PDFName.of('SubFilter'))?.toString();
  const base = {
    field: found.field,
    byteRange: found.byteRange,
    coverage,
    changes,
    ...claims(found.dictionary),
  };
  if (subFilter === '/ETSI.RFC3161')
    return checkDocumentTimestamp(base, { token: trimDer(found.contents), covered }, trust);
  const cms = await checkCms(trimDer(found.contents), covered, OID.data);
  const { path, ...timestamp } = await signatureTimestamp(cms, trust);
  const at = timestamp.valid && timestamp.at ? timestamp.at : trust.at;
  const chain = await chainOf(cms, trust, at);
  const moment = { at: trust.at, provedAt: timestamp.valid ? timestamp.at : undefined };
  const revocation = await revocationOf(chain.path, trust.evidence, moment);
  const isSelfContained =
    (await areAllGood(chain.path, trust.carried, moment)) && (await areAllGood(path, trust.carried, moment));
  const verdicts = { ...base, cms: cms.reason, chain: chain.reason, revocation, timestamp };
  return {
    ...verdicts,
    kind: 'signature',
    ...outcomeOf({ ...verdicts, trusted: chain.trusted, at }),
    level: levelOf({ subFilter, cms, timestamp, isSelfContained }),
    ...(cms.signer ? { signer: describe(cms.signer) } : {}),
  };
}

type Base = Pick<CheckedSignature, 'field' | 'byteRange' | 'coverage' | 'changes' | 'claimedAt' | 'reason'>;

async function checkDocumentTimestamp(
  base: Base,
  parts: { token: Bytes; covered: Bytes },
  trust: Trust,
): Promise<CheckedSignature> {
  const { path: _, ...timestamp } = await checkTimestamp(parts.token, parts.covered, trust);
  const wrongBytes = timestamp.reason === 'timestamp.over_other_bytes';
  const verdicts = {
    ...base,
    cms: wrongBytes ? ('cms.digest_mismatch' as const) : ('cms.good' as const),
    chain: timestamp.valid ? ('chain.trusted' as const) : ('chain.issuer_unknown' as const),
    revocation: { status: 'unknown', reason: 'revocation.no_evidence' } as RevocationVerdict,
    timestamp,
  };
  const judged = outcomeOf({ ...verdicts, trusted: timestamp.valid, at: timestamp.at ?? trust.at });
  const outcome = judged.outcome === 'unknown' && timestamp.valid ? 'valid' : judged.outcome;
  return { ...verdicts, kind: 'document_timestamp', ...judged, outcome, level: 'none' };
}

function coveredBytes(pdf: Bytes, [, gap = 0, rest = 0, length = 0]: readonly number[]): Bytes {
  return concatBytes([pdf.subarray(0, gap), pdf.subarray(rest, rest + length)]);
}

/** /Contents is padded with zeros; the container says its own length. */
function trimDer(padded: Bytes): Bytes {
  const second = padded[1] ?? 0;
  if (second < 0x80) return padded.slice(0, second + 2);
  const count = second & 0x7f;
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (padded[2 + i] ?? 0);
  return count === 0 ? padded : padded.slice(0, 2 + count + length);
}

function claims(dictionary: PDFDict): Pick<CheckedSignature, 'claimedAt' | 'reason'> {
  const claimedAt = textOf(dictionary, 'M');
  const reason = textOf(dictionary, 'Reason');
  return { ...(claimedAt ? { claimedAt } : {}), ...(reason ? { reason } : {}) };
}

async function chainOf(cms: CmsVerdict, trust: Trust, at: Date): Promise<ChainVerdict> {
  if (!cms.signer) return { trusted: false, reason: 'chain.issuer_unknown', path: [] };
  const pool = [...cms.certificates, ...trust.pool];
  return checkChain({ leaf: cms.signer, pool, anchors: trust.anchors, at, purpose: 'sign' });
}

async function signatureTimestamp(cms: CmsVerdict, trust: Trust): Promise<TimestampFinding> {
  if (!cms.timestampToken || !cms.signature) return { valid: false, reason: 'timestamp.absent', path: [] };
  return checkTimestamp(cms.timestampToken, cms.signature, trust);
}

/** Every certificate below the anchor is asked about; a revoked one decides, else the signer's. */
async function revocationOf(
  path: readonly pkijs.Certificate[],
  evidence: RevocationEvidence,
  moment: Moment,
): Promise<RevocationVerdict> {
  let verdict: RevocationVerdict = { status: 'unknown', reason: 'revocation.no_evidence' };
  for (const [i, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[i + 1];
    if (!issuer) break;
    const one = await checkRevocation({ certificate, issuer }, evidence, moment);
    if (i === 0 || one.status === 'revoked') verdict = one;
    if (one.status === 'revoked') break;
  }
  return verdict;
}

async function areAllGood(
  path: readonly pkijs.Certificate[],
  evidence: RevocationEvidence,
  moment: Moment,
): Promise<boolean> {
  for (const [i, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[i + 1];
    const one = issuer && (await checkRevocation({ certificate, issuer }, evidence, moment));
    if (one?.status !== 'good') return false;
  }
  return path.length > 1;
}

/** Made by software or with algorithms that we do not accept: nothing says that the file was changed. */
const UNJUDGED = new Set<CmsReason>([
  'cms.algorithm_not_accepted',
  'cms.not_one_signer',
  'cms.signer_certificate_missing',
]);

const BROKEN_TIMESTAMPS = new Set<string>([
  'timestamp.unreadable',
  'timestamp.over_other_bytes',
  'timestamp.signature_bad',
]);

type Verdicts = Pick<
  CheckedSignature,
  'coverage' | 'cms' | 'chain' | 'revocation' | 'timestamp' | 'changes'
> & {
  trusted: boolean;
  at: Date;
};

function outcomeOf(verdicts: Verdicts): { outcome: SignatureOutcome; reasons: string[] } {
  const { coverage, cms, changes, revocation, timestamp } = verdicts;
  const isCovered = coverage === 'coverage.whole_file' || coverage === 'coverage.earlier_revision';
  if (!isCovered) return { outcome: 'changed', reasons: [coverage] };
  if (cms !== 'cms.good') return { outcome: UNJUDGED.has(cms) ? 'untrusted' : 'changed', reasons: [cms] };
  if (changes.extent === 'content') {
    return { outcome: 'changed', reasons: changes.items.map(({ kind }) => `change.${kind}`) };
  }
  if (BROKEN_TIMESTAMPS.has(timestamp.reason)) return { outcome: 'changed', reasons: [timestamp.reason] };
  const wasRevokedBefore = revocation.status === 'revoked' && !isProvedEarlier(verdicts);
  if (wasRevokedBefore) return { outcome: 'revoked', reasons: [revocation.reason] };
  if (!verdicts.trusted) return { outcome: 'untrusted', reasons: [verdicts.chain] };
  const isKnown = revocation.status !== 'unknown';
  return { outcome: isKnown ? 'valid' : 'unknown', reasons: [revocation.reason, timestamp.reason] };
}

/** Signed before the certificate was revoked, as a trusted timestamp proves. */
function isProvedEarlier({ timestamp, revocation }: Verdicts): boolean {
  return (
    timestamp.valid &&
    timestamp.at !== undefined &&
    revocation.revokedAt !== undefined &&
    timestamp.at < revocation.revokedAt
  );
}

function levelOf(parts: {
  subFilter: string | undefined;
  cms: CmsVerdict;
  timestamp: TimestampVerdict;
  isSelfContained: boolean;
}): PadesLevel {
  const { subFilter, cms, timestamp } = parts;
  const isBaseline =
    subFilter === '/ETSI.CAdES.detached' &&
    cms.reason === 'cms.good' &&
    cms.isBoundToCertificate &&
    !cms.hasSigningTime;
  if (!isBaseline) return 'none';
  if (!timestamp.valid) return 'B-B';
  return parts.isSelfContained ? 'B-LT' : 'B-T';
}

function describe(signer: pkijs.Certificate): NonNullable<CheckedSignature['signer']> {
  const issuer = signer.issuer.typesAndValues.find(({ type }) => String(type) === '2.5.4.3');
  return {
    commonName: commonName(signer),
    organisation: organisationName(signer),
    serial: serialOf(signer),
    issuer: issuer ? String(issuer.value.valueBlock.value) : '',
  };
}
