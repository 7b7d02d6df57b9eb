import {
  decodeCom,
  decodeDg1,
  decodeDg13,
  decodeDg14,
  decodeDg15,
  decodeDg2,
  decodeSod,
  deriveEvidenceLevel,
  equalBytes,
  LdsError,
  type Dg13,
  type EvidenceLevel,
  type Face,
  type Mrz,
  type SecurityObject,
} from '#lib/identity';
import { verifyActiveAuthentication } from './active-authentication.ts';
import type { EmrtdErrorCode } from './emrtd-error.ts';
import type { Finding, FindingCode, FindingWeight } from './chip-verdict-texts.ts';
import type { ChipReading } from './read-chip.ts';
import { verifySignedData } from './signed-data.ts';
import { digest } from './symmetric.ts';
import type { TrustAnswer, TrustSource } from './trust.ts';

export interface JudgeOptions {
  trust: TrustSource;
  /** Epoch milliseconds. */
  now: number;
  /** The challenge this session demanded, derived by the server; absent when none was set. */
  expectedChallenge?: (documentNumber: string) => Uint8Array;
  /** Three-letter issuer in the MRZ → two-letter country of certificates. */
  countries?: Readonly<Record<string, string>>;
  /** Set when chip authentication ran between the chip and this very process (relayed transport). */
  chipAuthenticatedHere?: boolean;
}

export interface ChipVerdict {
  /** Nothing weighs `refuse`. */
  accepted: boolean;
  findings: Finding[];
  /** Rung of the evidence ladder, I0 to I4; a live face may lift I4 to I5. */
  level: EvidenceLevel;
  chipIntact: boolean;
  issuerTrusted: boolean;
  chipAnswered: boolean;
  mrz?: Mrz;
  text?: Dg13;
  face?: Face;
  trust?: TrustAnswer;
  /** Two-letter country of the document signer. */
  signerCountry?: string;
  /** Digest of the security object, such as sha256. */
  hash?: string;
  activeAuthentication?: string;
}

interface Work {
  reading: ChipReading;
  options: JudgeOptions;
  verdict: ChipVerdict;
}

function add(work: Work, code: FindingCode, detail: { weight?: FindingWeight; group?: number } = {}): void {
  const { weight = 'refuse', group } = detail;
  work.verdict.findings.push({ code, weight, ...(group === undefined ? {} : { group }) });
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof LdsError) return undefined;
    throw error;
  }
}

// Groups that need authorisation beyond ours; being unable to read them is normal.
const lockedGroups = [3, 4];

function unreadFinding(reason: EmrtdErrorCode | undefined): FindingCode {
  if (reason === 'file_truncated') return 'group_truncated';
  return reason === 'file_too_long' ? 'group_too_long' : 'group_signed_but_absent';
}

function checkHashes(work: Work, sod: SecurityObject): boolean {
  const { reading } = work;
  let intact = true;
  for (const [key, bytes] of Object.entries(reading.dataGroups)) {
    const group = Number(key);
    const expected = sod.hashes.get(group);
    if (!expected) add(work, 'group_not_signed', { group });
    else if (!equalBytes(digest(sod.hash, bytes), expected)) add(work, 'group_altered', { group });
    else continue;
    intact = false;
  }
  const withheld = [...sod.hashes.keys()].filter(
    (group) => reading.unread[group] !== undefined && !lockedGroups.includes(group),
  );
  for (const group of withheld) add(work, unreadFinding(reading.unread[group]), { group });
  if (!reading.dataGroups[1]) add(work, 'mrz_unreadable');
  return intact && withheld.length === 0 && reading.dataGroups[1] !== undefined;
}

// DG15 and DG14 carry the defence against cloning: announced or signed, they must be there.
function checkAnnounced(work: Work, sod: SecurityObject): void {
  const announced = work.reading.com
    ? (attempt(() => decodeCom(work.reading.com ?? new Uint8Array(0)).dataGroups) ?? [])
    : [];
  const signed = [...sod.hashes.keys()];
  const differs = announced.length !== signed.length || announced.some((group) => !sod.hashes.has(group));
  if (differs) add(work, 'announced_list_differs', { weight: 'note' });
  for (const group of [14, 15]) {
    const isHidden = sod.hashes.has(group) && !work.reading.dataGroups[group];
    if (isHidden && work.reading.unread[group] === undefined) add(work, 'group_signed_but_absent', { group });
  }
}

const defaultCountries: Readonly<Record<string, string>> = { VNM: 'VN', D: 'DE' };

// ICAO Doc 9303-12 §7.1.2: the country of the signer is the state that issued the document.
function checkCountry(work: Work): void {
  const { trust, mrz, signerCountry } = work.verdict;
  if (trust?.status !== 'trusted' || !mrz || signerCountry === undefined) return;
  const country = { ...defaultCountries, ...work.options.countries }[mrz.issuer];
  if (country === undefined) add(work, 'issuer_country_unchecked', { weight: 'note' });
  else if (country !== signerCountry) {
    add(work, 'issuer_country_differs');
    work.verdict.issuerTrusted = false;
  }
}

function checkSod(work: Work): SecurityObject | undefined {
  const { sod: bytes } = work.reading;
  if (!bytes) {
    add(work, 'sod_missing');
    return undefined;
  }
  const sod = attempt(() => decodeSod(bytes));
  if (!sod) {
    add(work, 'sod_unreadable');
    return undefined;
  }
  work.verdict.hash = sod.hash;
  if (sod.hash === 'sha1') add(work, 'weak_hash', { weight: 'note' });
  return sod;
}

