import {
  type Checkpoint,
  consistencyProof,
  openCheckpoint,
  signCheckpoint,
  treeRoot,
  verifyConsistency,
} from '#lib/transparency';
import { type Ctx, system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { errors } from './errors.ts';
import { addCheckpoint, findLastCheckpoint, findTree, type LogTree, type StoredCheckpoint } from './store.ts';
import { nodeReader } from './tiles.ts';

export interface CheckpointRule {
  /** Sign when so many entries came since the last signature … */
  readonly everyEntries: number;
  /** … or when the last signature is older than this and anything came. */
  readonly everyMilliseconds: number;
}

export const ordinaryRule: CheckpointRule = { everyEntries: 1024, everyMilliseconds: 60_000 };
export const signNow: CheckpointRule = { everyEntries: 1, everyMilliseconds: 0 };

/**
 * Signs the head of the tree when it is due. The signature is made outside any transaction, because the key may lie
 * in another machine; what is signed never changes afterwards, so nothing can come in between.
 * @returns the checkpoint that covers most: the new one, or the last one when none was due
 */
export async function signHead(
  runner: Runner,
  rule: CheckpointRule = ordinaryRule,
): Promise<StoredCheckpoint | undefined> {
  const { last, due } = await runner.act({ action: 'audit.head', principal: system, mode: 'read' }, (ctx) =>
    findDueHead(ctx, rule),
  );
  if (due === undefined) return last;
  const key = runner.ports.auditKey;
  if (key.name !== due.origin) throw errors.error('other_log', { origin: due.origin });
  const stored = { size: due.size, signed_at: runner.clock.now(), note: await signCheckpoint(due, key) };
  await runner.act({ action: 'audit.checkpoint', principal: system, mode: 'read' }, (ctx) =>
    addCheckpoint(ctx, stored),
  );
  return stored;
}

interface DueHead {
  readonly last: StoredCheckpoint | undefined;
  readonly due: Checkpoint | undefined;
}

async function findDueHead(ctx: Ctx, rule: CheckpointRule): Promise<DueHead> {
  const tree = await findTree(ctx);
  const last = await findLastCheckpoint(ctx);
  if (tree === undefined || tree.size === 0 || tree.size === last?.size) return { last, due: undefined };
  const isDue =
    last === undefined ||
    tree.size - last.size >= rule.everyEntries ||
    ctx.clock.now().getTime() - last.signed_at.getTime() >= rule.everyMilliseconds;
  if (!isDue) return { last, due: undefined };
  const due = { origin: tree.origin, size: tree.size, root: treeRoot(tree.state) };
  await requireConsistency(ctx, tree, { last, due });
  return { last, due };
}

/** C2SP tlog-checkpoint: a log must not sign a head that is inconsistent with one it signed before. */
async function requireConsistency(
  ctx: Ctx,
  tree: LogTree,
  heads: { last: StoredCheckpoint | undefined; due: Checkpoint },
): Promise<void> {
  const { last, due } = heads;
  if (last === undefined) return;
  const before = openCheckpoint(last.note).checkpoint;
  const proof =
    before.size <= due.size ? await consistencyProof(nodeReader(ctx, tree), before.size, due.size) : [];
  const isConsistent = verifyConsistency({
    oldSize: before.size,
    oldRoot: before.root,
    newSize: due.size,
    newRoot: due.root,
    proof,
  });
  if (!isConsistent) throw errors.error('inconsistent', { signed: before.size, now: due.size });
}
