import { PadesError, readTimestampResponse, timestampRequest } from '#lib/pades';
import type { Random } from '#platform/runtime';
import { ask } from './ask.ts';
import { SigningFault, type TimestampPort } from './ports.ts';

export interface TimestampSettings {
  readonly url: string;
  readonly random: Random;
  readonly timeoutMs?: number;
  /** Further tries after a failed one, at once: an authority answers in milliseconds or is down. Default 1. */
  readonly retries?: number;
}

/** RFC 3161 over HTTP (§3.4). Status, imprint and nonce are checked here, the token's signature when the document is. */
export function httpTimestamps(settings: TimestampSettings): TimestampPort {
  const once = async (digest: Uint8Array): Promise<Uint8Array> => {
    const nonce = settings.random.bytes(8);
    const answer = await ask({
      url: settings.url,
      type: 'application/timestamp-query',
      body: timestampRequest(digest, nonce),
      fault: 'timestamp_unavailable',
      ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
    });
    try {
      return readTimestampResponse(answer, { digest, nonce }).token;
    } catch (cause) {
      const detail = cause instanceof PadesError ? cause.code : 'unreadable answer';
      throw new SigningFault('timestamp_unavailable', detail, { cause });
    }
  };
  return {
    async timestamp(digest) {
      for (let left = settings.retries ?? 1; ; left -= 1) {
        try {
          return await once(digest);
        } catch (error) {
          if (left <= 0) throw error;
        }
      }
    },
  };
}
