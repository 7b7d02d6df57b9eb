import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { openSession } from './sessions.ts';
import type { VneidSignIn } from './vneid-client.ts';

export interface Arrival {
  readonly signIn: VneidSignIn;
  readonly wantedLevel: number;
  /** A step-up: the account that must confirm itself again. */
  readonly accountId: string | null;
  readonly formerToken: string | undefined;
  readonly device: string;
}

/** Opens a citizen's session from what VNeID said, when the register knows that person. */
export async function signInCitizen(ctx: Ctx, arrival: Arrival): Promise<{ token: string }> {
  const { signIn } = arrival;
  if (signIn.authLevel < arrival.wantedLevel)
    throw errors.error('level_too_low', { level: arrival.wantedLevel });
  const found = await ctx.ports.accountHolders.identify(ctx, signIn.person);
  if ('refused' in found) throw errors.error(found.refused === 'deceased' ? 'deceased' : 'not_registered');
  const organisationId = await organisationOf(ctx, found.personId, signIn);
  const accountId = await rememberAccount(ctx, { signIn, personId: found.personId, organisationId });
  if (arrival.accountId !== null && arrival.accountId !== accountId) throw errors.error('not_your_account');
  const { token } = await openSession(
    ctx,
    {
      kind: 'citizen',
      accountId,
      personId: found.personId,
      organisationId,
      displayName: signIn.organisation?.name ?? found.displayName,
      accountLevel: signIn.accountLevel,
      authLevel: signIn.authLevel,
      methods: ['vneid'],
      upstreamSid: signIn.sid,
      upstreamToken: signIn.idToken,
      device: arrival.device,
    },
    arrival.formerToken,
  );
  return { token };
}

async function organisationOf(
  ctx: Ctx,
  personId: string,
  { organisation }: VneidSignIn,
): Promise<string | null> {
  if (!organisation) return null;
  const id = await ctx.ports.accountHolders.organisationOf(ctx, personId, organisation.taxCode);
  if (!id) throw errors.error('not_represented');
  return id;
}

async function rememberAccount(
  ctx: Ctx,
  known: { signIn: VneidSignIn; personId: string; organisationId: string | null },
): Promise<string> {
  const { identity } = ctx.ports;
  const now = ctx.clock.now();
  const { id } = await ctx.db
    .insertInto('identity.account')
    .values({
      id: ctx.ids.next(),
      person_id: known.personId,
      organisation_id: known.organisationId,
      subject_hash: identity.vault.mark(
        'subject',
        `${identity.settings.vneid.issuer}|${known.signIn.subject}`,
      ),
      created_at: now,
      last_signed_in_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('subject_hash').doUpdateSet({
        person_id: known.personId,
        organisation_id: known.organisationId,
        last_signed_in_at: now,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
