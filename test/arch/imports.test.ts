import { expect, test } from 'vitest';
import { rooms } from '../../src/app/rooms.ts';
import { type SourceFile, importsOf, roomOf, sourceFiles, targetOf } from './source.ts';

const layers = ['platform', 'registry', 'service', 'insight'];
const layerOf = new Map(rooms.map((room) => [room.name, layers.indexOf(room.layer)]));
const dependsOn = new Map(rooms.map((room) => [room.name, room.dependsOn]));

const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('test/');
const moduleName = (room: string) => room.replace('src/modules/', '');

/** Each rule answers with what is wrong with an import, or null. */
type Rule = (file: SourceFile, target: string) => string | null;

const libImportsOnlyLib: Rule = (file, target) =>
  file.path.startsWith('lib/') && !isTest(file.path) && !target.startsWith('lib/')
    ? 'lib imports only lib'
    : null;

const platformKnowsNoDomain: Rule = (file, target) =>
  file.path.startsWith('src/platform/') &&
  !isTest(file.path) &&
  (target.startsWith('src/modules/') || target.startsWith('src/app/'))
    ? 'the platform knows no module'
    : null;

const sandboxStandsApart: Rule = (file, target) =>
  (file.path.startsWith('sandbox/') || file.path.startsWith('agent/')) && target.startsWith('src/')
    ? 'sandbox and agent import nothing of src'
    : null;

const srcKnowsNoSandbox: Rule = (file, target) =>
  file.path.startsWith('src/') &&
  !isTest(file.path) &&
  (target.startsWith('sandbox/') || target.startsWith('web/'))
    ? 'src imports neither sandbox nor web'
    : null;

const webSeesContractsOnly: Rule = (file, target) =>
  file.path.startsWith('web/') && target.startsWith('src/') && !/\/(contract|texts)[^/]*\.ts$/.test(target)
    ? 'web imports contracts, texts and lib, nothing else of the server'
    : null;

const contractsAreIsomorphic: Rule = (file, target) =>
  /^src\/.*\/(contract|texts)[^/]*\.ts$/.test(file.path) &&
  !/\/(contract|texts|rules)[^/]*\.ts$/.test(target) &&
  !target.startsWith('lib/')
    ? 'a contract imports contracts, pure rules and lib only'
    : null;

const throughTheFrontDoor: Rule = (file, target) => {
  const [from, to] = [roomOf(file.path), roomOf(target)];
  if (
    from === to ||
    isTest(file.path) ||
    !/^(src\/(platform|modules)|lib)\//.test(target) ||
    file.path.startsWith('src/app/')
  )
    return null;
  return /\/(index|contract|texts)\.ts$/.test(target)
    ? null
    : 'another room is imported through its index.ts only';
};

const modulesFollowTheirManifest: Rule = (file, target) => {
  const [from, to] = [roomOf(file.path), roomOf(target)];
  if (from === to || isTest(file.path) || !from.startsWith('src/modules/') || !to.startsWith('src/modules/'))
    return null;
  const [name, other] = [moduleName(from), moduleName(to)];
  if (!layerOf.has(name)) return null;
  if ((layerOf.get(other) ?? 0) > (layerOf.get(name) ?? 0)) return `${other} lies on a higher floor`;
  return dependsOn.get(name)?.includes(other) ? null : `the manifest of ${name} does not name ${other}`;
};

const rules = [
  libImportsOnlyLib,
  platformKnowsNoDomain,
  sandboxStandsApart,
  srcKnowsNoSandbox,
  webSeesContractsOnly,
  contractsAreIsomorphic,
  throughTheFrontDoor,
  modulesFollowTheirManifest,
];

function faultsOf(file: SourceFile): string[] {
  return file.imports.flatMap(({ specifier }) => {
    const target = targetOf(file, specifier);
    if (target === null) return [];
    return rules.flatMap((rule) => {
      const fault = rule(file, target);
      return fault ? [`${file.path} → ${specifier}: ${fault}`] : [];
    });
  });
}

const files = sourceFiles();

test('arrows only go down, and only through front doors', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(faultsOf)).toEqual([]);
});

test.each([
  ['lib/identity/x.ts', "import { a } from '#platform/db'"],
  ['src/platform/db/x.ts', "import { a } from '#modules/dossier'"],
  ['src/platform/http/x.ts', "export { a } from '../db/pool.ts'"],
  ['sandbox/bank/x.ts', "import { a } from '../../src/app/config.ts'"],
  ['web/src/x.tsx', "import { a } from '#modules/dossier'"],
  ['src/modules/dossier/contract.ts', "import { a } from './store.ts'"],
  ['src/modules/procedure/x.ts', "import { a } from '#modules/dossier'"],
  ['src/modules/dossier/x.ts', "const a = await import('../../../sandbox/bank/book.ts')"],
])('a planted violation in %s is found', (path, text) => {
  expect(faultsOf({ path, text, imports: importsOf(path, text) })).not.toEqual([]);
});
