import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';

const { Client, Pool, types } = pg;

const INT8 = 20;
const DATE = 1082;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Error(`an 8-byte integer does not fit a JavaScript number: ${text}`);
  return value;
}

/** Days stay text (yyyy-MM-dd); 8-byte integers become numbers or throw; instants become Date. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return parseInt8;
    if (oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format);
  }) as typeof types.getTypeParser,
};

/** Beyond this many different statements a connection prepares no more: lists of every length would fill its memory. */
const MOST_PREPARED = 400;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `s${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
  names.set(text, name);
  return name;
}

/** What has no parameters is prepared when it can only be one statement. */
function isPreparable(text: string, values: unknown): boolean {
  if (!Array.isArray(values)) return false;
  return values.length > 0 || (text.startsWith('select') && !text.includes(';'));
}

/**
 * Prepares each statement once per connection: most of a short statement's cost under row-level security is planning it.
 * A plan is kept for one role; whoever changes a table's columns restarts the servers.
 */
class PreparingClient extends Client {
  #isHeld = false;

  /** Statements sent in the same turn leave in one packet. */
  #hold(): void {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    if (this.#isHeld) return;
    this.#isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }

  override query: typeof Client.prototype.query = ((...args: unknown[]) => {
    const [text, values] = args;
    const name = typeof text === 'string' && isPreparable(text, values) ? nameOf(text) : undefined;
    this.#hold();
    const query = Reflect.get(Client.prototype, 'query') as (...given: unknown[]) => unknown;
    return name === undefined
      ? query.apply(this, args)
      : query.call(this, { name, text, values }, ...args.slice(2));
  }) as typeof Client.prototype.query;
}

export interface PoolOptions {
  readonly max?: number;
  readonly applicationName?: string;
  /** Statements are sent without waiting for the answers of those before. Default true; the job queue's own pool waits. */
  readonly isPipelined?: boolean;
}

export type ConnectionConfig = pg.ClientConfig;

export function createPool(connection: ConnectionConfig, options: PoolOptions = {}): pg.Pool {
  const pool = new Pool({
    ...connection,
    Client: PreparingClient,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'serepok',
    types: parsers,
    statement_timeout: 60_000,
    pipeline: options.isPipelined ?? true,
  });
  // A broken idle connection is replaced by the pool; the next query tells whoever needs to know.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function createClient(connection: ConnectionConfig): pg.Client {
  return new pg.Client({ ...connection, types: parsers });
}
