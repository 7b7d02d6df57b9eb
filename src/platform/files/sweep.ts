import { rewrap } from '#platform/crypto';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import {
  deleteReferences,
  deleteUnreferenced,
  listWrappedOtherwise,
  updateWrapping,
  whichExist,
} from './store.ts';

const GRACE = 24 * 3_600_000;
const BATCH = 500;

/** The holder's row is gone: its files go with the next sweep unless another row holds them. */
export async function releaseFiles(ctx: Ctx, holder: string, holderId: string): Promise<number> {
  return deleteReferences(ctx, holder, holderId);
}

/** Forgets objects nobody refers to; their bytes go only after this has been committed. */
export async function sweepObjects(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - GRACE);
  const gone = await deleteUnreferenced(ctx, before, BATCH);
  await enqueue(
    ctx,
    gone.map((address) => ({ name: 'files.remove', payload: { address } })),
  );
  if (gone.length === BATCH) await enqueue(ctx, [{ name: 'files.sweep', payload: {}, key: 'files.sweep' }]);
  return gone.length;
}

/** Bytes without a row: a transaction that failed after writing, or a process that died. */
export async function sweepStrays(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - GRACE);
  let removed = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    const known = batch.length > 0 ? await whichExist(ctx, batch) : new Set<string>();
    for (const address of batch.filter((one) => !known.has(one))) {
      await ctx.ports.fileStorage.remove(address);
      removed += 1;
    }
    batch = [];
  };
  for await (const { address, writtenAt } of ctx.ports.fileStorage.list()) {
    if (writtenAt < before) batch.push(address);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return removed;
}

/** After a key rotation: moves data keys under the current key, a batch at a time. */
export async function rewrapKeys(ctx: Ctx): Promise<number> {
  const current = await ctx.ports.keys.currentKeyId('files');
  const rows = await listWrappedOtherwise(ctx, current, BATCH);
  for (const row of rows) {
    await updateWrapping(
      ctx,
      row.id,
      await rewrap(ctx.ports.keys, 'files', { wrapping: row, context: row.id }),
    );
  }
  if (rows.length === BATCH) await enqueue(ctx, [{ name: 'files.rewrap', payload: {}, key: 'files.rewrap' }]);
  return rows.length;
}
