import { createHmac } from 'node:crypto';
import type { Stage } from './server.ts';

export const SIGNATURE_HEADER = 'x-signature';

/** hex(hmac-sha256(secret, body)), the same for the bank's notices and the portal's dossiers. */
export function signBody(secret: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export interface Parcel {
  url: string;
  secret: string;
  body: string;
  headers?: Record<string, string>;
  /** Instead of the signature that fits the body. */
  signature?: string;
}

export interface Receipt {
  status: number;
  body: string;
}

export interface Courier {
  /** Posts until a 2xx comes back, waiting 1, 2, 4 … times the base, at most `attempts` times. */
  deliver: (parcel: Parcel) => Promise<Receipt | undefined>;
  /** One try, no repetition. */
  tryOnce: (parcel: Parcel) => Promise<Receipt | undefined>;
  close: () => Promise<void>;
}

export interface CourierSettings {
  attempts?: number;
  baseDelayMs?: number;
  timeoutMs?: number;
  /** Answers after which repeating is pointless; by default only a 2xx ends it. */
  isFinal?: (status: number) => boolean;
}

export function createCourier(stage: Stage, settings: CourierSettings = {}): Courier {
  const { attempts = 12, baseDelayMs = 500, timeoutMs = 10_000 } = settings;
  const isFinal = settings.isFinal ?? ((status: number) => status >= 200 && status < 300);
  const closing = new AbortController();
  const under = new Set<Promise<unknown>>();

  async function tryOnce(parcel: Parcel): Promise<Receipt | undefined> {
    try {
      const answer = await fetch(parcel.url, {
        method: 'POST',
        body: parcel.body,
        headers: {
          'content-type': 'application/json',
          [SIGNATURE_HEADER]: parcel.signature ?? signBody(parcel.secret, parcel.body),
          ...parcel.headers,
        },
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { status: answer.status, body: await answer.text() };
    } catch {
      return undefined;
    }
  }

  async function repeat(parcel: Parcel): Promise<Receipt | undefined> {
    for (let attempt = 0; attempt < attempts && !closing.signal.aborted; attempt += 1) {
      if (attempt > 0)
        await stage.surroundings.sleep(baseDelayMs * 2 ** Math.min(attempt - 1, 7), closing.signal);
      if (closing.signal.aborted) return undefined;
      const receipt = await tryOnce(parcel);
      stage.log('posted', { attempt, status: receipt?.status ?? 0 });
      if (receipt && isFinal(receipt.status)) return receipt;
    }
    return undefined;
  }

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked: Promise<unknown> = work.finally(() => under.delete(tracked));
    under.add(tracked);
    return work;
  }

  return {
    deliver: (parcel) => track(repeat(parcel)),
    tryOnce: (parcel) => track(tryOnce(parcel)),
    close: async () => {
      closing.abort();
      await Promise.allSettled(under);
    },
  };
}
