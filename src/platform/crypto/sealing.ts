import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CryptoError } from './keys.ts';

const IV = 12;
const TAG = 16;

/** AES-256-GCM: iv ‖ tag ‖ ciphertext. The context is authenticated, not stored. */
export function sealWith(
  key: Uint8Array,
  plain: Uint8Array,
  bound: { iv: Uint8Array; context: string },
): Buffer {
  if (bound.iv.length !== IV) throw new TypeError('a 96-bit iv is needed');
  const cipher = createCipheriv('aes-256-gcm', key, bound.iv);
  cipher.setAAD(Buffer.from(bound.context, 'utf8'));
  const body = cipher.update(plain);
  const rest = cipher.final();
  return Buffer.concat([bound.iv, cipher.getAuthTag(), body, rest]);
}

/** @throws CryptoError when key, bytes or context differ from when it was sealed */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < IV + TAG) throw new CryptoError('crypto.cannot_open', 'too short to be sealed bytes');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  const body = decipher.update(sealed.subarray(IV + TAG));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    throw new CryptoError('crypto.cannot_open', 'the bytes were changed or belong elsewhere');
  }
}
