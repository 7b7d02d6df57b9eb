import { describe, expect, it } from 'vitest';
import { concat, toHex } from './bytes.ts';
import { decodeTreeState, emptyTree, encodeTreeState, treeAppender, treeRoot } from './compact-range.ts';
import { leafHash, nodeHash, sha256 } from './hash.ts';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts';
import { TILE_WIDTH, tileNodeReader, tileRoot } from './tile.ts';

// Leaves and roots of the Certificate Transparency reference tests (google/certificate-transparency, merkletree tests)
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

function hashes(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));
}

/** The definition of RFC 6962 §2.1, word for word, as oracle. */
function definedRoot(list: readonly Uint8Array[]): Uint8Array {
  const [only] = list;
  if (only === undefined) return sha256(new Uint8Array(0));
  if (list.length === 1) return only;
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  return nodeHash(definedRoot(list.slice(0, k)), definedRoot(list.slice(k)));
}

function readerOf(list: readonly Uint8Array[]) {
  return (level: number, index: number) =>
    definedRoot(list.slice(index * 2 ** level, (index + 1) * 2 ** level));
}

describe('the tree', () => {
  it.each(roots.map((root, size) => [size, root] as const))('has the known root at size %i', (size, root) => {
    const tree = treeAppender(emptyTree());
    for (const leaf of leaves.slice(0, size)) tree.append(leafHash(Buffer.from(leaf, 'hex')));
    expect(toHex(tree.root())).toBe(root);
    expect(tree.size()).toBe(size);
  });

  it('goes on from its stored state as if it had never stopped', () => {
    const list = hashes(300);
    const whole = treeAppender(emptyTree());
    let resumed = emptyTree();
    for (const [i, hash] of list.entries()) {
      whole.append(hash);
      const one = treeAppender(decodeTreeState(encodeTreeState(resumed)));
      one.append(hash);
      resumed = one.state();
      if (i % 37 === 0) expect(treeRoot(resumed)).toEqual(definedRoot(list.slice(0, i + 1)));
    }
    expect(treeRoot(resumed)).toEqual(whole.root());
    expect(encodeTreeState(resumed).length).toBeLessThanOrEqual(8 + 32 * 9);
  });

  it('refuses a state that does not fit its size', () => {
    const state = treeAppender(emptyTree()).state();
    expect(() => treeAppender({ size: 3, peaks: state.peaks })).toThrow(RangeError);
    expect(() => decodeTreeState(new Uint8Array(7))).toThrow(RangeError);
    expect(() => decodeTreeState(concat([encodeTreeState(state), new Uint8Array(32)]))).toThrow(RangeError);
  });
});

describe('inclusion proofs', () => {
  it('hold for every leaf of every tree up to 66, and for nothing else', async () => {
    const list = hashes(66);
    for (let size = 1; size <= list.length; size += size < 20 ? 1 : 7) {
      const root = definedRoot(list.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(readerOf(list), index, size);
        const leaf = list[index] ?? new Uint8Array(32);
        const claim = { index, size, leafHash: leaf, root, proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, index: (index + 1) % (size + 1) })).toBe(size === 0);
        expect(verifyInclusion({ ...claim, leafHash: root.toReversed() })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length > 0) expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
      }
    }
  });

  it('are refused for leaves outside and for hashes of a wrong length', async () => {
    const list = hashes(4);
    await expect(inclusionProof(readerOf(list), 4, 4)).rejects.toThrow(RangeError);
    await expect(inclusionProof(readerOf(list), -1, 4)).rejects.toThrow(RangeError);
    const root = definedRoot(list);
    expect(verifyInclusion({ index: 0, size: 1, leafHash: root.subarray(1), root, proof: [] })).toBe(false);
  });
});

describe('consistency proofs', () => {
  it('hold between all sizes up to 40, and only with the right roots', async () => {
    const list = hashes(40);
    for (let newSize = 0; newSize <= list.length; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const oldRoot = definedRoot(list.slice(0, oldSize));
        const newRoot = definedRoot(list.slice(0, newSize));
        const proof = await consistencyProof(readerOf(list), oldSize, newSize);
        const claim = { oldSize, oldRoot, newSize, newRoot, proof };
        expect(verifyConsistency(claim), `${oldSize} → ${newSize}`).toBe(true);
        if (oldSize === 0) continue;
        expect(verifyConsistency({ ...claim, oldRoot: oldRoot.toReversed() })).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: newRoot.toReversed() })).toBe(false);
        if (oldSize < newSize) expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, newRoot] })).toBe(false);
      }
    }
  });

  it('does not hold backwards', async () => {
    const list = hashes(9);
    const [a, b] = [definedRoot(list.slice(0, 4)), definedRoot(list)];
    expect(verifyConsistency({ oldSize: 9, oldRoot: b, newSize: 4, newRoot: a, proof: [] })).toBe(false);
    await expect(consistencyProof(readerOf(list), 9, 4)).rejects.toThrow(RangeError);
  });
});

describe('tiles', () => {
  it('give the same nodes as the leaves themselves', async () => {
    const count = 3 * TILE_WIDTH + 77;
    const list = hashes(count);
    const reader = tileNodeReader((level, index) => {
      const width = TILE_WIDTH ** level;
      const row = Array.from({ length: Math.floor(count / width) }, (_, i) =>
        level === 0
          ? (list[i] ?? new Uint8Array(0))
          : tileRoot(concat(list.slice(i * width, (i + 1) * width))),
      );
      return concat(row.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH));
    });
    const root = definedRoot(list);
    for (const index of [0, 255, 256, 511, 700, count - 1]) {
      const proof = await inclusionProof(reader, index, count);
      expect(verifyInclusion({ index, size: count, leafHash: list[index] ?? root, root, proof })).toBe(true);
    }
    const proof = await consistencyProof(reader, 300, count);
    const oldRoot = definedRoot(list.slice(0, 300));
    expect(verifyConsistency({ oldSize: 300, oldRoot, newSize: count, newRoot: root, proof })).toBe(true);
    await expect(inclusionProof(reader, 0, count + 1)).rejects.toThrow(RangeError);
  });
});
