import { createHash, timingSafeEqual } from 'node:crypto';
import { CryptoError, open } from '#platform/crypto';
import type { Ctx } from '#platform/runtime';
import type { StoredFile } from './contract.ts';
import { errors } from './errors.ts';
import type { MediaType } from './rules.ts';
import { findById } from './store.ts';
import { storageProblem } from './store-file.ts';

export interface OpenedFile extends StoredFile {
  readonly bytes: Buffer;
}

/**
 * The content of an object. The caller has found the object's id in a row that the actor may see: this function knows
 * nothing of persons. @throws files.not_found, files.damaged
 */
export async function readFile(ctx: Ctx, objectId: string): Promise<OpenedFile> {
  const row = await findById(ctx, objectId);
  if (!row) throw errors.error('not_found');
  const sealed = await ctx.ports.fileStorage.get(row.id).catch((error: unknown) => {
    throw storageProblem(error);
  });
  const bytes = await open(
    ctx.ports.keys,
    { keyId: row.keyId, wrappedKey: row.wrappedKey, bytes: sealed },
    row.id,
  ).catch((error: unknown) => {
    throw error instanceof CryptoError ? errors.error('damaged', {}, error) : error;
  });
  const hash = createHash('sha256').update(bytes).digest();
  if (!timingSafeEqual(hash, row.contentHash)) throw errors.error('damaged');
  return {
    objectId: row.id,
    hash: hash.toString('hex'),
    size: row.size,
    mediaType: row.mediaType as MediaType,
    bytes,
  };
}
