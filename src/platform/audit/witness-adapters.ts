import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type AddCheckpoint,
  COSIGNATURE_V1,
  considerCheckpoint,
  cosign,
  formatAddCheckpoint,
  formatSignature,
  fromBase64,
  type NoteSigner,
  parseAddCheckpoint,
  parseSignatures,
  toBase64,
  type VerifierKey,
  verifierKey,
  type WitnessMemory,
} from '#lib/transparency';
import type { Clock } from '#platform/runtime';
import type { Witness, WitnessAnswer } from './port.ts';

/** Speaks to a witness over HTTP. C2SP tlog-witness, add-checkpoint */
export function httpWitness(options: {
  readonly key: VerifierKey;
  /** Submission prefix, without the slash at the end. */
  readonly url: string;
  readonly timeoutMilliseconds?: number;
}): Witness {
  return {
    key: options.key,
    cosign: async (request): Promise<WitnessAnswer> => {
      const response = await fetch(`${options.url}/add-checkpoint`, {
        method: 'POST',
        body: formatAddCheckpoint(request),
        signal: AbortSignal.timeout(options.timeoutMilliseconds ?? 10_000),
      });
      const body = (await response.text()).slice(0, 65_536);
      if (response.status === 200) return { status: 200, signatures: parseSignatures(body) };
      if (response.status === 409 && /^(0|[1-9][0-9]{0,15})\n$/.test(body))
        return { status: 409, size: Number(body) };
      return { status: response.status };
    },
  };
}

export interface WitnessDuty {
  readonly log: { readonly origin: string; readonly keys: readonly VerifierKey[] };
  readonly signer: NoteSigner;
  readonly clock: Clock;
  /** File that remembers the last head cosigned; on another machine or disk than the log. */
  readonly memoryFile: string;
}

/** A witness that lives in a file: the log's own memory outside its database, or another agency's duty. */
export function fileWitness(duty: WitnessDuty): Witness {
  let turn: Promise<unknown> = Promise.resolve();
  const key = verifierKey(duty.signer.name, COSIGNATURE_V1, duty.signer.publicKey);
  return {
    key,
    cosign: (request) => {
      const answer = turn.then(() => considerAndRemember(request, duty));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

async function considerAndRemember(request: AddCheckpoint, duty: WitnessDuty): Promise<WitnessAnswer> {
  const decision = considerCheckpoint(request, readMemory(duty.memoryFile), duty.log);
  if (decision.status !== 200) return decision;
  await writeMemory(duty.memoryFile, decision.next);
  const seconds = Math.floor(duty.clock.now().getTime() / 1000);
  return { status: 200, signatures: [await cosign(decision.text, seconds, duty.signer)] };
}

/** The last head a file witness cosigned: what verification compares the log with. */
export function readMemory(file: string): WitnessMemory | undefined {
  if (!existsSync(file)) return undefined;
  const [size, root] = readFileSync(file, 'utf8').split('\n');
  const bytes = root === undefined ? undefined : fromBase64(root);
  if (bytes?.length !== 32 || !/^\d+$/.test(size ?? '')) throw new Error(`damaged witness memory: ${file}`);
  return { size: Number(size), root: bytes };
}

/** Whole or not at all: written beside, flushed, then renamed. */
async function writeMemory(file: string, memory: WitnessMemory): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${memory.size}\n${toBase64(memory.root)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** Answers another log's request as a witness: status, content type and body of the HTTP response. */
export async function answerAsWitness(
  body: string,
  witness: Witness,
): Promise<{ status: number; type: string; body: string }> {
  let request: AddCheckpoint;
  try {
    request = parseAddCheckpoint(body);
  } catch {
    return { status: 400, type: 'text/plain', body: '' };
  }
  const answer = await witness.cosign(request);
  if ('signatures' in answer) {
    return { status: 200, type: 'text/plain', body: answer.signatures.map(formatSignature).join('') };
  }
  if ('size' in answer) return { status: 409, type: 'text/x.tlog.size', body: `${answer.size}\n` };
  return { status: answer.status, type: 'text/plain', body: '' };
}
