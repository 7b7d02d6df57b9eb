import { writeFileSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import {
  block,
  compare,
  comparisons,
  decide,
  frequencies,
  importList,
  importPopulation,
  patterns,
  randomPairs,
  type Weights,
} from './match-sql.ts';

// node test/bench/match-baseline.ts POPULATION LIST PLACES OUT THREADS: the same linkage in DuckDB, in a process of its own.
// Writes row, key, probability of each row's best candidate; prints CPU, wall and memory as one JSON line.

const RANDOM_PAIRS = 1_000_000;
const ROUNDS = 12;

interface Pattern {
  readonly levels: readonly number[];
  readonly count: number;
}

async function main(): Promise<void> {
  const [population = '', list = '', places = '', out = '', threads = '2'] = process.argv.slice(2);
  const start = performance.now();
  const instance = await DuckDBInstance.create(':memory:', { threads, memory_limit: '6GB' });
  const db = await instance.connect();
  const marks: Record<string, number> = {};
  const step = async (name: string, work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const used = process.cpuUsage(before);
    marks[name] = (used.user + used.system) / 1e6;
  };
  await step('import', async () => {
    await db.run(importPopulation(population));
    await db.run(importList(list, places));
  });
  await step('block', () => db.run(block));
  await step('compare', () => db.run(compare));
  let weights: { weights: Weights; prior: number } | undefined;
  await step('train', async () => {
    await db.run(randomPairs(RANDOM_PAIRS));
    await db.run(frequencies);
    await db.run(patterns);
    weights = await train(db);
  });
  await step('decide', async () => {
    if (weights) await db.run(decide(weights.weights, weights.prior));
  });
  const rows = await all(db, 'select rid, pid, probability from decided');
  writeFileSync(out, rows.map((row) => `${row.join(',')}\n`).join(''));
  const pairs = await all(db, 'select count(*) from pairs');
  const cpu = process.cpuUsage();
  console.log(
    JSON.stringify({
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      seconds: (performance.now() - start) / 1000,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      pairs: Number(pairs[0]?.[0] ?? 0),
      marks,
    }),
  );
}

async function all(db: DuckDBConnection, sql: string): Promise<(readonly unknown[])[]> {
  return (await db.runAndReadAll(sql)).getRows();
}

async function patternsOf(db: DuckDBConnection, sql: string): Promise<Pattern[]> {
  const rows = await all(db, sql);
  return rows.map((row) => ({ levels: row.slice(0, -1).map(Number), count: Number(row.at(-1)) }));
}

/** Expectation and maximisation over patterns; u is fixed by the random pairs. */
async function train(db: DuckDBConnection): Promise<{ weights: Weights; prior: number }> {
  const names = comparisons.map(({ name }) => `g_${name}`).join(', ');
  const chance = await patternsOf(db, `select ${names}, count(*) from chance group by all`);
  const seen = await patternsOf(db, `select ${names}, n from patterns`);
  const [[rows], [persons]] = await Promise.all([
    all(db, 'select count(*) from lst'),
    all(db, 'select count(*) from pop'),
  ]).then((counts) => counts.map((count) => count[0] ?? []) as [unknown[], unknown[]]);
  const u = sharesOf(chance, () => 1);
  let m = comparisons.map(({ levels }) => startOf(levels.length));
  let prior = 0.85 / Number(persons);
  for (let round = 0; round < ROUNDS; round++) {
    const posterior = (levels: readonly number[]) => {
      const odds = levels.reduce((value, level, at) => value * ratio(m[at], u[at], level), prior);
      return odds / (1 + odds);
    };
    m = sharesOf(seen, posterior);
    const matches = seen.reduce((sum, { levels, count }) => sum + count * posterior(levels), 0);
    prior = matches / (Number(rows) * Number(persons));
  }
  return { weights: weightsOf(m, u), prior };
}

function startOf(levels: number): number[] {
  return [0, ...Array.from({ length: levels }, (_, at) => (at === levels - 1 ? 0.85 : 0.15 / (levels - 1)))];
}

function ratio(m: readonly number[] | undefined, u: readonly number[] | undefined, level: number): number {
  return level === 0 ? 1 : (m?.[level] ?? 1e-4) / (u?.[level] ?? 1e-4);
}

/** Share of each level among the pairs that have one, smoothed. */
function sharesOf(patterns: readonly Pattern[], weight: (levels: readonly number[]) => number): number[][] {
  const sums = comparisons.map(({ levels }) =>
    Array.from({ length: levels.length + 1 }, (_, at): number => (at === 0 ? 0 : 0.5)),
  );
  for (const { levels, count } of patterns) {
    const share = count * weight(levels);
    levels.forEach((level, at) => {
      const sum = sums[at];
      if (sum && level > 0) sum[level] = (sum[level] ?? 0) + share;
    });
  }
  return sums.map((sum) => {
    const total = sum.reduce((a, b) => a + b, 0);
    return sum.map((value) => Math.max(1e-7, value / total));
  });
}

function weightsOf(m: readonly number[][], u: readonly number[][]): Weights {
  const bits: Record<string, number[]> = {};
  const logU: Record<string, number> = {};
  comparisons.forEach(({ name, levels }, at) => {
    bits[name] = Array.from({ length: levels.length + 1 }, (_, level) =>
      level === 0 ? 0 : Math.log2((m[at]?.[level] ?? 1e-7) / (u[at]?.[level] ?? 1e-7)),
    );
    logU[name] = Math.log2(u[at]?.[levels.length] ?? 1);
  });
  return { bits, logU };
}

await main();
