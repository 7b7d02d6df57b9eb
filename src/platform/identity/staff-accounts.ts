import type { Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import { errors } from './errors.ts';
import { hashPassword } from './passwords.ts';
import { endSessionsWhere } from './sessions.ts';

export type StaffAccount = Selectable<Database['identity.staff_account']>;

export interface NewStaffAccount {
  /** The staff id of the office register. */
  readonly id: string;
  readonly personId: string | null;
  readonly loginName: string;
  readonly displayName: string;
  /** May this officer sign in with the VNeID of that person? */
  readonly isVneidAllowed: boolean;
}

/** Opens an account without any means of sign-in; `issueTicket` lets the officer set them up. System only. */
export async function createStaffAccount(ctx: Ctx, account: NewStaffAccount): Promise<void> {
  const loginName = account.loginName.trim().toLowerCase();
  const taken = await findByLoginName(ctx, loginName);
  if (taken && taken.id !== account.id) throw errors.error('login_name_taken');
  await ctx.db
    .insertInto('identity.staff_account')
    .values({
      id: account.id,
      person_id: account.personId,
      login_name: loginName,
      display_name: account.displayName,
      password_hash: null,
      password_changed_at: null,
      totp_last_step: null,
      vneid_allowed: account.isVneidAllowed,
      created_at: ctx.clock.now(),
      disabled_at: null,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        person_id: account.personId,
        login_name: loginName,
        display_name: account.displayName,
        vneid_allowed: account.isVneidAllowed,
      }),
    )
    .execute();
}

/** Leaver: no sign-in any more, and every session ends now. System only. */
export async function disableStaffAccount(ctx: Ctx, id: string): Promise<void> {
  await ctx.db
    .updateTable('identity.staff_account')
    .set({ disabled_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .execute();
  await endSessionsWhere(ctx, { accountId: id }, 'revoked');
}

/** Known password and authenticator secret for a demonstration; a production profile must never call it. */
export async function setDemonstrationMeans(
  ctx: Ctx,
  means: { accountId: string; password: string; totpSecret: Uint8Array },
): Promise<void> {
  await setPassword(ctx, means.accountId, {
    hash: await hashPassword(means.password, ctx.random),
    totpSealed: ctx.ports.identity.vault.seal('totp', means.totpSecret),
  });
}

export async function setPassword(
  ctx: Ctx,
  accountId: string,
  means: { hash: string; totpSealed: Uint8Array },
): Promise<void> {
  await ctx.db
    .updateTable('identity.staff_account')
    .set({
      password_hash: means.hash,
      password_changed_at: ctx.clock.now(),
      totp_sealed: means.totpSealed,
      totp_last_step: null,
    })
    .where('id', '=', accountId)
    .execute();
}

export async function findByLoginName(ctx: Ctx, loginName: string): Promise<StaffAccount | undefined> {
  return ctx.db
    .selectFrom('identity.staff_account')
    .selectAll()
    .where('login_name', '=', loginName.trim().toLowerCase())
    .executeTakeFirst();
}

/** An account that may sign in. */
export async function findActive(ctx: Ctx, id: string): Promise<StaffAccount | undefined> {
  return ctx.db
    .selectFrom('identity.staff_account')
    .selectAll()
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

export async function mustUsePasskey(ctx: Ctx, accountId: string): Promise<boolean> {
  const terms = await ctx.ports.officeTerms.termsOf(ctx, accountId);
  return terms.some(({ role }) => ctx.ports.identity.limits.passkeyOnlyRoles.includes(role));
}
