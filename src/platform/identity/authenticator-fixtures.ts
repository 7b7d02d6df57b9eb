import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Just enough of CBOR for WebAuthn: integers, bytes, text, maps. RFC 8949 §3 */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

function encode(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, part]) => [encode(key), encode(part)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function sha256(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

export interface Tampering {
  origin?: string;
  rpId?: string;
  challenge?: string;
  isUnverified?: boolean;
  counter?: number;
  isSignedByOther?: boolean;
}

/** A security key in software: ES256, one credential. */
export class Authenticator {
  readonly id = randomBytes(16);
  readonly origin: string;
  counter = 0;
  private readonly pair: { publicKey: KeyObject; privateKey: KeyObject };

  constructor(origin: string) {
    this.origin = origin;
    this.pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  private clientData(type: string, challenge: string, tampering: Tampering): Buffer {
    const origin = tampering.origin ?? this.origin;
    return Buffer.from(
      JSON.stringify({ type, challenge: tampering.challenge ?? challenge, origin, crossOrigin: false }),
    );
  }

  private authData(flags: number, tampering: Tampering): Buffer {
    const rpId = tampering.rpId ?? new URL(this.origin).hostname;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(tampering.counter ?? (this.counter += 1));
    const kept = tampering.isUnverified ? flags & ~VERIFIED : flags;
    return Buffer.concat([sha256(rpId), Buffer.from([kept]), counter]);
  }

  private coseKey(): Buffer {
    const { x = '', y = '' } = this.pair.publicKey.export({ format: 'jwk' });
    return encode(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }

  register(challenge: string, tampering: Tampering = {}) {
    const length = Buffer.from([0, this.id.length]);
    const authData = Buffer.concat([
      this.authData(PRESENT | VERIFIED | WITH_KEY, tampering),
      Buffer.alloc(16),
      length,
      this.id,
      this.coseKey(),
    ]);
    const attestationObject = encode(
      new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge, tampering).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['usb'],
    });
  }

  assert(challenge: string, tampering: Tampering = {}) {
    const clientData = this.clientData('webauthn.get', challenge, tampering);
    const authData = this.authData(PRESENT | VERIFIED, tampering);
    const key = tampering.isSignedByOther
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : this.pair.privateKey;
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), key);
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  private answer(response: Record<string, unknown>) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
