import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import type { Random } from '#platform/runtime';

export interface Vault {
  /** AES-256-GCM; the purpose is authenticated, so that one kind of secret cannot be put in place of another. */
  seal(purpose: string, plain: string | Uint8Array): Buffer;
  /** @throws when the bytes were changed, sealed for another purpose or by an unknown secret */
  open(purpose: string, sealed: Uint8Array): Buffer;
  /** Keyed digest: equal values match, nothing can be tried out without the secret. */
  mark(purpose: string, value: string): Buffer;
  cookieKeys(): string[];
}

const IV = 12;
const TAG = 16;
const MIN_SECRET = 32;

function derive(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'serepok-identity', purpose, 32));
}

export function openVault(secrets: readonly Uint8Array[], random: () => Random): Vault {
  const [current] = secrets;
  if (!current || secrets.some((secret) => secret.length < MIN_SECRET)) {
    throw new Error('identity: the secret must have at least 32 bytes');
  }

  function tryOpen(secret: Uint8Array, purpose: string, sealed: Uint8Array): Buffer | undefined {
    const decipher = createDecipheriv('aes-256-gcm', derive(secret, 'seal'), sealed.subarray(0, IV));
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  return {
    seal(purpose, plain) {
      const iv = random().bytes(IV);
      const cipher = createCipheriv('aes-256-gcm', derive(current, 'seal'), iv);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open(purpose, sealed) {
      if (sealed.length < IV + TAG) throw new Error('identity: sealed value too short');
      for (const secret of secrets) {
        const plain = tryOpen(secret, purpose, sealed);
        if (plain) return plain;
      }
      throw new Error('identity: sealed value cannot be opened');
    },
    mark: (purpose, value) =>
      createHmac('sha256', derive(current, `mark:${purpose}`))
        .update(value)
        .digest(),
    cookieKeys: () => secrets.map((secret) => derive(secret, 'cookie').toString('hex')),
  };
}

export function newToken(random: Random): string {
  return random.bytes(32).toString('base64url');
}

/** Tokens are long and random: a plain hash is enough to keep them out of the database. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
