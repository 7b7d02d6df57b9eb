import pg from 'pg';

const { Pool, types } = pg;

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

export interface PoolOptions {
  readonly max?: number;
  readonly applicationName?: string;
}

export type ConnectionConfig = pg.ClientConfig;

export function createPool(connection: ConnectionConfig, options: PoolOptions = {}): pg.Pool {
  const pool = new Pool({
    ...connection,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'serepok',
    types: parsers,
    statement_timeout: 60_000,
  });
  // A broken idle connection is replaced by the pool; the next query tells whoever needs to know.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function createClient(connection: ConnectionConfig): pg.Client {
  return new pg.Client({ ...connection, types: parsers });
}
