import { createHash } from 'node:crypto';
import { type StoredFile, storeFile, type UploadPolicy } from '#platform/files';
import type { Ctx } from '#platform/runtime';
import type { EditionView } from './contract.ts';
import { errors } from './errors.ts';
import { getOwnList } from './manage-lists.ts';
import { presentEdition } from './present.ts';
import { readHead, type TableHead } from './read-table.ts';
import { maskDigits } from './rules-compare.ts';
import {
  findEditionByContent,
  findEditionRow,
  findMapping,
  insertEdition,
  type ListRow,
} from './store-lists.ts';

/** Larger lists are handed in in parts: the multipart limit of the server stands above this. */
export const LIST_FILES: UploadPolicy = {
  allowed: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  maxBytes: 48 * 1024 * 1024,
};

async function mappingFor(ctx: Ctx, list: ListRow, head: TableHead) {
  const { fingerprint } = head;
  const known = await findMapping(ctx, { agencyId: list.agency_id, kindKey: list.kind_key, fingerprint });
  const fits = known?.length === head.headers.length;
  return {
    fingerprint,
    columns: fits ? known : head.columns,
    mappingSource: fits ? ('remembered' as const) : ('guessed' as const),
  };
}

async function recordEdition(
  ctx: Ctx,
  list: ListRow,
  at: { id: string; name: string; file: StoredFile; head: TableHead },
): Promise<void> {
  const { file, head } = at;
  await insertEdition(ctx, {
    id: at.id,
    listId: list.id,
    agencyId: list.agency_id,
    fileName: at.name,
    objectId: file.objectId,
    contentHash: file.hash,
    mediaType: file.mediaType,
    size: file.size,
    state: 'read',
    headers: head.headers,
    systems: head.systems,
    reading: head.reading,
    sample: head.sample.map((cells) => cells.map(maskDigits)),
    trouble: null,
    ...(await mappingFor(ctx, list, head)),
  });
}

/**
 * Takes a file in: checked, sealed, its head read, its columns guessed or remembered. Nothing is imported before the
 * columns are confirmed. The same file again is the same edition.
 * @throws matching.not_found, busy, unreadable, files.*
 */
export async function addEdition(
  ctx: Ctx,
  input: { listId: string; name: string; bytes: Buffer },
): Promise<EditionView> {
  const list = await getOwnList(ctx, input.listId);
  if (list.state === 'importing' || list.state === 'matching') throw errors.error('busy');
  const hash = createHash('sha256').update(input.bytes).digest('hex');
  const before = await findEditionByContent(ctx, list.id, hash);
  if (before) return presentEdition(before);
  const id = ctx.ids.next();
  const head = await readHead(input.bytes, { kind: list.kind_key, language: ctx.language });
  const { name, bytes } = input;
  const file = await storeFile(ctx, {
    name,
    bytes,
    policy: LIST_FILES,
    holder: 'matching.edition',
    holderId: id,
  });
  await recordEdition(ctx, list, { id, name, file, head });
  await ctx.events.emit({ type: 'matching.edition_added', streamId: list.id, data: { editionId: id } });
  const row = await findEditionRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return presentEdition(row);
}
