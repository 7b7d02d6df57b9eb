import type { RevocationEvidence, SignatureAlgorithm, SignRequest } from '#lib/pades';

export interface SignerIdentity {
  readonly algorithm: SignatureAlgorithm;
  /** DER, the signer's own first. */
  readonly certificates: readonly Uint8Array[];
}

/** Keys that sign documents. A holder is an office or a person: `agency:<id>`, `staff:<id>`. The key never leaves. */
export interface SigningPort {
  /** @throws SigningFault */
  identity(holder: string): Promise<SignerIdentity>;
  /** @throws SigningFault */
  sign(holder: string, request: SignRequest): Promise<Uint8Array>;
}

export interface TimestampPort {
  /** A DER token over the digest. @throws SigningFault */
  timestamp(digest: Uint8Array): Promise<Uint8Array>;
}

/** Whom we trust, and what is known of revoked certificates. Addresses are ours, never those an uploaded file names. */
export interface TrustPort {
  anchors(): Promise<readonly Uint8Array[]>;
  intermediates(): Promise<readonly Uint8Array[]>;
  evidence(): Promise<RevocationEvidence>;
}

export type SigningFaultCode = 'unavailable' | 'signer_unknown' | 'timestamp_unavailable';

/** `unavailable` may succeed when asked again; `signer_unknown` may not. */
export class SigningFault extends Error {
  readonly code: SigningFaultCode;
  constructor(code: SigningFaultCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'SigningFault';
    this.code = code;
  }
}

declare module '#platform/runtime' {
  interface Ports {
    signing: SigningPort;
    timestamps: TimestampPort;
    trust: TrustPort;
  }
}
