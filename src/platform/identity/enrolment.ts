import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import { errors } from './errors.ts';
import { stepOfCode, totpUri } from './one-time-codes.ts';
import { addPasskey, creationOptions } from './passkeys.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { ADMINISTRATOR } from './policy.ts';
import { hashToken, newToken } from './secrets.ts';
import { endSessionsWhere } from './sessions.ts';
import type { SessionRow } from './store-session.ts';
import { findActive, mustUsePasskey, setPassword, type StaffAccount } from './staff-accounts.ts';

type Enrolment = Selectable<Database['identity.enrolment']>;

export interface IssuedTicket {
  readonly ticket: string;
  readonly expiresAt: Date;
}

/** The first means of sign-in of a new officer, e.g. when the province is set up. System only. */
export async function issueTicket(ctx: Ctx, accountId: string): Promise<IssuedTicket> {
  const ticket = newToken(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + ctx.ports.identity.limits.enrolmentMs);
  await insertEnrolment(ctx, { accountId, reason: 'new', requestedBy: null, ticket, expiresAt });
  return { ticket, expiresAt };
}

const FRESH_MINUTES = 15;

/** For an officer who signed in a moment ago: a stolen open session must not plant new means. OWASP ASVS 5.0 V6.4 */
export async function openOwnEnrolment(ctx: Ctx, session: SessionRow): Promise<IssuedTicket> {
  const now = ctx.clock.now();
  if (session.kind !== 'staff') throw errors.error('account_unknown');
  if (now.getTime() - session.authenticated_at.getTime() > FRESH_MINUTES * 60_000) {
    throw errors.error('sign_in_again', { minutes: FRESH_MINUTES });
  }
  const ticket = newToken(ctx.random);
  const expiresAt = new Date(now.getTime() + FRESH_MINUTES * 60_000);
  await insertEnrolment(ctx, {
    accountId: session.account_id,
    reason: 'self',
    requestedBy: session.account_id,
    ticket,
    expiresAt,
  });
  return { ticket, expiresAt };
}

interface NewEnrolment {
  readonly accountId: string;
  readonly reason: string;
  readonly requestedBy: string | null;
  /** Without one the enrolment waits for a second administrator. */
  readonly ticket: string | null;
  readonly expiresAt: Date;
}

async function insertEnrolment(ctx: Ctx, enrolment: NewEnrolment): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const { accountId, reason, ticket } = enrolment;
  await ctx.db
    .insertInto('identity.enrolment')
    .values({
      id,
      account_id: accountId,
      ticket_hash: ticket ? hashToken(ticket) : null,
      reason,
      requested_by: enrolment.requestedBy,
      approved_by: null,
      challenge: null,
      created_at: now,
      approved_at: ticket ? now : null,
      expires_at: enrolment.expiresAt,
      used_at: null,
    })
    .execute();
  if (ticket) {
    await ctx.events.emit({
      type: 'identity.ticket_issued',
      streamId: accountId,
      data: { accountId, reason },
    });
  }
  return id;
}

function demandAdministrator(ctx: Ctx): string {
  const { id, terms } = ctx.principal;
  if (!id || !terms.some(({ role }) => role === ADMINISTRATOR)) throw errors.error('account_unknown');
  return id;
}

/** The first administrator asks; nothing is given out yet. */
export async function requestRecovery(ctx: Ctx, accountId: string, reason: string): Promise<string> {
  const requestedBy = demandAdministrator(ctx);
  if (requestedBy === accountId) throw errors.error('same_person');
  if (!(await findActive(ctx, accountId))) throw errors.error('account_unknown');
  const expiresAt = new Date(ctx.clock.now().getTime() + ctx.ports.identity.limits.enrolmentMs);
  const id = await insertEnrolment(ctx, { accountId, reason, requestedBy, ticket: null, expiresAt });
  await ctx.events.emit({
    type: 'identity.recovery_requested',
    streamId: accountId,
    data: { accountId, recoveryId: id },
  });
  return id;
}

