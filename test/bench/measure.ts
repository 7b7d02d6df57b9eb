import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';

export interface BenchLine {
  readonly bench: string;
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly target: number | null;
  readonly cpuSeconds: number;
  readonly ok: boolean | null;
}
export type Print = (line: BenchLine) => void;

export interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** CPU of this process and of every PostgreSQL process under the postmaster, those that ended included. */
export async function measure<T>(postmaster: number, work: () => Promise<T>): Promise<Measured<T>> {
  const [cpu, database, start] = [process.cpuUsage(), postgresCpu(postmaster), performance.now()];
  const result = await work();
  const own = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  const cpuSeconds = (own.user + own.system) / 1e6 + postgresCpu(postmaster) - database;
  return { result, seconds, cpuSeconds: round(cpuSeconds) };
}

function postgresCpu(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid);
    if (Number(pid) === postmaster) ticks += sum(fields.slice(11, 15));
    else if (Number(fields[1]) === postmaster) ticks += sum(fields.slice(11, 13));
  }
  return ticks / 100;
}

/** Fields of /proc/<pid>/stat after the name, so that index 1 is the parent, 11…14 the times. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

function sum(values: readonly string[]): number {
  return values.reduce((total, value) => total + Number(value), 0);
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly milliseconds: number;
}

/** Listens to every statement of this process while `work` runs: what was sent, and how long the answer took. */
export async function listen<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function heard(this: unknown, ...args: unknown[]) {
    const start = performance.now();
    const answer = query.apply(this, args);
    const [first, second] = args as [string | { text?: string; values?: unknown[] }, unknown[] | undefined];
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    const values = (typeof first === 'string' ? second : first?.values) ?? second ?? [];
    const note = () => {
      const parts = Array.isArray(values) ? values : [];
      statements.push({ text, values: parts, milliseconds: performance.now() - start });
    };
    if (answer instanceof Promise) answer.then(note, note);
    return answer;
  };
  try {
    return { result: await work(), statements };
  } finally {
    prototype.query = query;
  }
}
