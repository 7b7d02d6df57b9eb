import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import type { Step } from './contract.ts';
import { errors } from './errors.ts';
import { changeFlow, consumeFlow, contentOf, findFlow, type FlowRow } from './flows.ts';
import { stepOfCode } from './one-time-codes.ts';
import { checkPasskey, requestOptions } from './passkeys.ts';
import { findActive, mustUsePasskey, type StaffAccount } from './staff-accounts.ts';
import { clearFailures } from './throttle.ts';
import type { VneidSignIn } from './vneid-client.ts';

/** Names the sign-in and the browser that must hold it. */
export interface FlowRef {
  readonly id: string | undefined;
  readonly browser: string | undefined;
}

const content = z.object({ uid: z.string(), clientName: z.string() });

export async function findOfficerFlow(ctx: Ctx, ref: FlowRef): Promise<FlowRow> {
  return findFlow(ctx, { kind: 'officer', ...ref });
}

function isComplete(methods: readonly string[]): boolean {
  return methods.includes('passkey') || methods.includes('vneid') || methods.includes('otp');
}

export function stepOf(ctx: Ctx, flow: FlowRow): Step {
  if (isComplete(flow.methods)) {
    const { uid } = content.parse(contentOf(ctx, flow));
    return { stage: 'done', redirectTo: `/oidc/interaction/${uid}/finish?luot=${flow.id}` };
  }
  return { stage: flow.account_id ? 'second_factor' : 'credentials', redirectTo: null };
}

export function clientNameOf(ctx: Ctx, flow: FlowRow): string {
  return content.parse(contentOf(ctx, flow)).clientName;
}

/** First factor done: the flow belongs to that account, nothing is signed in yet. */
export async function passPassword(ctx: Ctx, ref: FlowRef, account: StaffAccount): Promise<Step> {
  const flow = await findOfficerFlow(ctx, ref);
  if (await mustUsePasskey(ctx, account.id)) throw errors.error('passkey_required');
  if (!account.totp_sealed) throw errors.error('second_factor_missing');
  await changeFlow(ctx, flow.id, { account_id: account.id, methods: ['pwd'] });
  return { stage: 'second_factor', redirectTo: null };
}

/** The account that gave its password in this flow. @throws sign_in_expired when none did */
export async function accountOfFlow(ctx: Ctx, ref: FlowRef): Promise<StaffAccount> {
  const flow = await findOfficerFlow(ctx, ref);
  const account = flow.account_id ? await findActive(ctx, flow.account_id) : undefined;
  if (!account || !flow.methods.includes('pwd')) throw errors.error('sign_in_expired');
  return account;
}

/** @returns null when the code is wrong or was used before */
export async function passCode(ctx: Ctx, ref: FlowRef, code: string): Promise<Step | null> {
  const account = await accountOfFlow(ctx, ref);
  if (!account.totp_sealed) throw errors.error('second_factor_missing');
  const secret = ctx.ports.identity.vault.open('totp', account.totp_sealed);
  const step = stepOfCode(secret, code, { now: ctx.clock.now(), lastStep: account.totp_last_step });
  if (step === null) return null;
  const { numUpdatedRows } = await ctx.db
    .updateTable('identity.staff_account')
    .set({ totp_last_step: step })
    .where('id', '=', account.id)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  return complete(ctx, ref, { account, methods: ['pwd', 'otp'] });
}

async function complete(
  ctx: Ctx,
  ref: FlowRef,
  done: { account: StaffAccount; methods: string[]; upstreamSid?: string | null },
): Promise<Step> {
  const flow = await findOfficerFlow(ctx, ref);
  if (!done.methods.includes('passkey') && (await mustUsePasskey(ctx, done.account.id))) {
    throw errors.error('passkey_required');
  }
  await changeFlow(ctx, flow.id, {
    account_id: done.account.id,
    methods: done.methods,
    challenge: null,
    upstream_sid: done.upstreamSid ?? null,
  });
  await clearFailures(ctx, done.account.login_name);
  return stepOf(ctx, { ...flow, methods: done.methods });
}

export async function askPasskey(ctx: Ctx, ref: FlowRef) {
  const flow = await findOfficerFlow(ctx, ref);
  const options = await requestOptions(ctx);
  await changeFlow(ctx, flow.id, { challenge: options.challenge });
  return options;
}

/** Takes the challenge out of the flow: one question, one answer. */
export async function takeChallenge(ctx: Ctx, ref: FlowRef): Promise<string> {
  const flow = await findOfficerFlow(ctx, ref);
  if (!flow.challenge) throw errors.error('sign_in_expired');
  await changeFlow(ctx, flow.id, { challenge: null });
  return flow.challenge;
}

export async function passPasskey(
  ctx: Ctx,
  ref: FlowRef,
  given: { response: AuthenticationResponseJSON; challenge: string },
): Promise<Step> {
  const accountId = await checkPasskey(ctx, given.response, given.challenge);
  const account = await findActive(ctx, accountId);
  if (!account) throw errors.error('passkey_refused');
  return complete(ctx, ref, { account, methods: ['passkey'] });
}

// Two factors without biometrics are level 2. NĐ 69/2024/NĐ-CP
const LEAST_VNEID_LEVEL = 2;

/** The VNeID of the person to whom the account belongs opens it, where the account allows that. @returns where to go on */
export async function officerByVneid(ctx: Ctx, ref: FlowRef, signIn: VneidSignIn): Promise<string> {
  if (signIn.organisation || signIn.authLevel < LEAST_VNEID_LEVEL) {
    throw errors.error('level_too_low', { level: LEAST_VNEID_LEVEL });
  }
  const found = await ctx.ports.accountHolders.identify(ctx, signIn.person);
  if ('refused' in found) throw errors.error('not_registered');
  const account = await ctx.db
    .selectFrom('identity.staff_account')
    .selectAll()
    .where('person_id', '=', found.personId)
    .where('vneid_allowed', '=', true)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!account) throw errors.error('wrong_credentials');
  const { redirectTo } = await complete(ctx, ref, { account, methods: ['vneid'], upstreamSid: signIn.sid });
  return redirectTo ?? '/can-bo';
}

/** Uses the flow up for the provider. @returns whom to sign in, and how */
export async function finishOfficerFlow(
  ctx: Ctx,
  ref: FlowRef,
  uid: string,
): Promise<{ account: StaffAccount; methods: string[] }> {
  const flow = await consumeFlow(ctx, { kind: 'officer', ...ref });
  const account = flow.account_id ? await findActive(ctx, flow.account_id) : undefined;
  const fits = content.parse(contentOf(ctx, flow)).uid === uid;
  if (!account || !fits || !isComplete(flow.methods)) throw errors.error('sign_in_expired');
  return { account, methods: flow.methods };
}
