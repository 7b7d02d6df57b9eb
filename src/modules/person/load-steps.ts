import type pg from 'pg';
import { type ConnectionConfig, createClient } from '#platform/db';

interface Step {
  /** Keys and indexes before the constraints that need them. */
  readonly stage: number;
  readonly drop: string;
  readonly restore: string;
}

const stepsQuery = `
  select case when c.contype = 'f' then 3 else 1 end as stage,
         format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as "drop",
         format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as restore
    from pg_constraint c
   where c.contype in ('p', 'u', 'f', 'x') and (c.conrelid = any ($1::text[]::regclass[]) or c.confrelid = any ($1::text[]::regclass[]))
  union all
  select 2, format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    from pg_index i
   where i.indrelid = any ($1::text[]::regclass[])
     and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
  order by stage desc, restore`;

export async function loadPhase(admin: pg.Client): Promise<'idle' | 'interrupted'> {
  const { rowCount } = await admin.query('select 1 from person.load_step limit 1');
  return rowCount ? 'interrupted' : 'idle';
}

/** Takes keys, indexes and foreign keys off the tables and notes how to lay them again, in one transaction. */
export async function removeIndexes(admin: pg.Client, tables: readonly string[]): Promise<void> {
  await admin.query('begin');
  const { rows } = await admin.query<Step>(stepsQuery, [tables]);
  for (const step of rows) await admin.query(step.drop);
  const ordered = rows.toSorted((a, b) => a.stage - b.stage);
  const { rows: last } = await admin.query<{ last: number }>(
    'select coalesce(max(position), 0) as last from person.load_step',
  );
  for (const [index, step] of ordered.entries()) {
    const position = (last[0]?.last ?? 0) + 1 + index;
    await admin.query('insert into person.load_step values ($1, $2)', [position, step.restore]);
  }
  await admin.query('commit');
}

const isForeignKey = (statement: string) => /\bFOREIGN KEY\b/.test(statement);

/** Lays everything again, two statements at a time: keys and indexes first, then foreign keys. */
export async function restoreIndexes(admin: pg.Client, connection: ConnectionConfig): Promise<void> {
  const { rows } = await admin.query<{ position: number; statement: string }>(
    'select position, statement from person.load_step order by position',
  );
  for (const stage of [false, true]) {
    const queue = rows.filter((row) => isForeignKey(row.statement) === stage);
    await Promise.all([layAll(connection, queue), layAll(connection, queue)]);
  }
}

async function layAll(
  connection: ConnectionConfig,
  queue: { position: number; statement: string }[],
): Promise<void> {
  const client = createClient(connection);
  await client.connect();
  try {
    await client.query(`set maintenance_work_mem = '256MB'`);
    await client.query('set max_parallel_maintenance_workers = 0');
    await client.query('set statement_timeout = 0');
    for (let step = queue.shift(); step; step = queue.shift()) {
      await client.query('begin');
      await client.query(step.statement);
      await client.query('delete from person.load_step where position = $1', [step.position]);
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}
