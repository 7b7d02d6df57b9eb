import { z } from 'zod';
import { ask } from './ask.ts';
import { SigningFault, type SignerIdentity, type SigningPort } from './ports.ts';

export interface RemoteSignerSettings {
  /** Base of a Cloud Signature Consortium service, e.g. https://ky-so.example/csc/v1 */
  readonly url: string;
  readonly token: string;
  /** Which credential of the service belongs to a holder. */
  readonly credentialOf: (holder: string) => string | undefined;
  readonly timeoutMs?: number;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const infoAnswer = z.object({
  key: z.object({ status: z.literal('enabled'), algo: z.array(z.string()), len: z.int() }),
  cert: z.object({ certificates: z.array(z.base64()).min(1).max(10) }),
});
const signAnswer = z.object({ signatures: z.tuple([z.base64()]) });

/** Keys kept by a remote service: only a hash leaves, only a signature comes back (CSC API v1 §11). */
export function remoteSigner(settings: RemoteSignerSettings): SigningPort {
  const call = async <T>(path: string, body: object, shape: z.ZodType<T>): Promise<T> => {
    const bytes = await ask({
      url: `${settings.url}/${path}`,
      type: 'application/json',
      body: JSON.stringify(body),
      token: settings.token,
      ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
    });
    return readAnswer(bytes, shape);
  };
  const credential = (holder: string): string => {
    const found = settings.credentialOf(holder);
    if (!found) throw new SigningFault('signer_unknown', 'no credential for this holder');
    return found;
  };
  return {
    async identity(holder): Promise<SignerIdentity> {
      const body = { credentialID: credential(holder), certificates: 'chain' };
      const info = await call('credentials/info', body, infoAnswer);
      const algorithm = info.key.algo.includes(ECDSA_SHA256) ? 'ECDSA-P256-SHA256' : 'RSA-SHA256';
      return { algorithm, certificates: info.cert.certificates.map((text) => Buffer.from(text, 'base64')) };
    },
    async sign(holder, request) {
      const body = {
        credentialID: credential(holder),
        hash: [Buffer.from(request.digest).toString('base64')],
        hashAlgo: '2.16.840.1.101.3.4.2.1',
        signAlgo: request.algorithm === 'RSA-SHA256' ? RSA_SHA256 : ECDSA_SHA256,
      };
      const { signatures } = await call('signatures/signHash', body, signAnswer);
      return Buffer.from(signatures[0], 'base64');
    },
  };
}

function readAnswer<T>(bytes: Uint8Array, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new SigningFault('unavailable', 'the service answered something else', { cause });
  }
}
