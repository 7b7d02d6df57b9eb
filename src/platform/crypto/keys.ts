/** What a key is for; each purpose has its own series of keys. */
export type KeyPurpose = 'files' | 'fields' | 'lookup';

/**
 * Keys that encrypt keys and mark identifiers. They stay behind this port: a file today, a PKCS#11 token or a key service
 * later; so everything is asynchronous and no key leaves.
 */
export interface KeyPort {
  /** The key that new data keys are wrapped with. */
  currentKeyId(purpose: KeyPurpose): Promise<string>;
  /** @param context bound to the wrapped key: it opens only with the same. */
  wrap(keyId: string, dataKey: Uint8Array, context: string): Promise<Buffer>;
  /** @throws CryptoError when the key is unknown, or the bytes or the context differ */
  unwrap(keyId: string, wrapped: Uint8Array, context: string): Promise<Buffer>;
  /** HMAC-SHA256 under the key with this id. */
  mark(keyId: string, value: Uint8Array): Promise<Buffer>;
}

export type CryptoErrorCode =
  | 'crypto.unknown_key'
  | 'crypto.cannot_open'
  | 'crypto.keystore_missing'
  | 'crypto.keystore_exposed'
  | 'crypto.keystore_damaged';

/** Carries a code and never a key, a plaintext or a ciphertext. */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode;
  constructor(code: CryptoErrorCode, detail: string) {
    super(detail);
    this.name = 'CryptoError';
    this.code = code;
  }
}

declare module '#platform/runtime' {
  interface Ports {
    keys: KeyPort;
  }
}
