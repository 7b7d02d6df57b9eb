import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import {
  createIdMaker,
  DEFAULT_SEED,
  generatePopulation,
  type SyntheticHousehold,
  type UnitInput,
} from '#lib/synthetic-population';
import { type ConnectionConfig, createClient } from '#platform/db';
import type { IdentifierCipher } from './identifier-cipher.ts';
import { loadPhase, removeIndexes, restoreIndexes } from './load-steps.ts';

export interface LoadTools {
  readonly idOf: ReturnType<typeof createIdMaker>;
  readonly cipher: IdentifierCipher;
  /** Timestamp text for `recorded_at`. */
  readonly recordedAt: string;
}

/** One table's part of a synthetic household; each module brings its own. */
export interface LoadTable {
  readonly table: string;
  readonly columns: readonly string[];
  write(household: SyntheticHousehold, tools: LoadTools, out: (line: string) => void): void;
  /** Called once after the last household. */
  finish?(out: (line: string) => void): void;
}

export interface SeedOptions {
  /** As the database's administrator: row-level security does not hold for the load. */
  readonly connection: ConnectionConfig;
  readonly persons: number;
  readonly units: readonly UnitInput[];
  readonly cipher: IdentifierCipher;
  readonly now: Date;
  readonly loads: readonly LoadTable[];
  readonly seed?: string;
  readonly asOf?: string;
  /** Called about every 20,000 persons, and at each later phase. */
  readonly onProgress?: (progress: { phase: 'load' | 'index' | 'analyse'; persons: number }) => void;
}

export interface SeedResult {
  readonly persons: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly milliseconds: { readonly load: number; readonly index: number; readonly analyse: number };
}

const FLUSH_AT = 256 * 1024;
const PROGRESS_EVERY = 20_000;

/** One row in COPY's text form; undefined and null become \N. Values must come from the generator: `\` is not escaped. */
export function copyLine(values: readonly (string | number | null | undefined)[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) line += `${i === 0 ? '' : '\t'}${values[i] ?? '\\N'}`;
  return `${line}\n`;
}

class TableWriter {
  readonly load: LoadTable;
  rows = 0;
  private readonly client: pg.Client;
  private stream: CopyStreamQuery | undefined;
  private buffer = '';
  private failure: Error | undefined;

  constructor(client: pg.Client, load: LoadTable) {
    this.client = client;
    client.on('error', (error) => {
      this.failure ??= error;
    });
    this.load = load;
  }

  /** The table is emptied in the same transaction, so that with wal_level = minimal nothing goes through the log. */
  async open(): Promise<void> {
    const { table, columns } = this.load;
    await this.client.connect();
    await this.client.query('set synchronous_commit = off');
    await this.client.query('set statement_timeout = 0');
    await this.client.query('begin');
    await this.client.query(`truncate ${table}`);
    const stream = this.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    stream.on('error', (error: Error) => {
      this.failure ??= error;
    });
    this.stream = stream;
  }

  readonly add = (line: string): void => {
    this.buffer += line;
    this.rows += 1;
  };

  get isFull(): boolean {
    return this.buffer.length >= FLUSH_AT;
  }

  /** Waits when the server is behind: memory stays constant. */
  async flush(): Promise<void> {
    if (this.failure) throw this.failure;
    if (!this.stream || this.buffer === '') return;
    const chunk = this.buffer;
    this.buffer = '';
    if (!this.stream.write(chunk)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    if (!this.stream) return;
    await this.flush();
    this.stream.end();
    await finished(this.stream, { readable: false });
    await this.client.query('commit');
  }

  /** Safe at any time: what was not committed is rolled back. */
  async end(): Promise<void> {
    this.stream?.destroy();
    await this.client.end();
  }
}

/**
 * Loads a synthetic population into empty registers: rows streamed by COPY at constant memory, indexes and
 * constraints built afterwards. Killed in the middle, the next call begins anew.
 * @throws RangeError when persons are registered already
 */
export async function seedPopulation(options: SeedOptions): Promise<SeedResult> {
  const { connection, loads, now, cipher, seed = DEFAULT_SEED } = options;
  const admin = createClient(connection);
  await admin.connect();
  try {
    await admin.query('set statement_timeout = 0');
    const tables = loads.map((load) => load.table);
    await demandEmpty(admin, tables);
    await removeIndexes(admin, tables);
    const started = performance.now();
    const tools: LoadTools = { idOf: createIdMaker(seed), cipher, recordedAt: now.toISOString() };
    const { persons, rows } = await writeAll(options, tools);
    const loaded = performance.now();
    options.onProgress?.({ phase: 'index', persons });
    await restoreIndexes(admin, connection);
    const indexed = performance.now();
    options.onProgress?.({ phase: 'analyse', persons });
    await admin.query(`analyze ${tables.join(', ')}`);
    return {
      persons,
      rows,
      milliseconds: { load: loaded - started, index: indexed - loaded, analyse: performance.now() - indexed },
    };
  } finally {
    await admin.end();
  }
}

async function demandEmpty(admin: pg.Client, tables: readonly string[]): Promise<void> {
  if ((await loadPhase(admin)) === 'interrupted') {
    await admin.query(`truncate ${tables.join(', ')} cascade`);
    return;
  }
  for (const table of tables) {
    const { rowCount } = await admin.query(`select 1 from ${table} limit 1`);
    if (rowCount)
      throw new RangeError(`${table} already holds rows; a population is loaded into an empty register only`);
  }
}

async function writeAll(
  options: SeedOptions,
  tools: LoadTools,
): Promise<{ persons: number; rows: Record<string, number> }> {
  const writers = options.loads.map((load) => new TableWriter(createClient(options.connection), load));
  let persons = 0;
  let nextProgress = PROGRESS_EVERY;
  try {
    for (const writer of writers) await writer.open();
    const { units, persons: wanted, seed, asOf } = options;
    for (const household of generatePopulation({ units, persons: wanted, seed, asOf })) {
      persons += household.persons.length;
      for (const writer of writers) {
        writer.load.write(household, tools, writer.add);
        if (writer.isFull) await writer.flush();
      }
      if (persons >= nextProgress) {
        nextProgress += PROGRESS_EVERY;
        options.onProgress?.({ phase: 'load', persons });
      }
    }
    for (const writer of writers) {
      writer.load.finish?.(writer.add);
      await writer.close();
    }
    return { persons, rows: Object.fromEntries(writers.map((writer) => [writer.load.table, writer.rows])) };
  } finally {
    await Promise.allSettled(writers.map((writer) => writer.end()));
  }
}
