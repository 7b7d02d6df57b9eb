import { constants, privateEncrypt, sign, type KeyObject } from 'node:crypto';
import { concatBytes } from '#lib/identity';
import { digest, type Random } from '#lib/emrtd';
import type { CardImage } from './card-image.ts';

const trailers: Readonly<Record<string, number[]>> = {
  sha1: [0xbc],
  sha224: [0x38, 0xcc],
  sha256: [0x34, 0xcc],
  sha384: [0x36, 0xcc],
  sha512: [0x35, 0xcc],
};

function signRsa(
  key: KeyObject,
  request: { challenge: Uint8Array; hash: string; random: Random },
): Uint8Array {
  const trailer = Uint8Array.from(trailers[request.hash] ?? [0xbc]);
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 2048) / 8;
  const empty = digest(request.hash, new Uint8Array(0)).length;
  const recovered = request.random(size - 1 - empty - trailer.length);
  const message = concatBytes(
    Uint8Array.of(0x6a),
    recovered,
    digest(request.hash, recovered, request.challenge),
    trailer,
  );
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

/** The chip's answer to INTERNAL AUTHENTICATE. */
export function answerChallenge(
  image: CardImage,
  challenge: Uint8Array,
  random: Random,
): Uint8Array | undefined {
  const key = image.activeKey;
  if (!key) return undefined;
  if (key.asymmetricKeyType === 'rsa') return signRsa(key, { challenge, hash: image.activeHash, random });
  return new Uint8Array(sign('sha256', challenge, { key, dsaEncoding: 'ieee-p1363' }));
}