async function checkTrust(work: Work, sod: SecurityObject): Promise<boolean> {
  const checked = attempt(() => verifySignedData(sod.signedData)) ?? { ok: false };
  if (!checked.ok || !checked.signer) {
    add(work, sod.signedData.certificates.length === 0 ? 'sod_signer_missing' : 'sod_signature_wrong');
    return false;
  }
  const request = {
    signer: checked.signer,
    sod: work.reading.sod ?? new Uint8Array(0),
    now: work.options.now,
  };
  const answer = await work.options.trust.judge(request);
  work.verdict.trust = answer;
  work.verdict.signerCountry = checked.signer.country;
  if (answer.status !== 'trusted') {
    const onlyLower = ['issuer_unknown', 'authority_unreachable', 'issuer_expired'].includes(answer.status);
    add(work, answer.status, { weight: onlyLower ? 'lower' : 'refuse' });
  } else if (answer.revocation !== 'checked') add(work, 'revocation_unknown', { weight: 'note' });
  work.verdict.issuerTrusted = answer.status === 'trusted';
  return true;
}

function checkProof(work: Work, dg15: Uint8Array, challenge: Uint8Array): void {
  const { reading, verdict } = work;
  const proof = reading.activeAuthentication;
  if (!proof) return add(work, 'clone_check_failed');
  if (!equalBytes(challenge, proof.challenge)) return add(work, 'challenge_wrong');
  const publicKey = attempt(() => decodeDg15(dg15)) ?? new Uint8Array(0);
  const dg14 = reading.dataGroups[14];
  const infos = dg14 ? attempt(() => decodeDg14(dg14)) : undefined;
  const signatureAlgorithm = infos?.activeAuthentication?.signatureAlgorithm;
  const result = verifyActiveAuthentication({
    publicKey,
    challenge,
    response: proof.response,
    signatureAlgorithm,
  });
  if (!result.ok) return add(work, 'clone_check_failed');
  verdict.chipAnswered = true;
  verdict.activeAuthentication = result.algorithm;
}

function checkActiveAuthentication(work: Work): void {
  const { reading, options, verdict } = work;
  const dg15 = reading.dataGroups[15];
  if (options.chipAuthenticatedHere) verdict.chipAnswered = true;
  if (dg15 && options.expectedChallenge && verdict.mrz) {
    checkProof(work, dg15, options.expectedChallenge(verdict.mrz.documentNumber));
  } else if (!verdict.chipAnswered) add(work, 'clone_check_missing', { weight: 'lower' });
}

const vietnamOffset = 7 * 3_600_000;

// Valid to the end of the day, by the calendar of Việt Nam.
function isExpired(expiry: string, now: number): boolean {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(expiry);
  if (!match) return false;
  const [, year, month, day] = match.map(Number);
  return Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, (day ?? 1) + 1) - vietnamOffset <= now;
}

function readMrz(work: Work): void {
  const dg1 = work.reading.dataGroups[1];
  if (!dg1) return;
  const mrz = attempt(() => decodeDg1(dg1));
  if (!mrz) return add(work, 'mrz_unreadable');
  work.verdict.mrz = mrz;
  if (!mrz.valid) add(work, 'mrz_wrong');
  if (isExpired(mrz.expiry, work.options.now)) add(work, 'document_expired');
}

function readContents(work: Work): void {
  const { dataGroups } = work.reading;
  const { verdict } = work;
  const [dg2, dg13] = [dataGroups[2], dataGroups[13]];
  readMrz(work);
  if (dg2) verdict.face = attempt(() => decodeDg2(dg2))?.[0];
  if (dg2 && !verdict.face) add(work, 'portrait_unreadable', { weight: 'note' });
  if (dg13) verdict.text = decodeDg13(dg13);
  checkText(work);
}

function checkText(work: Work): void {
  const { text, mrz } = work.verdict;
  if (text?.state === 'opaque') add(work, 'text_opaque', { weight: 'note' });
  if (text?.state !== 'readable' || !mrz?.personalNumber) return;
  const { personalNumber } = text.fields;
  if (personalNumber !== undefined && personalNumber !== mrz.personalNumber) add(work, 'number_differs');
}

/**
 * Judges raw data of a chip: hashes, signature, chain, revocation, freshness of the chip's answer, contents. The side
 * that read the chip is not believed in anything but its bytes. Run it where the trust store and the nonce are.
 */
export async function judgeChip(reading: ChipReading, options: JudgeOptions): Promise<ChipVerdict> {
  const verdict: ChipVerdict = {
    accepted: false,
    findings: [],
    level: 'I0',
    chipIntact: false,
    issuerTrusted: false,
    chipAnswered: false,
  };
  const work: Work = { reading, options, verdict };
  if (reading.access === 'none') add(work, 'read_without_access');
  const sod = checkSod(work);
  if (sod) {
    const hashesHold = checkHashes(work, sod);
    checkAnnounced(work, sod);
    verdict.chipIntact = (await checkTrust(work, sod)) && hashesHold;
  }
  readContents(work);
  checkCountry(work);
  if (verdict.chipIntact) checkActiveAuthentication(work);
  verdict.accepted = verdict.findings.every(({ weight }) => weight !== 'refuse');
  const { chipIntact, issuerTrusted, chipAnswered } = verdict;
  const isSound = chipIntact && verdict.accepted;
  verdict.level = deriveEvidenceLevel({
    qrScanned: false,
    chipIntact: isSound,
    issuerTrusted,
    chipAnswered,
    faceMatched: false,
  });
  return verdict;
}
