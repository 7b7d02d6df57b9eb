import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  answer_not_valid: 400,
  not_reachable: 503,
  already_decided: 409,
} as const;

const Instant = z.iso.datetime({ offset: true });

export const ConsentView = z.object({
  id: z.uuid(),
  text: z.string(),
  channel: z.enum(['vneid', 'signature', 'counter']),
  state: z.enum(['asked', 'given', 'refused', 'expired', 'withdrawn']),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
});

/** VNeID tells us what the person decided on the phone; the answer is signed by VNeID. */
export const receiveConfirmation = route({
  method: 'POST',
  path: '/vneid/confirmations',
  summary: 'A person’s signed answer from VNeID',
  access: 'public',
  body: z.object({ confirmationId: z.string().max(200), answer: z.string().max(10_000) }),
  status: 204,
});
export const listMyConsents = route({
  method: 'GET',
  path: '/me/consents',
  summary: 'What I agreed to, and what I can take back',
  response: z.object({ items: z.array(ConsentView) }),
});
export const withdrawConsent = route({
  method: 'POST',
  path: '/me/consents/{id}/withdrawal',
  summary: 'Take a consent back',
  params: z.object({ id: z.uuid() }),
  response: ConsentView,
});
