import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export type StorageFault = 'full' | 'unavailable' | 'absent';

export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, options?: ErrorOptions) {
    super(`storage: ${fault}`, options);
    this.name = 'StorageError';
    this.fault = fault;
  }
}

/** Where sealed bytes lie. An address is an id of ours; nothing a user typed ever reaches it. */
export interface FileStorage {
  /** All or nothing: after it resolves the bytes survive a power cut, after it rejects nothing is there. */
  put(address: string, bytes: Uint8Array): Promise<void>;
  get(address: string): Promise<Buffer>;
  remove(address: string): Promise<void>;
  list(): AsyncIterable<{ address: string; writtenAt: Date }>;
}

declare module '#platform/runtime' {
  interface Ports {
    fileStorage: FileStorage;
  }
}

type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

export interface FolderSettings {
  readonly folder: string;
  /** For tests of bad disks. */
  readonly openFile?: OpenFile;
}

const ADDRESS = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Files below one folder, two levels deep by the end of the id, which is random. */
export function openFolderStorage({ folder, openFile = open }: FolderSettings): FileStorage {
  const shardOf = (address: string): string => {
    if (!ADDRESS.test(address)) throw new TypeError('not an address');
    return join(folder, address.slice(-2), address.slice(-4, -2));
  };
  return {
    put: (address, bytes) => guarded(() => writeWhole({ shard: shardOf(address), address, openFile }, bytes)),
    get: (address) => guarded(() => readFile(join(shardOf(address), address))),
    remove: (address) =>
      guarded(() => unlink(join(shardOf(address), address))).catch((error: unknown) => {
        if (!(error instanceof StorageError) || error.fault !== 'absent') throw error;
      }),
    list: () => walk(folder),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === '') throw cause;
    const fault = FULL.has(code) ? 'full' : code === 'ENOENT' ? 'absent' : 'unavailable';
    throw new StorageError(fault, { cause });
  }
}

interface Place {
  shard: string;
  address: string;
  openFile: OpenFile;
}

async function writeWhole({ shard, address, openFile }: Place, bytes: Uint8Array): Promise<void> {
  await mkdir(shard, { recursive: true, mode: 0o700 });
  const target = join(shard, address);
  const fresh = `${target}.new`;
  try {
    const file = await openFile(fresh, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
    await syncFolder(shard);
  } catch (error) {
    await unlink(fresh).catch(() => undefined);
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* walk(folder: string): AsyncIterable<{ address: string; writtenAt: Date }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const address = entry.name.replace(/\.new$/, '');
    if (!entry.isFile() || !ADDRESS.test(address)) continue;
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
    if (found) yield { address, writtenAt: found.mtime };
  }
}
