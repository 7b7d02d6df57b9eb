import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIdentifierCipher, type IdentifierCipher } from '#modules/person';
import { newSecret } from './database.ts';

/** The installation's own secret, made once and readable by its owner alone. */
export function installationSecret(home: string): Buffer {
  const file = join(home, 'keys', 'installation');
  if (!existsSync(file)) {
    mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(file, newSecret(32), { mode: 0o600 });
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64url');
}

export function derive(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`serepok:${purpose}`).digest();
}

export function openIdentifierCipher(home: string): IdentifierCipher {
  const secret = installationSecret(home);
  return createIdentifierCipher({
    lookupKey: derive(secret, 'identifier-lookup'),
    sealingKeys: { 1: derive(secret, 'identifier-seal') },
    current: 1,
  });
}
