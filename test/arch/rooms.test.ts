import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCronItems } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableSecurity } from '#platform/access';
import { inBuildOrder, migrationName, schemaOf, tableTypes } from '#platform/db';
import { rooms } from '../../src/app/rooms.ts';
import { type TestHouse, openHouse } from '../support/house.ts';
import { root, sourceFiles } from './source.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const files = sourceFiles();
const inRoom = (folder: string) =>
  files.filter((file) => join(root, file.path).startsWith(`${folder}/`) && !file.path.endsWith('.test.ts'));

test('the rooms have one order and different names', () => {
  expect(inBuildOrder(rooms)).toHaveLength(rooms.length);
  expect(new Set(rooms.map((room) => room.name)).size).toBe(rooms.length);
});

describe.each(rooms.map((room) => [room.name, room] as const))('room %s', (name, room) => {
  test('has a front door, and its folder bears its name', () => {
    expect(room.folder.endsWith(`/${name}`)).toBe(true);
    expect(existsSync(join(room.folder, 'index.ts'))).toBe(true);
    const text = readFileSync(join(room.folder, 'index.ts'), 'utf8');
    expect(
      text.split('\n').filter((line) => line.trim() && !/^(export|import|\}|  |\/\/|\/\*\*| \*)/.test(line)),
    ).toEqual([]);
  });

  test('a module tells in at most 40 lines what it is', () => {
    if (room.layer === 'platform') return;
    const readme = join(room.folder, 'README.md');
    expect(existsSync(readme), `${name} has no README.md`).toBe(true);
    expect(readFileSync(readme, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test('the queue understands its schedules', () => {
    const items = (room.schedules ?? []).map(({ job, cron }) => ({ task: job, match: cron }));
    expect(() => parseCronItems(items)).not.toThrow();
    const jobs = new Set((room.jobs ?? []).map((job) => job.name));
    expect(items.filter(({ task }) => !jobs.has(task))).toEqual([]);
  });

  test('its migrations are well named', () => {
    const folder = join(room.folder, 'migrations');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    expect(names.filter((file) => !migrationName.test(file))).toEqual([]);
  });

  test('migrations leave time, chance and ids to the application', () => {
    const folder = join(room.folder, 'migrations');
    const texts = existsSync(folder)
      ? readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
      : [];
    for (const text of texts)
      expect(text.replaceAll(/--.*$/gm, '')).not.toMatch(
        /\bdefault\s+(now\(\)|gen_random_uuid|uuidv7|current_timestamp|random\()/i,
      );
  });

  test('SQL names no foreign schema', () => {
    const foreign = rooms.filter((other) => other.name !== name && other.layer !== 'platform').map(schemaOf);
    if (room.layer === 'insight' || foreign.length === 0) return;
    const schemas = `(?:${foreign.join('|')})\\.[a-z_]+`;
    // in SQL text after a blank, or as Kysely's quoted table name
    const pattern = new RegExp(
      `(?:\\b(?:from|join|into|update|table)\\s+\\(?|(?:from|join|into|table)\\s*\\(\\s*['"\`])${schemas}`,
      'i',
    );
    const faults = inRoom(room.folder)
      .filter((file) => pattern.test(file.text))
      .map((file) => file.path);
    expect(faults).toEqual([]);
  });

  test('every error it declares has a sentence in both languages, and nothing else has', () => {
    const declared = Object.keys(room.errors?.statuses ?? {}).sort();
    const said = Object.keys(room.texts?.errors ?? {}).sort();
    expect(said).toEqual(declared);
    for (const sentence of Object.values(room.texts?.errors ?? {})) {
      expect(sentence.vi.length).toBeGreaterThan(5);
      expect(sentence.en.length).toBeGreaterThan(5);
    }
  });

  test('the events it emits are declared', () => {
    const emitted = new Set(
      inRoom(room.folder).flatMap((file) =>
        [...file.text.matchAll(/emit\(\{\s*type: '([^']+)'/g)].map((match) => match[1] ?? ''),
      ),
    );
    expect([...emitted].filter((type) => !room.events?.includes(type))).toEqual([]);
  });
});

test('every table says what it is, of which class, kept how long, by which law', async () => {
  const { rows } = await house.admin.query<{ table: string; comment: string | null }>(
    `select n.nspname || '.' || c.relname as table, obj_description(c.oid) as comment from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)`,
    [[...rooms.map(schemaOf), 'migration']],
  );
  expect(rows.length).toBeGreaterThan(5);
  const shape = /^[^|]+ \| class: (public|technical|personal|sensitive) \| retention: [^|]+ \| basis: .+$/;
  expect(rows.filter((row) => !shape.test(row.comment ?? '')).map((row) => row.table)).toEqual([]);
});

test('every table is named by its room’s policy, and row-level security is forced where rows concern somebody', async () => {
  const { rows } = await house.admin.query<{ table: string; forced: boolean; owner: string }>(
    `select n.nspname || '.' || c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)`,
    [rooms.map(schemaOf)],
  );
  const securities = new Map(
    rooms
      .flatMap((room) => (room.policy ? tableSecurity(room.policy) : []))
      .map((security) => [security.table, security]),
  );
  expect(rows.filter((row) => !securities.has(row.table)).map((row) => row.table)).toEqual([]);
  const unguarded = rows.filter(
    (row) => (securities.get(row.table)?.policies.length ?? 0) > 0 && !row.forced,
  );
  expect(unguarded.map((row) => row.table)).toEqual([]);
  expect(rows.filter((row) => row.owner !== 'serepok_owner').map((row) => row.table)).toEqual([]);
});

test('the generated row types are those of the migrated database', async () => {
  const stale = [...(await tableTypes(house.admin, rooms))].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  expect(
    stale.map(([path]) => path),
    'run ./serepok types',
  ).toEqual([]);
});

test('every route says what it does, and no identifier of a person stands in a path', () => {
  const handlers = rooms.flatMap((room) => room.routes ?? []);
  const keys = handlers.map((handler) => `${handler.contract.method} ${handler.contract.path}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const handler of handlers) {
    expect(handler.contract.summary.length).toBeGreaterThan(3);
    expect(handler.contract.path).not.toMatch(/\{(personNumber|personalNumber|cccd|number)\}/i);
  }
});
