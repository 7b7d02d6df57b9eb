import { sameBytes } from './bytes.ts';
import { foldPeaks } from './compact-range.ts';
import { nodeHash } from './hash.ts';

/** Hash of the perfect subtree of 2^level leaves that starts at leaf index × 2^level. */
export type NodeReader = (level: number, index: number) => Promise<Uint8Array> | Uint8Array;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Audit path from the leaf up. RFC 6962 §2.1.1 */
export async function inclusionProof(reader: NodeReader, index: number, size: number): Promise<Uint8Array[]> {
  if (!isIndex(index) || !isIndex(size) || index >= size) throw new RangeError('leaf outside the tree');
  const siblings: Range[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const middle = range.start + splitPoint(range.end - range.start);
    const isLeft = index < middle;
    siblings.unshift(isLeft ? { start: middle, end: range.end } : { start: range.start, end: middle });
    range = isLeft ? { start: range.start, end: middle } : { start: middle, end: range.end };
  }
  return readRanges(reader, siblings);
}

/** Proof that the tree of `oldSize` is a prefix of the tree of `newSize`. RFC 6962 §2.1.2 */
export async function consistencyProof(
  reader: NodeReader,
  oldSize: number,
  newSize: number,
): Promise<Uint8Array[]> {
  if (!isIndex(oldSize) || !isIndex(newSize) || oldSize > newSize) throw new RangeError('sizes out of order');
  if (oldSize === 0 || oldSize === newSize) return [];
  const nodes: Range[] = [];
  let range: Range = { start: 0, end: newSize };
  let isWholeOld = true;
  while (oldSize < range.end) {
    const middle = range.start + splitPoint(range.end - range.start);
    if (oldSize <= middle) {
      nodes.unshift({ start: middle, end: range.end });
      range = { start: range.start, end: middle };
    } else {
      nodes.unshift({ start: range.start, end: middle });
      range = { start: middle, end: range.end };
      isWholeOld = false;
    }
  }
  return readRanges(reader, isWholeOld ? nodes : [range, ...nodes]);
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

// RFC 9162 §2.1.3.2
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { index, size, leafHash, root, proof } = claim;
  if (!isIndex(index) || !isIndex(size) || index >= size || !areHashes([leafHash, root, ...proof]))
    return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      [node, last] = shiftToOdd(node, last);
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, root);
}

export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

// RFC 9162 §2.1.4.2; size zero is a prefix of every tree and needs no proof (C2SP tlog-witness)
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!isIndex(oldSize) || !isIndex(newSize) || oldSize > newSize) return false;
  if (!areHashes([oldRoot, newRoot, ...proof])) return false;
  if (oldSize === 0) return proof.length === 0;
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  return climbBoth(claim, path);
}

function climbBoth(claim: ConsistencyClaim, path: readonly Uint8Array[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [node, last] = shiftWhileOdd(claim.oldSize - 1, claim.newSize - 1);
  let oldHash = first;
  let newHash = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(hash, oldHash);
      newHash = nodeHash(hash, newHash);
      [node, last] = shiftToOdd(node, last);
    } else {
      newHash = nodeHash(newHash, hash);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(oldHash, claim.oldRoot) && sameBytes(newHash, claim.newRoot);
}

/** Hash of the leaves [start, end), where start is a multiple of the largest power of two that fits. */
export async function rangeHash(reader: NodeReader, start: number, end: number): Promise<Uint8Array> {
  const peaks: Uint8Array[] = [];
  let at = start;
  while (at < end) {
    const level = levelOf(end - at);
    // oxlint-disable-next-line no-await-in-loop -- at most 53 reads, in order
    peaks.push(await reader(level, at / 2 ** level));
    at += 2 ** level;
  }
  return foldPeaks(peaks);
}

async function readRanges(reader: NodeReader, ranges: readonly Range[]): Promise<Uint8Array[]> {
  return Promise.all(ranges.map((range) => rangeHash(reader, range.start, range.end)));
}

/** Exponent of the largest power of two that is not above n. */
function levelOf(n: number): number {
  let level = 0;
  while (2 ** (level + 1) <= n) level += 1;
  return level;
}

/** Largest power of two smaller than n. RFC 6962 §2.1 */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function shiftToOdd(node: number, last: number): [number, number] {
  let [n, l] = [node, last];
  while (!isOdd(n) && n !== 0) [n, l] = [half(n), half(l)];
  return [n, l];
}

function shiftWhileOdd(node: number, last: number): [number, number] {
  let [n, l] = [node, last];
  while (isOdd(n)) [n, l] = [half(n), half(l)];
  return [n, l];
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function isPowerOfTwo(n: number): boolean {
  return splitPoint(n + 1) === n;
}

function isIndex(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === 32);
}
