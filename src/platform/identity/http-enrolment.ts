import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { authenticateRequest, type SignedIn } from './authenticate.ts';
import * as contract from './contract.ts';
import {
  approveRecovery,
  enrolPasskey,
  enrolPassword,
  type IssuedTicket,
  openOwnEnrolment,
  startEnrolment,
} from './enrolment.ts';
import { serve } from './serve.ts';
import type { Identity } from './service.ts';

/** Tickets and what they open. Answers that show a ticket must not be kept, so they bypass the store of keyed answers. */
export function attachEnrolment(identity: Identity, server: FastifyInstance): void {
  const asSystem = <T>(action: string, run: (ctx: Ctx) => Promise<T>) => identity.asSystem({ action }, run);

  serve(server, contract.startEnrolment, ({ body }) =>
    asSystem('identity.open-enrolment', (ctx) => startEnrolment(ctx, body.ticket)),
  );
  serve(server, contract.enrolPassword, async ({ body }) => {
    await asSystem('identity.enrol-password', (ctx) => enrolPassword(ctx, body));
    return {};
  });
  serve(server, contract.enrolPasskey, async ({ body }) => {
    const response = body.response as unknown as RegistrationResponseJSON;
    await asSystem('identity.enrol-passkey', (ctx) => enrolPasskey(ctx, { ...body, response }));
    return {};
  });
  serve(server, contract.openOwnEnrolment, async ({ request }) =>
    present(
      await asSignedIn(identity, request, {
        action: 'identity.open-own-enrolment',
        run: (ctx, { session }) => openOwnEnrolment(ctx, session),
      }),
    ),
  );
  serve(server, contract.approveRecovery, async ({ params, request }) =>
    present(
      await asSignedIn(identity, request, {
        action: 'identity.approve-recovery',
        run: (ctx) => approveRecovery(ctx, params.id),
      }),
    ),
  );
}

function present({ ticket, expiresAt }: IssuedTicket): { ticket: string; expiresAt: string } {
  return { ticket, expiresAt: expiresAt.toISOString() };
}

async function asSignedIn<T>(
  identity: Identity,
  request: FastifyRequest,
  work: { action: string; run: (ctx: Ctx, signedIn: SignedIn) => Promise<T> },
): Promise<T> {
  const { signedIn } = await authenticateRequest(identity, request);
  if (!signedIn) throw accessErrors.error('not_signed_in');
  const act = { action: work.action, principal: signedIn.principal, requestId: request.id };
  return identity.runner().act(act, (ctx) => work.run(ctx, signedIn));
}
