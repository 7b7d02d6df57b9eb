import { concat, HASH_LENGTH, readUint64, uint64 } from './bytes.ts';
import { emptyRoot, nodeHash } from './hash.ts';

/** Everything needed to go on appending: the size and the roots of the perfect subtrees, largest first. O(log n). */
export interface TreeState {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export interface TreeAppender {
  size(): number;
  append(leafHash: Uint8Array): void;
  root(): Uint8Array;
  state(): TreeState;
}

export function emptyTree(): TreeState {
  return { size: 0, peaks: [] };
}

export function treeAppender(from: TreeState): TreeAppender {
  if (from.peaks.length !== countOnes(from.size)) throw new RangeError('tree state does not fit its size');
  const peaks = [...from.peaks];
  let size = from.size;
  return {
    size: () => size,
    append(leafHash) {
      let hash = leafHash;
      for (let n = size; n % 2 === 1; n = (n - 1) / 2) {
        const left = peaks.pop();
        if (left === undefined) throw new RangeError('tree state does not fit its size');
        hash = nodeHash(left, hash);
      }
      peaks.push(hash);
      size += 1;
    },
    root: () => foldPeaks(peaks),
    state: () => ({ size, peaks: [...peaks] }),
  };
}

export function treeRoot(state: TreeState): Uint8Array {
  return foldPeaks(state.peaks);
}

/** u64 size, then the peaks of 32 bytes each. */
export function encodeTreeState(state: TreeState): Uint8Array {
  return concat([uint64(state.size), ...state.peaks]);
}

export function decodeTreeState(bytes: Uint8Array): TreeState {
  const size = bytes.length >= 8 ? readUint64(bytes, 0) : undefined;
  if (size === undefined || bytes.length !== 8 + HASH_LENGTH * countOnes(size)) {
    throw new RangeError('malformed tree state');
  }
  return { size, peaks: splitHashes(bytes.subarray(8)) };
}

export function splitHashes(bytes: Uint8Array): Uint8Array[] {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at + HASH_LENGTH <= bytes.length; at += HASH_LENGTH) {
    hashes.push(bytes.subarray(at, at + HASH_LENGTH));
  }
  return hashes;
}

/** Root over perfect subtrees that stand side by side, largest first: RFC 6962 §2.1 splits at the largest power of two. */
export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  if (peaks.length === 0) return emptyRoot();
  return peaks.reduceRight((right, left) => nodeHash(left, right));
}

function countOnes(size: number): number {
  let ones = 0;
  for (let n = size; n > 0; n = Math.floor(n / 2)) ones += n % 2;
  return ones;
}
