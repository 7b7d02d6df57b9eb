import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, root } from './source.ts';

const files = projectFiles();
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const isText = (path: string) =>
  /\.(ts|tsx|md|ya?ml|json|sql|sh|css|html)$/.test(path) && path !== 'package-lock.json';

test('files are named in kebab-case and none is called utils, helpers, common or manager', () => {
  const code = files.filter((path) => /\.(ts|tsx)$/.test(path));
  expect(code.length).toBeGreaterThan(100);
  const odd = code.filter(
    (path) =>
      !/^(?:\.?[a-z0-9-]+\/)*[a-z0-9-]+(?:\.(?:test|spec|generated|config|fixture|d))*\.tsx?$/.test(path),
  );
  expect(odd).toEqual([]);
  expect(code.filter((path) => /\/(utils?|helpers?|common|manager)\.tsx?$/.test(path))).toEqual([]);
});

test('the README is short', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150);
  expect(textOf('docs/ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(120);
});

test('the lock file carries no download addresses', () => {
  expect(textOf('package-lock.json')).not.toMatch(/"resolved":/);
  const manifest = JSON.parse(textOf('package.json')) as Record<string, Record<string, string> | undefined>;
  const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
    Object.values(manifest[group] ?? {}),
  );
  expect(versions.length).toBeGreaterThan(40);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

test('no personal number outside the test range appears in what is stored or seeded', () => {
  const looked = files.filter(
    (path) =>
      isText(path) &&
      /^(catalog|src|sandbox|lib\/synthetic-population|test\/(e2e|models|factories))\//.test(path),
  );
  const found = looked.flatMap((path) =>
    [...textOf(path).matchAll(/X[0-9]{8}(?![\w.-])/g)].map((match) => `${path}: ${match[0].slice(0, 3)}…`),
  );
  expect(found).toEqual([]);
});

test('nothing names a path of the machine it was written on', () => {
  const pattern = new RegExp(['(^|[^a-zA-Z0-9._-])/', '(work|farm)', '/[a-z.]'].join(''));
  expect(files.filter((path) => isText(path) && pattern.test(textOf(path)))).toEqual([]);
});
