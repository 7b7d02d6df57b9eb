import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ConfirmationService } from './confirmations.ts';

export interface VneidOptions {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callback: string;
  readonly timeoutMs: number;
}

const Asked = z.object({ confirmationId: z.string(), expiresAt: z.iso.datetime({ offset: true }) });
const Claims = z.object({
  confirmation_id: z.string(),
  decision: z.enum(['approved', 'refused']),
  reference: z.string(),
  text_sha256: z.string(),
});

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** VNeID's confirmation service over HTTP. */
export function vneidConfirmations(options: VneidOptions): ConfirmationService {
  const keys = createRemoteJWKSet(new URL(options.jwksUri), { timeoutDuration: options.timeoutMs });
  const authorization = `Basic ${Buffer.from(`${options.clientId}:${options.clientSecret}`).toString('base64')}`;
  return {
    ask: async (question) => {
      const response = await fetch(`${options.issuer}/api/confirmations`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({
          subject: question.personalNumber,
          purpose: question.purpose,
          text: question.text,
          reference: question.reference,
          callback: options.callback,
        }),
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      if (!response.ok) throw new Error(`confirmation service answered ${response.status}`);
      const asked = Asked.parse(await response.json());
      return { id: asked.confirmationId, expiresAt: new Date(asked.expiresAt) };
    },
    verify: async (answer, text) => {
      const { payload } = await jwtVerify(answer, keys, {
        issuer: options.issuer,
        audience: options.clientId,
        algorithms: ['RS256'],
        typ: 'vneid-confirmation+jwt',
      });
      const claims = Claims.parse(payload);
      const [expected, given] = [Buffer.from(digestOf(text)), Buffer.from(claims.text_sha256)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given))
        throw new Error('the answer is about another text');
      return {
        confirmationId: claims.confirmation_id,
        decision: claims.decision,
        reference: claims.reference,
      };
    },
  };
}
