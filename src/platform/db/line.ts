import {
  type Compilable,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';

/** One transaction on one connection. */
export interface Line<DB> {
  /** Statements asked for together travel together; each is answered in the order it was sent. */
  readonly db: Kysely<DB>;
  /**
   * Sends a statement at once and waits for nothing: what is asked later sees its effect, and when it fails the whole
   * transaction fails with its error.
   */
  later(query: Compilable | CompiledQuery): void;
}

const ABORTED = '25P02';
const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class Wire implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#client.query<never>(query.sql, [...query.parameters]);
    return writing.has(command)
      ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
      : { rows: (rows as R[] | undefined) ?? [] };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('a transaction of a use case does not stream');
  }
}

function closed(): Promise<never> {
  return Promise.reject(new Error('a use case runs in one transaction: it begins no other'));
}

function kyselyOn<DB>(client: pg.PoolClient): Kysely<DB> {
  const wire = new Wire(client);
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(wire),
    beginTransaction: closed,
    commitTransaction: closed,
    rollbackTransaction: closed,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Kysely's own objects are made once per connection. */
const known = new WeakMap<pg.PoolClient, Kysely<never>>();

function kyselyOf<DB>(client: pg.PoolClient): Kysely<DB> {
  const found = known.get(client) ?? kyselyOn<never>(client);
  known.set(client, found);
  // one object per transaction, so that what is kept for a transaction can be kept by it
  return found.withoutPlugins() as unknown as Kysely<DB>;
}

interface Sent {
  readonly answers: Promise<unknown>[];
  failure: { readonly error: unknown } | null;
}

function isConsequence(error: unknown): boolean {
  return (error as { code?: string }).code === ABORTED;
}

function send(client: pg.PoolClient, sent: Sent, query: { text: string; values?: readonly unknown[] }): void {
  const answer = query.values ? client.query(query.text, [...query.values]) : client.query(query.text);
  sent.answers.push(
    answer.catch((error: unknown) => {
      if (!isConsequence(error)) sent.failure ??= { error };
    }),
  );
}

async function commit(client: pg.PoolClient, sent: Sent): Promise<void> {
  const { command } = await client.query('commit');
  await Promise.all(sent.answers);
  if (sent.failure) throw sent.failure.error;
  if (command !== 'COMMIT') throw new Error('the transaction had failed before its end');
}

/** @returns whether the connection can be used again */
async function rollback(client: pg.PoolClient, sent: Sent): Promise<boolean> {
  try {
    await client.query('rollback');
    await Promise.all(sent.answers);
    return true;
  } catch {
    return false;
  }
}

/** Runs work in one transaction; commits it, or takes everything back and throws the first error. */
export async function inTransaction<DB, T>(pool: pg.Pool, work: (line: Line<DB>) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const sent: Sent = { answers: [], failure: null };
  let isSound = true;
  try {
    send(client, sent, { text: 'begin' });
    const result = await work({
      db: kyselyOf<DB>(client),
      later: (query) => {
        const { sql, parameters } = 'compile' in query ? query.compile() : query;
        send(client, sent, { text: sql, values: parameters });
      },
    });
    await commit(client, sent);
    return result;
  } catch (error) {
    isSound = await rollback(client, sent);
    throw sent.failure && isConsequence(error) ? sent.failure.error : error;
  } finally {
    client.release(!isSound);
  }
}
