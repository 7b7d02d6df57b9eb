import {
  childrenOf,
  decodeCertificate,
  decodeSignedData,
  derTag,
  isSameName,
  LdsError,
  sequenceOf,
  expectTag,
  type Certificate,
} from '#lib/identity';
import { isSelfSigned, isSignedBy, mayIssue, namesIssuer } from './certificates.ts';
import { verifySignedData } from './signed-data.ts';

export type MasterListProblem = 'unreadable' | 'no_signer' | 'signature_wrong' | 'signer_not_pinned';

export interface MasterList {
  /** Self-signed country authorities. Candidates: the operator decides which countries to trust. */
  anchors: Certificate[];
  /** Certificates signed by another certificate of the list with the same country. */
  links: Certificate[];
  /** As links, but signed by an authority of another country; reported, never used. */
  foreignLinks: Certificate[];
  /** Certificates whose signer is not in the list; never used. */
  orphans: Certificate[];
  /** Entries that could not be parsed. */
  unreadable: number;
  signer: string;
}

export type MasterListResult = { ok: true; list: MasterList } | { ok: false; problem: MasterListProblem };

const masterListOid = '2.23.136.1.1.2';

function readCertificates(content: Uint8Array): { certificates: Certificate[]; unreadable: number } {
  const [, set] = sequenceOf(content, 'master list');
  const certificates: Certificate[] = [];
  let unreadable = 0;
  for (const element of childrenOf(expectTag(set, derTag.set, 'certificates'))) {
    try {
      certificates.push(decodeCertificate(element.raw));
    } catch (error) {
      if (!(error instanceof LdsError)) throw error;
      unreadable += 1;
    }
  }
  return { certificates, unreadable };
}

type Sorted = Pick<MasterList, 'anchors' | 'links' | 'foreignLinks' | 'orphans'>;

function kindOf(certificate: Certificate, all: readonly Certificate[]): keyof Sorted {
  if (isSelfSigned(certificate)) return 'anchors';
  const signed = (issuer: Certificate) =>
    issuer !== certificate && namesAuthority(certificate, issuer) && isSignedBy(certificate, issuer);
  const isAtHome = ({ country }: Certificate) => country === certificate.country;
  if (all.some((issuer) => isAtHome(issuer) && signed(issuer))) return 'links';
  return all.some((issuer) => !isAtHome(issuer) && signed(issuer)) ? 'foreignLinks' : 'orphans';
}

/** Sorts certificates of authorities by checking every signature. */
export function classifyAuthorities(certificates: readonly Certificate[]): Sorted {
  const sorted: Sorted = { anchors: [], links: [], foreignLinks: [], orphans: [] };
  for (const certificate of certificates) sorted[kindOf(certificate, certificates)].push(certificate);
  return sorted;
}

function namesAuthority(certificate: Certificate, issuer: Certificate): boolean {
  return (
    mayIssue(issuer) && (namesIssuer(certificate, issuer) || isSameName(certificate.issuer, issuer.subject))
  );
}

/**
 * Imports a CSCA master list (ICAO Doc 9303-12 §9). The signature is checked, and the signer must chain to one of
 * `pinned`: the authority of the state that publishes the list, obtained by another way than the list itself.
 */
export function importMasterList(bytes: Uint8Array, pinned: readonly Certificate[]): MasterListResult {
  try {
    const data = decodeSignedData(bytes);
    if (data.contentType !== masterListOid) return { ok: false, problem: 'unreadable' };
    const verdict = verifySignedData(data);
    if (!verdict.signer) return { ok: false, problem: 'no_signer' };
    if (!verdict.ok) return { ok: false, problem: 'signature_wrong' };
    const { signer } = verdict;
    const isPinned = pinned.some(
      (authority) =>
        authority.country === signer.country && mayIssue(authority) && isSignedBy(signer, authority),
    );
    if (!isPinned) return { ok: false, problem: 'signer_not_pinned' };
    const { certificates, unreadable } = readCertificates(data.content);
    return {
      ok: true,
      list: { ...classifyAuthorities(certificates), unreadable, signer: signer.subjectText },
    };
  } catch (error) {
    if (error instanceof LdsError) return { ok: false, problem: 'unreadable' };
    throw error;
  }
}
