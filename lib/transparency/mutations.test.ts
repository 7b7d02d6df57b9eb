import { beforeAll, describe, expect, it } from 'vitest';
import { buildLog } from './build-log.ts';
import { exportSource, formatItem } from './export-format.ts';
import { seeded, testEntries, testSigner } from './fixtures.ts';
import type { LogItem, LogSource } from './log-items.ts';
import { type Mutation, mutations } from './mutations.ts';
import { ED25519, verifierKey } from './note.ts';
import { describeFinding, type LogReport } from './report.ts';
import { verifyLog } from './verify.ts';

const origin = 'serepok.example/audit';
const signer = testSigner(origin);
const options = { origin, keys: [verifierKey(signer.name, ED25519, signer.publicKey)] };
const total = process.env.SEREPOK_LONG === '1' ? 10_000 : 520;
const sizes = [1, 3, 40, 255, 256, 257, 600, 1100];
const logs = new Map<number, LogItem[]>();

beforeAll(async () => {
  for (const size of sizes) {
    logs.set(size, await buildLog(testEntries(size), { origin, signer, checkpointEvery: 100 }));
  }
});

function source(items: readonly LogItem[]): LogSource {
  return {
    async *open() {
      yield items.map((item, line) => (item.kind === 'entry' ? { ...item, line } : item));
    },
  };
}

function isNamed(report: LogReport, mutation: Mutation): boolean {
  return report.findings.some((finding) => {
    const until = finding.until ?? finding.position;
    const isThere = mutation.positions.some((p) => finding.position <= p && p <= until);
    return isThere && mutation.kinds.includes(finding.kind);
  });
}

function explain(mutation: Mutation, report: LogReport): string {
  const found = report.findings.map(describeFinding).slice(0, 8).join('; ');
  return `${mutation.name} at ${mutation.positions.join(', ')} → ${found || 'nothing found'}`;
}

function mutate(seed: number): Mutation {
  const draw = seeded(seed);
  const kind = mutations[seed % mutations.length] ?? mutations[0];
  const usable = sizes.filter((size) => size > 2);
  const items = logs.get(usable[draw(usable.length)] ?? 600) ?? [];
  if (kind === undefined) throw new Error('no mutation');
  return kind(items, draw);
}

describe('every mutation is found, with its kind and its position', () => {
  const share = 520;
  const first = total === share ? Number(process.env.SEREPOK_SEED ?? 0) : 0;
  for (let from = first; from < first + total; from += share) {
    it(`seeds ${from} to ${from + share - 1}`, async () => {
      const missed: string[] = [];
      for (let seed = from; seed < from + share; seed++) {
        const mutation = mutate(seed);
        const report = await verifyLog(source(mutation.items), options);
        if (report.ok || !isNamed(report, mutation))
          missed.push(`seed ${seed}: ${explain(mutation, report)}`);
      }
      expect(missed).toEqual([]);
    });
  }

  it('never accepts a log with several mutations, though they may hide each other’s kind', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const draw = seeded(seed * 7 + 3);
      const pickOne = () => mutations[draw(mutations.length)] ?? mutations[0];
      let items: readonly LogItem[] = logs.get(600) ?? [];
      for (let n = 0; n < 2 + draw(2); n++) items = pickOne()?.(items, draw).items ?? items;
      expect((await verifyLog(source(items), options)).ok, `seed ${seed}`).toBe(false);
    }
  });

  it('finds the same through the file format', async () => {
    const missed: string[] = [];
    for (let seed = 0; seed < mutations.length * 2; seed++) {
      const mutation = mutate(seed);
      const bytes = Buffer.from(mutation.items.map(formatItem).join(''));
      const file = exportSource(async function* () {
        yield bytes;
      });
      const report = await verifyLog(file, options);
      if (report.ok || !isNamed(report, mutation)) missed.push(`seed ${seed}: ${explain(mutation, report)}`);
    }
    expect(missed).toEqual([]);
  });

  it('never throws and never accepts a file with a byte flipped in an entry, a tile or a checkpoint', async () => {
    const items = logs.get(600) ?? [];
    const text = Buffer.from(items.map(formatItem).join(''));
    const headerEnd = text.indexOf(0x0a);
    const draw = seeded(7);
    for (let i = 0; i < 60; i++) {
      const bytes = Uint8Array.from(text);
      const at = headerEnd + 1 + draw(text.length - headerEnd - 40);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(7));
      const report = await verifyLog(
        exportSource(async function* () {
          yield bytes;
        }),
        options,
      );
      expect(report.ok, `byte ${at}`).toBe(false);
    }
  });
});
