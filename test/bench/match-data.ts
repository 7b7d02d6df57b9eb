import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { listFile, makeList, type NoisyRow, populationSeed, useOfSeed } from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { registerColumns } from '../../src/app/match-files.ts';
import { readPlaces } from '../../src/app/match-places.ts';
import { projectFolder } from '../../src/app/process.ts';

/** Files of one measurement; made once, kept under .serepok/bench/match. */
export interface MatchFiles {
  readonly population: string;
  readonly list: string;
  readonly truth: string;
  readonly places: string;
}

/** Files are those of one state of the generators: another state makes its own. */
function edition(): string {
  const hash = createHash('sha256');
  for (const library of ['list-noise', 'synthetic-population'])
    for (const name of readdirSync(join(projectFolder, 'lib', library)).toSorted())
      if (name.endsWith('.ts') && !name.endsWith('.test.ts'))
        hash.update(readFileSync(join(projectFolder, 'lib', library, name)));
  return hash.digest('hex').slice(0, 8);
}

const folder = join(projectFolder, '.serepok', 'bench', 'match', edition());

export function benchFolder(): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function* everybody(persons: number, seed: number): Generator<SyntheticPerson> {
  const options = { units: daklakUnits(), persons, seed: populationSeed(seed) };
  for (const household of generatePopulation(options)) yield* household.persons;
}

/** Makes what is missing: the population of the seed's half, and a list with the noise of `standardNoise` about it. */
export function makeFiles(persons: number, rows: number, seed: number): MatchFiles {
  const base = benchFolder();
  const files = {
    population: join(base, `population-${useOfSeed(seed)}-${persons}.csv`),
    list: join(base, `list-${seed}-${persons}-${rows}.csv`),
    truth: join(base, `truth-${seed}-${persons}-${rows}.csv`),
    places: join(base, 'places.csv'),
  };
  if (!existsSync(files.places)) writeWhole(files.places, placeLines());
  if (!existsSync(files.population)) writeWhole(files.population, populationLines(persons, seed));
  if (!existsSync(files.truth)) writeList(files, { persons, rows, seed });
  return files;
}

function writeWhole(path: string, lines: Iterable<string>): void {
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(part, path);
}

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\n`;
}

function* placeLines(): Generator<string> {
  yield line(['alias', 'code']);
  for (const [alias, codes] of readPlaces().aliases) for (const code of codes) yield line([alias, code]);
}

function* populationLines(persons: number, seed: number): Generator<string> {
  yield line(registerColumns);
  for (const person of everybody(persons, seed)) yield line(registerCells(person));
}

/** A person as the register exports it, in the order of `registerColumns`. */
export function registerCells(person: SyntheticPerson): string[] {
  const { currentAddress: home, permanentAddress: registered, birth } = person;
  const day = [birth.year, birth.month, birth.day].filter((part) => part !== undefined);
  const numbers = (kind: string, state: string) =>
    person.identifiers
      .filter((one) => one.kind === kind && one.state === state)
      .map(({ value }) => value)
      .join('|');
  const places = [home.unitCode, registered.unitCode].filter((code) => code !== undefined);
  const streets = [home, registered].map(({ detail, hamlet }) => `${detail} ${hamlet}`.trim());
  return [
    String(person.ref),
    person.name.full,
    day.map((part) => String(part).padStart(2, '0')).join('-'),
    person.sex,
    person.number,
    numbers('personal_number', 'cancelled'),
    numbers('cmnd9', 'expired'),
    [...new Set(places)].join('|'),
    [...new Set(streets)].join(' | '),
    person.father?.name ?? '',
    person.mother?.name ?? '',
    person.ethnicity,
    person.status,
  ];
}

function writeList(files: MatchFiles, at: { persons: number; rows: number; seed: number }): void {
  const { persons, rows, seed } = at;
  const options = { units: daklakUnits(), formerUnits: readPlaces().former, eligible: persons };
  const truth: string[] = [line(['row', 'key'])];
  const list = makeList(everybody(persons, seed), { kind: 'general', seed, rows, ...options });
  // The header is row 1 of the file, so that list row n is row n + 1: the key under which it is matched.
  const noted = function* (): Generator<NoisyRow> {
    for (const row of list) {
      truth.push(line([String(row.row + 1), row.truth.ref === undefined ? '' : String(row.truth.ref)]));
      yield row;
    }
  };
  const part = `${files.list}.part`;
  const file = openSync(part, 'w');
  for (const bytes of listFile('general', noted())) writeSync(file, bytes);
  closeSync(file);
  renameSync(part, files.list);
  writeWhole(files.truth, truth);
}
