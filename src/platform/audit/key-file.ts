import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NoteSigner } from '#lib/transparency';

/**
 * An Ed25519 key in a PKCS #8 file that only its owner may read. A key that does not exist is made only when `create`
 * is given: in operation the absence of the key is a fault, not an occasion for another one.
 */
export function openKeyFile(file: string, name: string, options: { create?: boolean } = {}): NoteSigner {
  if (!existsSync(file)) {
    if (options.create !== true) throw new Error(`there is no audit key at ${file}`);
    createKeyFile(file);
  }
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Error(`others may read the audit key at ${file}: chmod 600`);
  const privateKey = createPrivateKey(readFileSync(file));
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error(`the audit key at ${file} is not an Ed25519 key`);
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Buffer.from(x ?? '', 'base64url');
  return { name, publicKey, sign: (message) => sign(null, message, privateKey) };
}

function createKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
}
