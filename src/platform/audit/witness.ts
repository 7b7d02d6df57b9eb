import {
  checkCosignatures,
  consistencyProof,
  cosignatureTime,
  formatSignature,
  openCheckpoint,
  type NoteSignature,
} from '#lib/transparency';
import { system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import type { Witness, WitnessAnswer } from './port.ts';
import { addCosignature, findLastCheckpoint, findTree, findWitnessedSize } from './store.ts';
import { nodeReader } from './tiles.ts';

export interface WitnessResult {
  readonly witness: string;
  readonly size: number;
  /** `refused`: the witness saw another history, or ours went back. That is an alarm, not a fault. */
  readonly outcome: 'cosigned' | 'refused' | 'unreachable';
  readonly status: number;
}

/** Offers the last signed head to every witness and keeps the cosignatures that hold. */
export async function askWitnesses(runner: Runner): Promise<WitnessResult[]> {
  const results: WitnessResult[] = [];
  for (const witness of runner.ports.auditWitnesses ?? []) {
    // oxlint-disable-next-line no-await-in-loop -- witnesses are few and each is asked once
    const result = await askOne(runner, witness);
    if (result === undefined) continue;
    if (result.outcome !== 'cosigned') {
      runner.log.error({ ...result }, 'a witness did not cosign the audit log');
    }
    results.push(result);
  }
  return results;
}

async function askOne(runner: Runner, witness: Witness): Promise<WitnessResult | undefined> {
  const name = witness.key.name;
  const oldSize = await runner.act({ action: 'audit.witness', principal: system, mode: 'read' }, (ctx) =>
    findWitnessedSize(ctx, name),
  );
  const first = await offer(runner, witness, oldSize);
  if (first === undefined) return undefined;
  const { size, answer } = first;
  const known = 'size' in answer && answer.status === 409 ? answer.size : undefined;
  const retried =
    known !== undefined && known !== oldSize && known <= size ? await offer(runner, witness, known) : first;
  return keep(runner, witness, retried ?? first);
}

interface Offered {
  readonly size: number;
  readonly note: string;
  readonly answer: WitnessAnswer;
}

async function offer(runner: Runner, witness: Witness, oldSize: number): Promise<Offered | undefined> {
  const prepared = await runner.act(
    { action: 'audit.witness', principal: system, mode: 'read' },
    async (ctx) => {
      const [tree, head] = [await findTree(ctx), await findLastCheckpoint(ctx)];
      if (tree === undefined || head === undefined) return undefined;
      const from = Math.min(oldSize, head.size);
      const proof = await consistencyProof(nodeReader(ctx, tree), from, head.size);
      return { size: head.size, note: head.note, request: { oldSize: from, proof, note: head.note } };
    },
  );
  if (prepared === undefined) return undefined;
  const { size, note, request } = prepared;
  try {
    return { size, note, answer: await witness.cosign(request) };
  } catch {
    return { size, note, answer: { status: 0 } };
  }
}

async function keep(runner: Runner, witness: Witness, offered: Offered): Promise<WitnessResult> {
  const { size, note, answer } = offered;
  const result = { witness: witness.key.name, size, status: answer.status };
  if (!('signatures' in answer)) {
    return { ...result, outcome: [409, 422].includes(answer.status) ? 'refused' : 'unreachable' };
  }
  const good = answer.signatures.find((signature) => holds(note, signature, witness));
  if (good === undefined) return { ...result, outcome: 'unreachable' };
  const seconds = cosignatureTime(good.signature) ?? 0;
  await runner.act({ action: 'audit.witness', principal: system, mode: 'read' }, (ctx) =>
    addCosignature(ctx, {
      size,
      witness: witness.key.name,
      cosigned_at: new Date(seconds * 1000),
      line: formatSignature(good),
    }),
  );
  return { ...result, outcome: 'cosigned' };
}

function holds(note: string, signature: NoteSignature, witness: Witness): boolean {
  const { text } = openCheckpoint(note).note;
  return checkCosignatures({ text, signatures: [signature] }, [witness.key]).good.length === 1;
}
