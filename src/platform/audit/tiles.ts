import { type NodeReader, TILE_WIDTH, tileNodeReader, tileRoot } from '#lib/transparency';
import type { Ctx } from '#platform/runtime';
import { type LogTree, listTiles } from './store.ts';

/** Reads any node of the tree as it stands in this transaction. */
export function nodeReader(ctx: Pick<Ctx, 'db'>, tree: LogTree): NodeReader {
  return tileNodeReader((level, index) => readTile(ctx, tree, { level, index }));
}

interface Place {
  readonly level: number;
  readonly index: number;
}

async function readTile(ctx: Pick<Ctx, 'db'>, tree: LogTree, place: Place): Promise<Uint8Array> {
  const { level, index } = place;
  const [full] = await listTiles(ctx, { level, from: index, to: index + 1 });
  if (full !== undefined) return full.hashes;
  if (level === 0) {
    const isLast = index === Math.floor(tree.size / TILE_WIDTH);
    return isLast ? Buffer.concat(tree.partial) : new Uint8Array(0);
  }
  return upperTile(ctx, place);
}

/** A tile above the leaves, made of the roots of the full tiles below it. */
export async function upperTile(ctx: Pick<Ctx, 'db'>, place: Place): Promise<Uint8Array> {
  const from = place.index * TILE_WIDTH;
  const below = await listTiles(ctx, { level: place.level - 1, from, to: from + TILE_WIDTH });
  const roots = below.filter((tile, i) => tile.index === from + i).map((tile) => tileRoot(tile.hashes));
  return Buffer.concat(roots);
}
