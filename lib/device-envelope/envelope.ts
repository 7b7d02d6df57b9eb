import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** What a desk, kiosk or coach did, in one signed form: who, in which order, at what time by its own clock. */
export interface DeviceEnvelope<T = unknown> {
  /** Id of the device, given when it was paired. */
  device: string;
  /** Grows with every envelope of this device; a number seen before is a replay. */
  sequence: number;
  /** Clock of the device, RFC 3339 in UTC. */
  clientTime: string;
  /** What was done, such as `card.reading`; an envelope of one kind is not taken for another. */
  kind: string;
  body: T;
}

export type EnvelopeProblem = 'malformed' | 'signature_wrong';
export type EnvelopeVerdict =
  | { ok: true; envelope: DeviceEnvelope }
  | { ok: false; problem: EnvelopeProblem };

/** An envelope sent at once is refused when the two clocks differ by more; one kept offline is adjudicated by its owner. */
export const envelopeMaxAgeMs = 10 * 60_000;

const header = { alg: 'EdDSA', typ: 'serepok-device+jws' } as const;
const maxLength = 4_000_000;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function decode(text: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A new device key. The private half never leaves the device. */
export function generateDeviceKey(): { privateKey: string; publicKey: string } {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  };
}

/** Signs as a compact JWS. RFC 7515 §7.1, RFC 8037 §3.1 */
export function sealEnvelope(envelope: DeviceEnvelope, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  const signed = `${encode(header)}.${encode(envelope)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

function isEnvelope(value: unknown): value is DeviceEnvelope {
  if (typeof value !== 'object' || value === null) return false;
  const { device, sequence, clientTime, kind, body } = value as Record<string, unknown>;
  const isNumbered = typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence > 0;
  const isTimed = typeof clientTime === 'string' && !Number.isNaN(Date.parse(clientTime));
  return (
    typeof device === 'string' && typeof kind === 'string' && isNumbered && isTimed && body !== undefined
  );
}

/** What an envelope says, unproved: to find the key that must have signed it, or to show one's own. */
export function readEnvelope(jws: string): DeviceEnvelope | undefined {
  if (jws.length > maxLength) return undefined;
  const [head, payload, signature, ...rest] = jws.split('.');
  if (rest.length > 0 || !signature) return undefined;
  // RFC 8725 §3.1: the algorithm is ours to name, not the sender's.
  const named = decode(head);
  if (typeof named !== 'object' || named === null) return undefined;
  if (Reflect.get(named, 'alg') !== header.alg || Reflect.get(named, 'typ') !== header.typ) return undefined;
  const envelope = decode(payload);
  return isEnvelope(envelope) ? envelope : undefined;
}

function keyOf(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Checks form and signature; sequence, age and owner are the business of who keeps the device's row. */
export function openEnvelope(jws: string, publicKey: string): EnvelopeVerdict {
  const envelope = readEnvelope(jws);
  if (!envelope) return { ok: false, problem: 'malformed' };
  const key = keyOf(publicKey);
  const at = jws.lastIndexOf('.');
  const signature = Buffer.from(jws.slice(at + 1), 'base64url');
  const isSigned = key !== undefined && verify(null, Buffer.from(jws.slice(0, at)), key, signature);
  return isSigned ? { ok: true, envelope } : { ok: false, problem: 'signature_wrong' };
}
