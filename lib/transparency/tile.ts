import { HASH_LENGTH } from './bytes.ts';
import { nodeHash } from './hash.ts';
import type { NodeReader } from './proof.ts';

// C2SP tlog-tiles: tiles of height 8 hold 256 hashes; a tile of level L holds the roots of full tiles of level L-1
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** Hashes of one tile, side by side; the last tile of a level may hold fewer than 256. */
export type TileReader = (level: number, index: number) => Promise<Uint8Array> | Uint8Array;

/** Root of the perfect subtree over `count` (a power of two) hashes of a tile. */
export function tileRoot(hashes: Uint8Array, first = 0, count = hashes.length / HASH_LENGTH): Uint8Array {
  let row: Uint8Array[] = [];
  for (let i = first; i < first + count; i++) {
    row.push(hashes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH));
  }
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHash(at(row, i), at(row, i + 1)));
    row = above;
  }
  return at(row, 0);
}

/** Reads any node of the tree from tiles. */
export function tileNodeReader(readTile: TileReader): NodeReader {
  return async (level, index) => {
    const height = level % TILE_HEIGHT;
    const first = index * 2 ** height;
    const tile = Math.floor(first / TILE_WIDTH);
    const hashes = await readTile((level - height) / TILE_HEIGHT, tile);
    const offset = first - tile * TILE_WIDTH;
    if ((offset + 2 ** height) * HASH_LENGTH > hashes.length) throw new RangeError('node outside the tree');
    return tileRoot(hashes, offset, 2 ** height);
  };
}

function at(row: readonly Uint8Array[], index: number): Uint8Array {
  const hash = row[index];
  if (hash === undefined) throw new RangeError('a tile without hashes has no root');
  return hash;
}
