import type { Ctx, Term } from '#platform/runtime';
import type { Identity } from './service.ts';

/** What an identity provider says of a person; never trusted further than its levels allow. */
export interface ClaimedPerson {
  readonly number: string;
  readonly fullName: string;
  /** yyyyMMdd, or yyyy when only the year is known. */
  readonly birth: string;
}

export type FoundPerson =
  | { readonly personId: string; readonly displayName: string }
  /** unknown: not in the register; mismatch: number known, name or birth differ; deceased: nobody may act as the dead. */
  | { readonly refused: 'unknown' | 'mismatch' | 'deceased' };

/** Links sign-ins to registered persons; the person module implements it. Called with the system as actor. */
export interface AccountHolders {
  identify(ctx: Ctx, claimed: ClaimedPerson): Promise<FoundPerson>;
  /** Whom this person may speak for today, derived from the registers, without the person themself. Asked on every request. */
  representedBy(
    ctx: Ctx,
    personId: string,
  ): Promise<{ persons: readonly string[]; organisations: readonly string[] }>;
  /** The registered organisation with this tax code, when the person may speak for it. */
  organisationOf(ctx: Ctx, personId: string, taxCode: string): Promise<string | null>;
}

/** Roles of officers; the agency module implements it. Called with the system as actor, on every request. */
export interface OfficeTerms {
  /** Terms of office that run now; an empty list leaves a signed-in officer without any role. */
  termsOf(ctx: Ctx, staffId: string): Promise<readonly Term[]>;
}

declare module '#platform/runtime' {
  interface Ports {
    identity: Identity;
    accountHolders: AccountHolders;
    officeTerms: OfficeTerms;
  }
}
