import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Seals numbers at rest and makes the keyed fingerprint by which equal numbers are found. */
export interface IdentifierCipher {
  /** UUID-shaped HMAC: the same for the same type and number; tells nothing without the key. */
  lookupOf(type: string, value: string): string;
  /** Fingerprint and sealed number in one go. */
  protect(type: string, value: string): { lookup: string; sealed: Buffer };
  open(type: string, sealed: Uint8Array): string;
}

export interface IdentifierKeys {
  /** 32 bytes; changing it needs every fingerprint to be made anew. */
  readonly lookupKey: Uint8Array;
  /** 32 bytes each, by version; `current` seals, all open. */
  readonly sealingKeys: Readonly<Record<number, Uint8Array>>;
  readonly current: number;
}

declare module '#platform/runtime' {
  interface Ports {
    identifierCipher: IdentifierCipher;
  }
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Layout: version, IV, ciphertext, tag; the type is authenticated beside it. The IV is taken from a keyed hash of type
 * and number (as RFC 5297 does), so it never repeats for two numbers and sealing needs no randomness; that equal
 * numbers seal equally is told by the fingerprint anyway.
 */
export function createIdentifierCipher(keys: IdentifierKeys): IdentifierCipher {
  const { current } = keys;
  const lookupKey = keyObject(keys.lookupKey);
  const sealingKeys = new Map(
    Object.entries(keys.sealingKeys).map(([version, key]) => [Number(version), keyObject(key)]),
  );
  const keyOf = (version: number): KeyObject => {
    const key = sealingKeys.get(version);
    if (!key) throw new RangeError(`no identifier key of version ${version}`);
    return key;
  };
  const currentKey = keyOf(current);
  const macOf = (type: string, value: string) =>
    createHmac('sha256', lookupKey).update(`${type}\u0000${value}`).digest();
  return {
    lookupOf: (type, value) => toUuid(macOf(type, value).toString('hex', 0, 16)),
    protect(type, value) {
      const mac = macOf(type, value);
      const iv = mac.subarray(16, 16 + IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv).setAAD(Buffer.from(type));
      const text = cipher.update(value, 'utf8');
      cipher.final();
      const sealed = Buffer.concat([Buffer.from([current]), iv, text, cipher.getAuthTag()]);
      return { lookup: toUuid(mac.toString('hex', 0, 16)), sealed };
    },
    open(type, sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(bytes[0] ?? 0), bytes.subarray(1, 1 + IV_BYTES));
      decipher.setAAD(Buffer.from(type)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      return (
        decipher.update(bytes.subarray(1 + IV_BYTES, bytes.length - TAG_BYTES), undefined, 'utf8') +
        decipher.final('utf8')
      );
    },
  };
}

function keyObject(key: Uint8Array): KeyObject {
  if (key.length !== 32) throw new RangeError('identifier keys must have 32 bytes');
  return createSecretKey(key);
}

function toUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
