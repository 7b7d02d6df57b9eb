import type { Basis } from './contract.ts';

/** A request nobody decided within this time no longer opens anything. */
export const WAITING_LIMIT_MS = 4 * 3_600_000;

export interface Spans {
  readonly kind: string;
  readonly opened_at: Date;
  readonly expires_at: Date | null;
  readonly closed_at: Date | null;
  readonly approved_by: string | null;
  readonly refused_by: string | null;
}

/** Where a basis stands at an instant. */
export function stateOf(row: Spans, now: Date): Basis['state'] {
  if (row.refused_by !== null) return 'refused';
  if (row.closed_at !== null) return 'closed';
  if (row.expires_at !== null && row.expires_at <= now) return 'expired';
  if (row.kind !== 'break_glass' || row.approved_by !== null) return 'open';
  return now.getTime() - row.opened_at.getTime() > WAITING_LIMIT_MS ? 'expired' : 'waiting';
}

/** The term of office under which a purpose may be declared; undefined when none allows it. */
export function termFor<T extends { readonly role: string }>(
  roles: readonly string[],
  terms: readonly T[],
): T | undefined {
  return roles.length === 0 ? terms[0] : terms.find((term) => roles.includes(term.role));
}
