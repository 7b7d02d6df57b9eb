import { createTrustStore, verifySignedData } from '#lib/emrtd';
import { decodeCertificate, decodeSod, LdsError } from '#lib/identity';
import { json, readJson, Refusal, type Route, sameSecret } from '../kit/index.ts';

function sodIn(value: unknown): Uint8Array {
  const sod = typeof value === 'object' && value !== null ? Reflect.get(value, 'sod') : undefined;
  if (typeof sod !== 'string' || sod === '') throw new Refusal(400, 'invalid_request');
  return new Uint8Array(Buffer.from(sod, 'base64'));
}

function signerOf(sod: Uint8Array) {
  try {
    const { ok, signer } = verifySignedData(decodeSod(sod).signedData);
    return ok ? signer : undefined;
  } catch (error) {
    if (error instanceof LdsError) return undefined;
    throw error;
  }
}

/**
 * The identity authority's word on a chip's security object. The real interface is not public: this is the shape our own
 * adapter speaks. It vouches for the virtual cards of the installation beside it.
 */
export function cardVerdicts(options: {
  anchors: () => readonly Uint8Array[];
  token: string;
  now: () => Date;
}): Route {
  return {
    method: 'POST',
    path: '/card-verdicts',
    handle: async (asked) => {
      const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
      if (!sameSecret(given, options.token)) throw new Refusal(401, 'access_denied');
      const sod = sodIn(readJson(asked));
      const signer = signerOf(sod);
      if (!signer) return json({ status: 'issuer_unknown' });
      const store = createTrustStore({ anchors: options.anchors().map(decodeCertificate) });
      const { status } = await store.judge({ signer, sod, now: options.now().getTime() });
      return json({ status });
    },
  };
}
