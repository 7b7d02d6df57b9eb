import type { Clock } from '#platform/runtime';
import { ask } from './ask.ts';
import type { TrustPort } from './ports.ts';

export interface TrustSettings {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  /** Where these authorities publish their revocation lists. */
  readonly crlUrls: readonly string[];
  readonly clock: Clock;
  /** How long a fetched list is used. Default 10 minutes. */
  readonly keepMs?: number;
  readonly timeoutMs?: number;
}

interface Kept {
  crl: Uint8Array;
  fetchedAt: number;
}

/** A list that cannot be fetched is left out, an older one stays in use: the checker says "unknown" rather than "valid". */
export function trustStore(settings: TrustSettings): TrustPort {
  const kept = new Map<string, Kept>();
  const keepMs = settings.keepMs ?? 600_000;
  const fetchOne = async (url: string): Promise<Uint8Array | undefined> => {
    const now = settings.clock.now().getTime();
    const last = kept.get(url);
    if (last && now - last.fetchedAt < keepMs) return last.crl;
    try {
      const crl = await ask({
        url,
        ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
      });
      kept.set(url, { crl, fetchedAt: now });
      return crl;
    } catch {
      return last?.crl;
    }
  };
  return {
    anchors: async () => settings.anchors,
    intermediates: async () => settings.intermediates,
    evidence: async () => {
      const crls = await Promise.all(settings.crlUrls.map(fetchOne));
      return { crls: crls.filter((crl) => crl !== undefined) };
    },
  };
}
