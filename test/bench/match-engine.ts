import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPopulationIndex,
  createRowLinker,
  estimateModel,
  type Linkage,
  type LinkageModel,
  type LinkageRecord,
  lookUp,
  reestimate,
  type RowDecision,
  vietnamesePersons,
} from '#lib/linkage';
import { openPersons, recordBatches, sampleRecords } from '../../src/app/match-files.ts';
import { truthOf } from './match-score.ts';
import { personOptions } from '../../src/app/match.ts';

// node test/bench/match-engine.ts '{"population":…,"list":…,"out":…,"persons":…,"lookups":…}': our side, in a process of
// its own. Writes row, key, probability, outcome, candidates; prints CPU, wall, memory and what was asked as one JSON line.

export interface EngineTask {
  readonly population: string;
  readonly list: string;
  readonly out: string;
  readonly persons: number;
  /** Seconds of on-line look-ups at 50 a second, after the list. */
  readonly lookups?: number;
  /** Row → person: the parameters are then the true ones of this very list. */
  readonly oracle?: string;
}

export interface EngineResult {
  readonly cpuSeconds: number;
  /** CPU without filling the index, as where the register keeps it up to date. */
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly peakBytes: number;
  readonly indexBytes: number;
  readonly marks: Readonly<Record<string, number>>;
  readonly lookup?: {
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
    readonly count: number;
  };
  /** Rows whose look-up on line gave other scores than the batch. */
  readonly differing?: number;
}

const TODAY = '2026-11-23';
const PER_SECOND = 50;

async function main(task: EngineTask): Promise<void> {
  const start = performance.now();
  const marks: Record<string, number> = {};
  let last = process.cpuUsage();
  const mark = (name: string) => {
    const used = process.cpuUsage(last);
    last = process.cpuUsage();
    marks[name] = (used.user + used.system) / 1e6;
  };
  mark('start');
  const index = createPopulationIndex(vietnamesePersons, personOptions(task.persons));
  mark('places');
  const population = await openPersons(task.population, TODAY);
  for await (const batch of recordBatches(population)) for (const { record } of batch) index.add(record);
  mark('population');
  const list = await openPersons(task.list, TODAY);
  const { sample } = await sampleRecords(list);
  mark('sample');
  const estimated = estimateModel(index, sample);
  const model =
    task.oracle === undefined ? estimated : trueModel({ index, model: estimated }, sample, task.oracle);
  mark('estimate');
  const linkage = { index, model };
  const checked = await linkList(linkage, list, task.out);
  mark('link');
  const total = Object.values(marks).reduce((sum, seconds) => sum + seconds, 0);
  const result: EngineResult = {
    cpuSeconds: total,
    warmSeconds: total - (marks['population'] ?? 0),
    seconds: (performance.now() - start) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    indexBytes: index.bytes,
    marks,
    ...(task.lookups ? await lookUps(linkage, checked, task.lookups) : {}),
  };
  console.log(JSON.stringify(result));
}

/** m as it is among the true pairs of the list, which nobody knows outside a measurement. */
function trueModel(linkage: Linkage, sample: readonly LinkageRecord[], path: string): LinkageModel {
  const truth = truthOf(path);
  const pairs = new Map<string, Readonly<Record<string, string>>>();
  for (const record of sample) {
    const found = lookUp(linkage, record.values, 24).find(({ key }) => key === truth.get(record.key));
    const levels = found?.agreements.map(({ field, level }) => [field, level]);
    if (levels) pairs.set(record.key, Object.fromEntries(levels) as Record<string, string>);
  }
  const judged = [...pairs.keys()].map((rowKey) => ({
    rowKey,
    personKey: truth.get(rowKey) ?? '',
    isSame: true,
  }));
  return reestimate(linkage.model, judged, ({ rowKey }) => pairs.get(rowKey));
}

interface Checked {
  readonly record: LinkageRecord;
  readonly decision: RowDecision;
}

async function linkList(
  linkage: Linkage,
  list: Awaited<ReturnType<typeof openPersons>>,
  path: string,
): Promise<Checked[]> {
  const linker = createRowLinker(linkage);
  const out = createWriteStream(path);
  const checked: Checked[] = [];
  let count = 0;
  for await (const batch of recordBatches(list)) {
    let text = '';
    for (const { record } of batch) {
      const decision = linker.decide(record);
      const [best] = decision.candidates;
      const others = decision.candidates.map(({ key }) => key).join('|');
      text += `${record.key},${best?.key ?? ''},${best?.probability ?? 0},${decision.outcome},${others}\n`;
      count += 1;
      if (count % 97 === 0 && checked.length < 2000) checked.push({ record, decision });
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return checked;
}

/** What a clerk types: a name, as often as not without marks, and a year; at a steady rate, waiting counted in. */
async function lookUps(
  linkage: Linkage,
  checked: readonly Checked[],
  seconds: number,
): Promise<Pick<EngineResult, 'lookup' | 'differing'>> {
  const differing = checked.filter(({ record, decision }) => {
    const again = lookUp(linkage, record.values, 10);
    return decision.candidates.some(
      (one, at) => again[at]?.key !== one.key || again[at]?.score !== one.score,
    );
  }).length;
  const queries = checked
    .map(({ record: { values } }) => ({
      name: values['name'],
      birth: /\d{4}/.exec(values['birth'] ?? '')?.[0],
    }))
    .filter(({ name, birth }) => name !== undefined && birth !== undefined);
  const waits: number[] = [];
  const begin = performance.now();
  for (let at = 0; at < seconds * PER_SECOND; at++) {
    const due = begin + (at * 1000) / PER_SECOND;
    // oxlint-disable-next-line no-await-in-loop -- requests come at their times
    while (performance.now() < due) await sleep(Math.max(0, due - performance.now()));
    lookUp(linkage, queries[(at * 31) % queries.length] ?? {}, 10);
    waits.push(performance.now() - due);
  }
  const sorted = waits.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return {
    differing,
    lookup: { p50: quantile(0.5), p99: quantile(0.99), max: quantile(1), count: sorted.length },
  };
}

await main(JSON.parse(process.argv[2] ?? '{}') as EngineTask);
