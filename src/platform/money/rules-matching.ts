/** A credit that the bank says arrived. */
export interface BankNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly amount: number;
  readonly description: string;
  readonly occurredAt: Date;
  /** The bank's own number of the movement. */
  readonly reference: string;
}

/** What the ledger knows of a code at that moment. */
export interface Claim {
  readonly obligationId: string;
  readonly code: string;
  readonly account: string;
  readonly amount: number;
  /** Already received towards it. */
  readonly received: number;
  readonly state: 'open' | 'short' | 'paid' | 'cancelled';
  readonly openedAt: Date;
  /** After this instant money no longer settles it by itself; EMVCo codes have no expiry of their own. */
  readonly expiresAt: Date | null;
}

export type UnknownReason =
  | 'no_code'
  | 'code_not_issued'
  | 'other_account'
  | 'cancelled'
  | 'late'
  | 'ambiguous';

export type Match =
  | { readonly outcome: 'matched'; readonly claim: Claim }
  | { readonly outcome: 'short'; readonly claim: Claim; readonly missing: number }
  /** Paid; what came in excess must go back. When it was paid before, that is the whole amount. */
  | { readonly outcome: 'over'; readonly claim: Claim; readonly excess: number }
  | { readonly outcome: 'unknown'; readonly reason: UnknownReason }
  | { readonly outcome: 'duplicate' }
  /** The same notice number with another content: somebody must look. */
  | { readonly outcome: 'conflict' };

export interface Known {
  /** Earlier notice with this notice number or this bank reference, if any. */
  readonly earlier: BankNotice | null;
  /** Whether the description holds anything that looks like a code. */
  readonly hasCode: boolean;
  readonly claims: readonly Claim[];
}

/** Decides what a bank notice is: by code, then amount, then time. Never guesses: without a code it stays unknown. */
export function matchNotice(notice: BankNotice, known: Known): Match {
  if (known.earlier)
    return sameMovement(known.earlier, notice) ? { outcome: 'duplicate' } : { outcome: 'conflict' };
  if (known.claims.length === 0)
    return { outcome: 'unknown', reason: known.hasCode ? 'code_not_issued' : 'no_code' };
  const here = known.claims.filter((claim) => claim.account === notice.account);
  if (here.length === 0) return { outcome: 'unknown', reason: 'other_account' };
  const claim = chooseClaim(notice, here);
  return claim ? settle(notice, claim) : { outcome: 'unknown', reason: 'ambiguous' };
}

export function sameMovement(a: BankNotice, b: BankNotice): boolean {
  return a.account === b.account && a.amount === b.amount && a.reference === b.reference;
}

const owing = (claim: Claim): number => Math.max(0, claim.amount - claim.received);
const payable = (claim: Claim): boolean => claim.state === 'open' || claim.state === 'short';

function chooseClaim(notice: BankNotice, claims: readonly Claim[]): Claim | undefined {
  if (claims.length === 1) return claims[0];
  const open = claims.filter(payable);
  const exact = open.filter((claim) => owing(claim) === notice.amount);
  const inTime = (exact.length > 0 ? exact : open).filter((claim) => !isLate(notice, claim));
  return inTime.length === 1 ? inTime[0] : undefined;
}

function isLate(notice: BankNotice, claim: Claim): boolean {
  return claim.expiresAt !== null && notice.occurredAt > claim.expiresAt;
}

function settle(notice: BankNotice, claim: Claim): Match {
  if (claim.state === 'paid') return { outcome: 'over', claim, excess: notice.amount };
  if (claim.state === 'cancelled') return { outcome: 'unknown', reason: 'cancelled' };
  if (isLate(notice, claim)) return { outcome: 'unknown', reason: 'late' };
  const difference = notice.amount - owing(claim);
  if (difference < 0) return { outcome: 'short', claim, missing: -difference };
  if (difference > 0) return { outcome: 'over', claim, excess: difference };
  return { outcome: 'matched', claim };
}

/** Open claims a clerk may mean by an unmatched credit: same amount first, then nearest in time. */
export function suggestClaims(notice: BankNotice, open: readonly Claim[], limit = 5): Claim[] {
  const distance = (claim: Claim): number => Math.abs(notice.occurredAt.getTime() - claim.openedAt.getTime());
  return open
    .filter((claim) => payable(claim) && claim.account === notice.account)
    .toSorted(
      (a, b) =>
        Number(owing(b) === notice.amount) - Number(owing(a) === notice.amount) || distance(a) - distance(b),
    )
    .slice(0, limit);
}
