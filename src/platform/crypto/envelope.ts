import type { Random } from '#platform/runtime';
import { CryptoError, type KeyPort, type KeyPurpose } from './keys.ts';
import { openWith, sealWith } from './sealing.ts';

/** How to reach the data key of one object; kept beside the object, worthless without the key port. */
export interface Wrapping {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
}

export interface Sealed extends Wrapping {
  readonly bytes: Buffer;
}

export interface Sealer {
  readonly keys: KeyPort;
  readonly random: Random;
}

/** One fresh data key for each object; the key port wraps it. `context` names the object and binds both. */
export async function seal(
  { keys, random }: Sealer,
  purpose: KeyPurpose,
  object: { plain: Uint8Array; context: string },
): Promise<Sealed> {
  const dataKey = random.bytes(32);
  const keyId = await keys.currentKeyId(purpose);
  const wrappedKey = await keys.wrap(keyId, dataKey, object.context);
  const bytes = sealWith(dataKey, object.plain, { iv: random.bytes(12), context: object.context });
  dataKey.fill(0);
  return { keyId, wrappedKey, bytes };
}

/** @throws CryptoError */
export async function open(keys: KeyPort, sealed: Sealed, context: string): Promise<Buffer> {
  const dataKey = await keys.unwrap(sealed.keyId, sealed.wrappedKey, context);
  const plain = openWith(dataKey, sealed.bytes, context);
  dataKey.fill(0);
  return plain;
}

/** The same data key under the current key: rotation touches the wrapping, never the object. */
export async function rewrap(
  keys: KeyPort,
  purpose: KeyPurpose,
  object: { wrapping: Wrapping; context: string },
): Promise<Wrapping> {
  const keyId = await keys.currentKeyId(purpose);
  const dataKey = await keys.unwrap(object.wrapping.keyId, object.wrapping.wrappedKey, object.context);
  const wrappedKey = await keys.wrap(keyId, dataKey, object.context);
  dataKey.fill(0);
  return { keyId, wrappedKey };
}

/** A small value in one column: `keyId.wrapped.sealed`, all of it text. */
export async function sealField(sealer: Sealer, plain: string, context: string): Promise<string> {
  const { keyId, wrappedKey, bytes } = await seal(sealer, 'fields', {
    plain: Buffer.from(plain, 'utf8'),
    context,
  });
  return [keyId, wrappedKey.toString('base64url'), bytes.toString('base64url')].join('.');
}

/** @throws CryptoError */
export async function openField(keys: KeyPort, sealed: string, context: string): Promise<string> {
  const [keyId, wrappedKey, bytes, ...rest] = sealed.split('.');
  if (!keyId || !wrappedKey || !bytes || rest.length > 0) {
    throw new CryptoError('crypto.cannot_open', 'not a sealed field');
  }
  const parts = {
    keyId,
    wrappedKey: Buffer.from(wrappedKey, 'base64url'),
    bytes: Buffer.from(bytes, 'base64url'),
  };
  return (await open(keys, parts, context)).toString('utf8');
}

export interface LookupMark {
  readonly keyId: string;
  readonly mark: Buffer;
}

/**
 * Equal identifiers give equal marks, and nobody without the key can try numbers out. `kind` keeps a phone number from
 * matching a card number. Spaces and case do not count.
 */
export async function lookupMark(keys: KeyPort, kind: string, identifier: string): Promise<LookupMark> {
  const keyId = await keys.currentKeyId('lookup');
  return { keyId, mark: await markUnder(keys, keyId, { kind, identifier }) };
}

/** The mark under an earlier key, while rows marked with it still exist. */
export async function markUnder(
  keys: KeyPort,
  keyId: string,
  value: { kind: string; identifier: string },
): Promise<Buffer> {
  const plain = value.identifier.normalize('NFC').replace(/\s/g, '').toLowerCase();
  return keys.mark(keyId, Buffer.from(`${value.kind}\0${plain}`, 'utf8'));
}
