import { describe, expect, it } from 'vitest';
import { buildLog } from './build-log.ts';
import { signCheckpoint } from './checkpoint.ts';
import { emptyTree, splitHashes, treeAppender } from './compact-range.ts';
import { testEntries, testSigner } from './fixtures.ts';
import { ED25519, NoteError, verifierKey } from './note.ts';
import { consistencyProof } from './proof.ts';
import { tileNodeReader } from './tile.ts';
import {
  type AddCheckpoint,
  considerCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
} from './witness.ts';

const signer = testSigner('serepok.example/audit');
const log = { origin: signer.name, keys: [verifierKey(signer.name, ED25519, signer.publicKey)] };

async function links(count: number): Promise<Uint8Array[]> {
  const items = await buildLog(testEntries(count), { origin: log.origin, signer, checkpointEvery: 1000 });
  return items.flatMap((item) => (item.kind === 'tile' ? splitHashes(item.hashes) : []));
}

function head(hashes: readonly Uint8Array[], size: number) {
  const tree = treeAppender(emptyTree());
  for (const hash of hashes.slice(0, size)) tree.append(hash);
  return { origin: log.origin, size, root: tree.root() };
}

async function request(hashes: readonly Uint8Array[], oldSize: number, size: number): Promise<AddCheckpoint> {
  const reader = tileNodeReader(() => Buffer.concat(hashes));
  const proof = await consistencyProof(reader, oldSize, size);
  return { oldSize, proof, note: await signCheckpoint(head(hashes, size), signer) };
}

describe('a witness', () => {
  it('cosigns the first head, then only what grows out of it', async () => {
    const hashes = await links(200);
    const first = considerCheckpoint(await request(hashes, 0, 70), undefined, log);
    if (first.status !== 200) throw new Error(`refused: ${first.status}`);
    expect(first.next).toEqual({ size: 70, root: head(hashes, 70).root });
    const second = considerCheckpoint(await request(hashes, 70, 200), first.next, log);
    expect(second.status).toBe(200);
    const again = considerCheckpoint(await request(hashes, 70, 70), first.next, log);
    expect(again.status).toBe(200);
  });

  it('never goes backwards and never signs two histories', async () => {
    const hashes = await links(200);
    const forged = [...hashes.slice(0, 10).toReversed(), ...hashes.slice(10)];
    const memory = { size: 100, root: head(hashes, 100).root };
    expect(considerCheckpoint(await request(hashes, 50, 100), memory, log)).toEqual({
      status: 409,
      size: 100,
    });
    expect(considerCheckpoint(await request(forged, 100, 200), memory, log)).toEqual({ status: 422 });
    expect(considerCheckpoint(await request(forged, 100, 100), memory, log)).toEqual({
      status: 409,
      size: 100,
    });
    const back: AddCheckpoint = { ...(await request(hashes, 0, 60)), oldSize: 100 };
    expect(considerCheckpoint(back, memory, log)).toEqual({ status: 400 });
  });

  it('answers as the specification says to strangers and nonsense', async () => {
    const hashes = await links(5);
    const good = await request(hashes, 0, 5);
    const stranger = testSigner('stranger.example/log');
    const foreign = await signCheckpoint({ ...head(hashes, 5), origin: stranger.name }, stranger);
    expect(considerCheckpoint({ ...good, note: foreign }, undefined, log)).toEqual({ status: 404 });
    const unsigned = await signCheckpoint(head(hashes, 5), stranger);
    expect(considerCheckpoint({ ...good, note: unsigned }, undefined, log)).toEqual({ status: 403 });
    expect(considerCheckpoint({ ...good, note: 'hello' }, undefined, log)).toEqual({ status: 400 });
  });

  it('reads the request it is sent', async () => {
    const hashes = await links(300);
    const sent = await request(hashes, 7, 300);
    expect(parseAddCheckpoint(formatAddCheckpoint(sent))).toEqual({
      ...sent,
      proof: sent.proof.map((h) => Buffer.from(h)),
    });
    const none = await request(hashes, 0, 300);
    expect(formatAddCheckpoint(none).startsWith('old 0\n\nserepok.example/audit\n300\n')).toBe(true);
    expect(parseAddCheckpoint(formatAddCheckpoint(none))).toEqual(none);
    for (const bad of ['', 'old x\n\n', 'old 01\n\nx', 'old 1\n!!\n\nx', `old 1\n${'A\n'.repeat(64)}\nx`]) {
      expect(() => parseAddCheckpoint(bad), bad.slice(0, 20)).toThrow(NoteError);
    }
  });
});
