import type { Certificate, RevocationList } from '#lib/identity';
import {
  isInForce,
  isListSignedBy,
  isSameCertificate,
  isSelfSigned,
  isSignedBy,
  mayIssue,
  namesIssuer,
} from './certificates.ts';

/** `trusted`: the signer of the chip's data is a document signer of a country authority we hold. */
export type TrustStatus =
  | 'trusted'
  | 'issuer_unknown'
  | 'signer_expired'
  | 'signer_not_yet_valid'
  | 'signer_revoked'
  | 'issuer_expired'
  | 'signer_not_allowed'
  | 'authority_unreachable';

export interface TrustAnswer {
  status: TrustStatus;
  /** Who said so: our own store, or the authority's service. */
  by: 'store' | 'authority' | 'nobody';
  /** Subjects from the signer's issuer to the anchor. */
  path: string[];
  /** State of the revocation list of the issuer at that time. */
  revocation: 'checked' | 'stale' | 'missing';
}

export interface TrustRequest {
  signer: Certificate;
  /** Whole EF.SOD, for a remote authority. */
  sod: Uint8Array;
  /** Epoch milliseconds. */
  now: number;
}

/** Decides whether the signer of a document can be trusted. */
export interface TrustSource {
  judge(request: TrustRequest): Promise<TrustAnswer>;
}

/** No anchor at all: every chip ends as "integrity holds, issuer unknown". */
export const noTrust: TrustSource = {
  judge: async () => ({ status: 'issuer_unknown', by: 'nobody', path: [], revocation: 'missing' }),
};

/** A verdict from the authority's own service, behind a port. A failure of the port is an answer, not an exception. */
export function createRemoteTrust(ask: (request: TrustRequest) => Promise<TrustStatus>): TrustSource {
  return {
    async judge(request) {
      const answer: Omit<TrustAnswer, 'status'> = { by: 'authority', path: [], revocation: 'checked' };
      try {
        return { ...answer, status: await ask(request) };
      } catch {
        return { ...answer, status: 'authority_unreachable' };
      }
    },
  };
}

/** The first source that knows the issuer decides; a refusal by any source that knows it stands. */
export function combineTrust(sources: readonly TrustSource[]): TrustSource {
  return {
    async judge(request) {
      let answer: TrustAnswer = { status: 'issuer_unknown', by: 'nobody', path: [], revocation: 'missing' };
      for (const source of sources) {
        answer = await source.judge(request);
        if (answer.status !== 'issuer_unknown' && answer.status !== 'authority_unreachable') return answer;
      }
      return answer;
    },
  };
}

export interface TrustMaterial {
  /** Self-signed country authorities trusted by decision of the operator. */
  anchors: readonly Certificate[];
  /** Certificates by which an old authority key vouches for a new one (or the other way). */
  links?: readonly Certificate[];
  revocationLists?: readonly RevocationList[];
}

const maxPath = 6;

interface Found {
  issuer: Certificate;
  path: Certificate[];
}

function findIssuer(certificate: Certificate, material: TrustMaterial, depth = 0): Found | undefined {
  if (depth > maxPath) return undefined;
  // A link joins two keys of one country (ICAO Doc 9303-12 §7.1.1).
  const isSameCountry = (issuer: Certificate) => depth === 0 || issuer.country === certificate.country;
  const fits = (issuer: Certificate) =>
    mayIssue(issuer) &&
    isSameCountry(issuer) &&
    namesIssuer(certificate, issuer) &&
    isSignedBy(certificate, issuer);
  const anchor = material.anchors.find(fits);
  if (anchor) return { issuer: anchor, path: [anchor] };
  for (const link of material.links ?? []) {
    if (isSameCertificate(link, certificate) || !fits(link)) continue;
    const above = findIssuer(link, material, depth + 1);
    if (above) return { issuer: link, path: [link, ...above.path] };
  }
  return undefined;
}

function revocationOf(signer: Certificate, found: Found, request: { material: TrustMaterial; now: number }) {
  const { material, now } = request;
  const holders = [found.issuer, ...material.anchors, ...(material.links ?? [])];
  const lists = (material.revocationLists ?? []).filter((list) =>
    holders.some((holder) => holder.country === signer.country && isListSignedBy(list, holder)),
  );
  const isRevoked = lists.some((list) => list.revoked.some(({ serial }) => serial === signer.serial));
  if (lists.length === 0) return { isRevoked, state: 'missing' as const };
  const isFresh = lists.some((list) => list.thisUpdate <= now && (list.nextUpdate ?? now) >= now);
  return { isRevoked, state: isFresh ? ('checked' as const) : ('stale' as const) };
}

const unknown: TrustAnswer = { status: 'issuer_unknown', by: 'nobody', path: [], revocation: 'missing' };

function judgeSigner(request: TrustRequest, material: TrustMaterial): TrustAnswer {
  const { signer, now } = request;
  const found = findIssuer(signer, material);
  if (!found) return unknown;
  const { isRevoked, state } = revocationOf(signer, found, { material, now });
  const answer = {
    by: 'store',
    path: found.path.map(({ subjectText }) => subjectText),
    revocation: state,
  } as const;
  if (isRevoked) return { ...answer, status: 'signer_revoked' };
  if (signer.isAuthority || signer.keyUsage?.digitalSignature === false)
    return { ...answer, status: 'signer_not_allowed' };
  if (found.issuer.country !== signer.country) return { ...answer, status: 'signer_not_allowed' };
  const inForce = isInForce(signer, now);
  if (inForce === 'expired') return { ...answer, status: 'signer_expired' };
  if (inForce === 'not_yet') return { ...answer, status: 'signer_not_yet_valid' };
  if (found.path.some((certificate) => isInForce(certificate, now) === 'expired'))
    return { ...answer, status: 'issuer_expired' };
  return { ...answer, status: 'trusted' };
}

/** A local store of country authorities. Certificates given as anchors that are not self-signed are refused. */
export function createTrustStore(material: TrustMaterial): TrustSource {
  const wrong = material.anchors.find((anchor) => !isSelfSigned(anchor));
  if (wrong) throw new RangeError(`anchor is not self-signed: ${wrong.subjectText}`);
  return { judge: async (request) => judgeSigner(request, material) };
}
