import { z } from 'zod';
import type { CardAuthority } from './ports.ts';

const Answer = z.object({
  status: z.enum([
    'trusted',
    'issuer_unknown',
    'signer_expired',
    'signer_not_yet_valid',
    'signer_revoked',
    'issuer_expired',
    'signer_not_allowed',
  ]),
});

/** Speaks to a verdict service: POST { sod } in base64, answer { status }. Our own shape: the authority's is not public. */
export function httpCardAuthority(options: { url: string; token: string; timeoutMs: number }): CardAuthority {
  return {
    judge: async (sod) => {
      const response = await fetch(options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token}` },
        body: JSON.stringify({ sod: Buffer.from(sod).toString('base64') }),
        signal: AbortSignal.timeout(options.timeoutMs),
        redirect: 'error',
      });
      if (!response.ok) throw new Error(`verdict service answered ${response.status}`);
      return Answer.parse(await response.json()).status;
    },
  };
}
