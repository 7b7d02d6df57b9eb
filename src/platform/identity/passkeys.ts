import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import type { StaffAccount } from './staff-accounts.ts';

const RP_NAME = 'Serepok';
const TRANSPORTS = ['usb', 'nfc', 'ble', 'internal', 'hybrid', 'smart-card', 'cable'];

function relyingParty(ctx: Ctx): { id: string; origin: string } {
  const { hostname, origin } = new URL(ctx.ports.identity.settings.publicUrl);
  return { id: hostname, origin };
}

function newChallenge(ctx: Ctx): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ctx.random.bytes(32));
}

export async function requestOptions(ctx: Ctx): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty(ctx).id,
    challenge: newChallenge(ctx),
    userVerification: 'required',
  });
}

/** Checks an answer against the stored key. @returns the account whose passkey it is */
export async function checkPasskey(
  ctx: Ctx,
  response: AuthenticationResponseJSON,
  challenge: string,
): Promise<string> {
  const known = await ctx.db
    .selectFrom('identity.passkey')
    .selectAll()
    .where('credential_id', '=', response.id)
    .forUpdate()
    .executeTakeFirst();
  if (!known) throw errors.error('passkey_refused');
  const rp = relyingParty(ctx);
  const verdict = await orRefused(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      credential: {
        id: known.credential_id,
        publicKey: new Uint8Array(known.public_key),
        counter: known.counter,
      },
    }),
  );
  if (!verdict.verified) throw errors.error('passkey_refused');
  await ctx.db
    .updateTable('identity.passkey')
    .set({ counter: verdict.authenticationInfo.newCounter, last_used_at: ctx.clock.now() })
    .where('id', '=', known.id)
    .execute();
  return known.account_id;
}

export async function creationOptions(
  ctx: Ctx,
  account: StaffAccount,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: relyingParty(ctx).id,
    userName: account.login_name,
    userDisplayName: account.display_name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    challenge: newChallenge(ctx),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

export interface NewPasskey {
  readonly accountId: string;
  readonly name: string;
  readonly challenge: string;
  readonly response: RegistrationResponseJSON;
}

export async function addPasskey(ctx: Ctx, passkey: NewPasskey): Promise<void> {
  const rp = relyingParty(ctx);
  const { verified, registrationInfo } = await orRefused(() =>
    verifyRegistrationResponse({
      response: passkey.response,
      expectedChallenge: passkey.challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
    }),
  );
  if (!verified) throw errors.error('passkey_refused');
  const { credential, credentialBackedUp } = registrationInfo;
  await ctx.db
    .insertInto('identity.passkey')
    .values({
      id: ctx.ids.next(),
      account_id: passkey.accountId,
      credential_id: credential.id,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((transport) => TRANSPORTS.includes(transport)),
      name: passkey.name,
      is_backed_up: credentialBackedUp,
      created_at: ctx.clock.now(),
      last_used_at: null,
    })
    .execute();
}

async function orRefused<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw errors.error('passkey_refused', {}, error);
  }
}
