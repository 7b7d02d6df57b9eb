import { expect, test } from 'vitest';
import { sourceFiles } from './source.ts';

interface Ban {
  readonly name: string;
  readonly pattern: RegExp;
  readonly where: (path: string) => boolean;
}

const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || /fixtures?\.ts$/.test(path);
const isServer = (path: string) => /^src\/(platform|modules)\//.test(path) && !isTest(path);
const isLib = (path: string) => path.startsWith('lib/') && !isTest(path);

/** Where time and chance enter the house. */
const sources = new Set(['src/platform/runtime/clock.ts', 'src/platform/runtime/random.ts']);

const bans: readonly Ban[] = [
  {
    name: 'time only from ctx.clock',
    pattern: /\bDate\.now\(|new Date\(\)/,
    where: (path) => (isServer(path) || isLib(path)) && !sources.has(path),
  },
  {
    name: 'chance only from ctx.random and ctx.ids',
    pattern: /\bMath\.random\(|randomUUID\(/,
    where: (path) => (isServer(path) || isLib(path)) && !sources.has(path),
  },
  {
    name: 'lib does no input or output',
    pattern: /from 'node:(fs|fs\/promises|net|http|https|child_process|dns|tls|os|worker_threads)'/,
    where: isLib,
  },
  {
    name: 'SQL never calls now(), random() or gen_random_uuid()',
    pattern: /sql`[^`]*\b(now\(\)|random\(\)|gen_random_uuid\(|current_timestamp)/i,
    where: isServer,
  },
  { name: 'no enum', pattern: /^\s*(export )?(const )?enum \w/m, where: (path) => !isTest(path) },
];

const files = sourceFiles();

test.each(bans)('$name', ({ pattern, where }) => {
  const looked = files.filter((file) => where(file.path));
  expect(looked.length).toBeGreaterThan(30);
  expect(
    looked.filter((file) => pattern.test(file.text.replaceAll(/\$\{[^}]*\}/g, '?'))).map((file) => file.path),
  ).toEqual([]);
});

test.each([
  ['const a = Date.now()', 0],
  ['const a = new Date()', 0],
  ['Math.random()', 1],
  ["import { readFileSync } from 'node:fs'", 2],
  ['sql`insert into a values (now())`', 3],
  ['export enum Colour { Red }', 4],
])('the ban finds a planted %s', (text, index) => {
  expect(bans[index]?.pattern.test(text)).toBe(true);
});
