import { createHash } from 'node:crypto';
import { seal } from '#platform/crypto';
import type { Ctx } from '#platform/runtime';
import type { StoredFile } from './contract.ts';
import { errors } from './errors.ts';
import { recognise } from './recognise.ts';
import {
  cleanName,
  describeTypes,
  formatMegabytes,
  type MediaType,
  mayBeNamed,
  type UploadPolicy,
} from './rules.ts';
import { StorageError } from './storage.ts';
import { findByHash, insertObject, insertReference } from './store.ts';

export interface NewFile {
  readonly bytes: Uint8Array;
  /** As the sender named it; checked, never used as a path. */
  readonly name: string;
  readonly policy: UploadPolicy;
  /** The row that will show the file, e.g. holder `dossier.attachment`. Without a reference an object is swept. */
  readonly holder: string;
  readonly holderId: string;
}

export interface CheckedFile {
  readonly name: string;
  readonly mediaType: MediaType;
}

/** Name, size and content, without touching storage. @throws files.* */
export async function checkFile(file: Pick<NewFile, 'bytes' | 'name' | 'policy'>): Promise<CheckedFile> {
  const { bytes, policy } = file;
  const name = cleanName(file.name);
  if (name === undefined) throw errors.error('name_not_allowed');
  if (bytes.length === 0) throw errors.error('empty');
  if (bytes.length > policy.maxBytes)
    throw errors.error('too_large', { limit: formatMegabytes(policy.maxBytes) });
  const found = await recognise(bytes, name);
  if (found.kind === 'unsafe') throw errors.error('unsafe_content', { why: found.why });
  if (found.kind === 'unknown' || !policy.allowed.includes(found.mediaType)) {
    throw errors.error('type_not_allowed', { allowed: describeTypes(policy.allowed) });
  }
  if (!mayBeNamed(found.mediaType, name)) throw errors.error('content_differs_from_name');
  return { name, mediaType: found.mediaType };
}

/** Checks, seals and stores a file once per content, and notes who holds it. @throws files.* */
export async function storeFile(ctx: Ctx, file: NewFile): Promise<StoredFile> {
  const { mediaType } = await checkFile(file);
  const hash = createHash('sha256').update(file.bytes).digest();
  const known = await findByHash(ctx, hash);
  const objectId = known?.id ?? (await storeObject(ctx, { bytes: file.bytes, hash, mediaType }));
  await insertReference(ctx, { objectId, holder: file.holder, holderId: file.holderId });
  return { objectId, hash: hash.toString('hex'), size: file.bytes.length, mediaType };
}

async function storeObject(
  ctx: Ctx,
  { bytes, hash, mediaType }: { bytes: Uint8Array; hash: Buffer; mediaType: MediaType },
): Promise<string> {
  const id = ctx.ids.next();
  const sealed = await seal({ keys: ctx.ports.keys, random: ctx.random }, 'files', {
    plain: bytes,
    context: id,
  });
  await ctx.ports.fileStorage.put(id, sealed.bytes).catch((error: unknown) => {
    throw storageProblem(error);
  });
  const { keyId, wrappedKey } = sealed;
  const row = { id, contentHash: hash, size: bytes.length, mediaType, keyId, wrappedKey };
  if (await insertObject(ctx, row)) return id;
  const first = await findByHash(ctx, hash);
  if (!first) throw errors.error('storage_unavailable');
  await ctx.ports.fileStorage.remove(id).catch(() => undefined);
  return first.id;
}

export function storageProblem(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  if (error.fault === 'absent') return errors.error('damaged', {}, error);
  return errors.error(error.fault === 'full' ? 'storage_full' : 'storage_unavailable', {}, error);
}
