import { createHmac } from 'node:crypto';
import { chmod, mkdir, open as openFile, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock, Random } from '#platform/runtime';
import { CryptoError, type KeyPort, type KeyPurpose } from './keys.ts';
import { openWith, sealWith } from './sealing.ts';
import { Secret } from './secret.ts';

const PURPOSES: readonly KeyPurpose[] = ['files', 'fields', 'lookup'];
const FILE = 'keys.json';

const storeSchema = z.object({
  version: z.literal(1),
  keys: z.array(
    z.object({
      id: z.string().regex(/^[a-z]+-\d+$/),
      purpose: z.enum(['files', 'fields', 'lookup']),
      createdAt: z.string(),
      key: z.base64(),
    }),
  ),
});

interface StoredKey {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly createdAt: string;
  readonly key: Secret<Buffer>;
}

export interface KeystoreSettings {
  readonly folder: string;
  readonly random: Random;
  readonly clock: Clock;
  /** Make the keys when there are none: at installation, never in operation. */
  readonly create?: boolean;
}

export interface FileKeystore extends KeyPort {
  /** Adds a key that becomes the current one; earlier keys keep opening what they wrapped. Returns its id. */
  rotate(purpose: KeyPurpose): Promise<string>;
  keyIds(purpose: KeyPurpose): readonly string[];
}

/** Keys in one file that only its owner may read. @throws CryptoError */
export async function openFileKeystore(settings: KeystoreSettings): Promise<FileKeystore> {
  let keys = await readKeys(settings);
  const find = (keyId: string): Buffer => {
    const found = keys.find((key) => key.id === keyId);
    if (!found) throw new CryptoError('crypto.unknown_key', `no key ${keyId}`);
    return found.key.reveal();
  };
  const idsOf = (purpose: KeyPurpose) => keys.filter((key) => key.purpose === purpose).map((key) => key.id);
  const current = (purpose: KeyPurpose): string => {
    const id = idsOf(purpose).at(-1);
    if (!id) throw new CryptoError('crypto.unknown_key', `no key for ${purpose}`);
    return id;
  };
  return {
    currentKeyId: async (purpose) => current(purpose),
    wrap: async (keyId, dataKey, context) =>
      sealWith(find(keyId), dataKey, { iv: settings.random.bytes(12), context: `${keyId}\0${context}` }),
    unwrap: async (keyId, wrapped, context) => openWith(find(keyId), wrapped, `${keyId}\0${context}`),
    mark: async (keyId, value) => createHmac('sha256', find(keyId)).update(value).digest(),
    keyIds: idsOf,
    async rotate(purpose) {
      const next = [...keys, newKey(settings, purpose, idsOf(purpose).length + 1)];
      await writeKeys(settings, next);
      keys = next;
      return current(purpose);
    },
  };
}

function newKey({ random, clock }: KeystoreSettings, purpose: KeyPurpose, number: number): StoredKey {
  const createdAt = clock.now().toISOString();
  return { id: `${purpose}-${number}`, purpose, createdAt, key: new Secret(random.bytes(32)) };
}

async function readKeys(settings: KeystoreSettings): Promise<readonly StoredKey[]> {
  const path = join(settings.folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) {
    if (settings.create !== true)
      throw new CryptoError('crypto.keystore_missing', `no keystore in ${settings.folder}`);
    const keys = PURPOSES.map((purpose) => newKey(settings, purpose, 1));
    await writeKeys(settings, keys);
    return keys;
  }
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    throw new CryptoError('crypto.keystore_exposed', `others may read ${path}: chmod 600`);
  return parseKeys(text);
}

function parseKeys(text: string): StoredKey[] {
  try {
    return storeSchema.parse(JSON.parse(text)).keys.map(({ key, ...rest }) => {
      const bytes = Buffer.from(key, 'base64');
      if (bytes.length !== 32) throw new TypeError('key length');
      return { ...rest, key: new Secret(bytes) };
    });
  } catch {
    throw new CryptoError(
      'crypto.keystore_damaged',
      'the keystore cannot be read; restore it from its backup',
    );
  }
}

async function writeKeys({ folder }: KeystoreSettings, keys: readonly StoredKey[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const stored = keys.map(({ key, ...rest }) => ({ ...rest, key: key.reveal().toString('base64') }));
  const fresh = join(folder, `${FILE}.new`);
  const file = await openFile(fresh, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify({ version: 1, keys: stored }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, join(folder, FILE));
}