/** A second administrator agrees: neither who asked nor whose account it is. The ticket is shown once. */
export async function approveRecovery(ctx: Ctx, id: string): Promise<IssuedTicket> {
  const approvedBy = demandAdministrator(ctx);
  const now = ctx.clock.now();
  const row = await ctx.db
    .selectFrom('identity.enrolment')
    .selectAll()
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw errors.error('account_unknown');
  if (row.requested_by === approvedBy || row.account_id === approvedBy) throw errors.error('same_person');
  const ticket = newToken(ctx.random);
  const expiresAt = new Date(now.getTime() + ctx.ports.identity.limits.enrolmentMs);
  await ctx.db
    .updateTable('identity.enrolment')
    .set({ ticket_hash: hashToken(ticket), approved_by: approvedBy, approved_at: now, expires_at: expiresAt })
    .where('id', '=', id)
    .execute();
  await ctx.events.emit({
    type: 'identity.ticket_issued',
    streamId: row.account_id,
    data: { accountId: row.account_id, reason: 'recovery', recoveryId: id },
  });
  return { ticket, expiresAt };
}

async function openTicket(
  ctx: Ctx,
  ticket: string,
): Promise<{ enrolment: Enrolment; account: StaffAccount }> {
  const enrolment = await ctx.db
    .selectFrom('identity.enrolment')
    .selectAll()
    .where('ticket_hash', '=', hashToken(ticket))
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .forUpdate()
    .executeTakeFirst();
  const account = enrolment ? await findActive(ctx, enrolment.account_id) : undefined;
  if (!enrolment || !account) throw errors.error('ticket_refused');
  return { enrolment, account };
}

export async function startEnrolment(ctx: Ctx, ticket: string) {
  const { enrolment, account } = await openTicket(ctx, ticket);
  const secret = ctx.random.bytes(20);
  const options = await creationOptions(ctx, account);
  await ctx.db
    .updateTable('identity.enrolment')
    .set({ totp_sealed: ctx.ports.identity.vault.seal('totp', secret), challenge: options.challenge })
    .where('id', '=', enrolment.id)
    .execute();
  return {
    loginName: account.login_name,
    displayName: account.display_name,
    mustUsePasskey: await mustUsePasskey(ctx, account.id),
    totpUri: totpUri(secret, account.login_name),
    passkeyOptions: { ...options },
  };
}

export async function enrolPassword(
  ctx: Ctx,
  given: { ticket: string; password: string; code: string },
): Promise<void> {
  const { enrolment, account } = await openTicket(ctx, given.ticket);
  const { least, most } = ctx.ports.identity.limits.passwordLength;
  if (await mustUsePasskey(ctx, account.id)) throw errors.error('passkey_required');
  if (weaknessOf(given.password, { loginName: account.login_name, least, most })) {
    throw errors.error('password_weak', { least });
  }
  if (!enrolment.totp_sealed) throw errors.error('ticket_refused');
  const secret = ctx.ports.identity.vault.open('totp', enrolment.totp_sealed);
  if (stepOfCode(secret, given.code, { now: ctx.clock.now(), lastStep: null }) === null) {
    throw errors.error('wrong_credentials');
  }
  await useUp(ctx, enrolment);
  await setPassword(ctx, account.id, {
    hash: await hashPassword(given.password, ctx.random),
    totpSealed: enrolment.totp_sealed,
  });
}

export async function enrolPasskey(
  ctx: Ctx,
  given: { ticket: string; name: string; response: RegistrationResponseJSON },
): Promise<void> {
  const { enrolment, account } = await openTicket(ctx, given.ticket);
  if (!enrolment.challenge) throw errors.error('ticket_refused');
  await useUp(ctx, enrolment);
  await addPasskey(ctx, {
    accountId: account.id,
    name: given.name,
    challenge: enrolment.challenge,
    response: given.response,
  });
}

/** What was lost must not open the account any more: old means go, open sessions end. */
async function useUp(ctx: Ctx, enrolment: Enrolment): Promise<void> {
  const accountId = enrolment.account_id;
  await ctx.db
    .updateTable('identity.enrolment')
    .set({ used_at: ctx.clock.now(), challenge: null, totp_sealed: null })
    .where('id', '=', enrolment.id)
    .execute();
  // Who adds a means while signed in keeps the others.
  const isOwn = enrolment.requested_by === accountId;
  if (enrolment.requested_by !== null && !isOwn) {
    await ctx.db.deleteFrom('identity.passkey').where('account_id', '=', accountId).execute();
    await ctx.db
      .updateTable('identity.staff_account')
      .set({ password_hash: null, totp_sealed: null, totp_last_step: null })
      .where('id', '=', accountId)
      .execute();
  }
  if (!isOwn) await endSessionsWhere(ctx, { accountId }, 'recovered');
  await ctx.events.emit({ type: 'identity.means_changed', streamId: accountId, data: { accountId } });
}
