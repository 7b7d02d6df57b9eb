import type { TrustSource, TrustStatus } from '#lib/emrtd';

/** The identity authority's own service: gives a verdict on a security object. Null where a province has no such contract. */
export interface CardAuthority {
  /** Rejects when the service cannot be asked; that is noted, never taken for a verdict. */
  judge(sod: Uint8Array): Promise<TrustStatus>;
}

declare module '#platform/runtime' {
  interface Ports {
    cardAuthority: CardAuthority | null;
    /** Trust stores by the state of their tables: certificates are decoded once per change. */
    cardTrustCache: Map<string, TrustSource>;
  }
}
