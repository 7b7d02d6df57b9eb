import { pathsOf, type Condition } from './condition.ts';
import { placeholdersOf } from './outcome.ts';
import type { Bilingual, Dated } from './parts.ts';
import type { ServiceDefinition } from './schema.ts';
import { checkForm } from './check-form.ts';
import { checkSteps } from './check-steps.ts';

export type DefinitionFault = { path: string; message: string };

/** Thrown when a definition cannot be used; carries every fault. */
export class DefinitionError extends Error {
  readonly faults: readonly DefinitionFault[];
  constructor(faults: readonly DefinitionFault[]) {
    super(`service definition: ${faults.map((fault) => `${fault.path}: ${fault.message}`).join('; ')}`);
    this.name = 'DefinitionError';
    this.faults = faults;
  }
}

const fault = (path: string, message: string): DefinitionFault => ({ path, message });

const twice = (path: string, keys: readonly string[]): DefinitionFault[] =>
  keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => fault(path, `key ${key} occurs twice`));

const uniqueKeys = (definition: ServiceDefinition): DefinitionFault[] => [
  ...twice(
    'pages',
    definition.pages.map((page) => page.key),
  ),
  ...twice(
    'fields',
    definition.pages.flatMap((page) => page.fields.map((field) => field.key)),
  ),
  ...twice(
    'components',
    definition.components.map((component) => component.key),
  ),
  ...twice(
    'cases',
    definition.cases.map((item) => item.key),
  ),
  ...twice(
    'fees',
    definition.fees.map((fee) => fee.key),
  ),
  ...twice(
    'outcomes',
    definition.outcomes.map((outcome) => outcome.key),
  ),
];

const conditionsOf = (definition: ServiceDefinition): [string, Condition | undefined][] => [
  ...definition.cases.map((item): [string, Condition] => [`cases.${item.key}`, item.when]),
  ...definition.components.map((item): [string, Condition | undefined] => [
    `components.${item.key}`,
    item.when,
  ]),
  ...definition.outcomes.map((item): [string, Condition | undefined] => [`outcomes.${item.key}`, item.when]),
  ...definition.fees.flatMap((fee) => [
    ...fee.lines.map((line): [string, Condition | undefined] => [`fees.${fee.key}`, line.when]),
    ...fee.exemptions.map((row): [string, Condition] => [`fees.${fee.key}.${row.key}`, row.when]),
  ]),
  ...definition.steps.flatMap((step) =>
    step.actions.map((item): [string, Condition | undefined] => [`steps.${step.key}`, item.when]),
  ),
  ...definition.pages.flatMap((page) => [
    [`pages.${page.key}`, page.when] as [string, Condition | undefined],
    ...page.fields.flatMap((field): [string, Condition | undefined][] => [
      [`fields.${field.key}`, field.when],
      [`fields.${field.key}`, field.required],
      ...(field.rules ?? []).map((rule): [string, Condition] => [`fields.${field.key}`, rule.check]),
    ]),
  ]),
];

const plainPathsOf = (definition: ServiceDefinition): [string, string][] => [
  ...(definition.agencies.decides.place === null
    ? []
    : [['agencies.decides', definition.agencies.decides.place] as [string, string]]),
  ...definition.fees.flatMap((fee) =>
    fee.lines.flatMap((line) =>
      [line.count, line.times].flatMap((path): [string, string][] =>
        path === undefined ? [] : [[`fees.${fee.key}`, path]],
      ),
    ),
  ),
  ...definition.components.flatMap((item): [string, string][] =>
    item.consent === undefined ? [] : [[`components.${item.key}`, item.consent.of]],
  ),
  ...definition.outcomes.flatMap((outcome): [string, string][] => [
    ...[outcome.copies, outcome.lasts?.from, outcome.lasts?.to].flatMap((path): [string, string][] =>
      path === undefined ? [] : [[`outcomes.${outcome.key}`, path]],
    ),
    ...outcome.lines.map((line): [string, string] => [`outcomes.${outcome.key}`, line.value]),
    ...outcome.lines
      .flatMap((line) => (line.when === undefined ? [] : pathsOf(line.when)))
      .map((path): [string, string] => [`outcomes.${outcome.key}`, path]),
    ...placeholdersOf(outcome.statement.vi).map((path): [string, string] => [
      `outcomes.${outcome.key}.statement`,
      path,
    ]),
  ]),
];

const isKnownPath = (definition: ServiceDefinition, path: string): boolean => {
  const [root, name] = path.split('.');
  if (root === 'form')
    return definition.pages.some((page) => page.fields.some((field) => field.key === name));
  if (root === 'data') return definition.components.some((component) => component.dataSource?.claim === name);
  return root === 'day' || root === 'channel' || root === 'applicant' || root === 'filer';
};

const unknownPaths = (definition: ServiceDefinition): DefinitionFault[] => {
  const read = [
    ...conditionsOf(definition).flatMap(([at, tree]) =>
      tree === undefined ? [] : pathsOf(tree).map((path): [string, string] => [at, path]),
    ),
    ...plainPathsOf(definition),
  ];
  return read
    .filter(([, path]) => !isKnownPath(definition, path))
    .map(([at, path]) => fault(at, `${path} is neither asked nor looked up`));
};

const isGapless = (rows: readonly Dated[], from: string, to: string | null): boolean => {
  const sorted = rows.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || first.validFrom > from) return false;
  const joined = sorted.every((row, index) => index === 0 || sorted[index - 1]?.validTo === row.validFrom);
  return joined && (last.validTo === null || (to !== null && last.validTo >= to));
};

const datedFaults = (definition: ServiceDefinition): DefinitionFault[] => {
  const lists: [string, readonly Dated[]][] = [
    ...definition.cases.map((item): [string, readonly Dated[]] => [
      `cases.${item.key}.timeLimits`,
      item.timeLimits,
    ]),
    ...Object.entries(definition.rules).map(([name, rows]): [string, readonly Dated[]] => [
      `rules.${name}`,
      rows,
    ]),
  ];
  return lists
    .filter(([, rows]) => !isGapless(rows, definition.validFrom, definition.validTo))
    .map(([path]) => fault(path, 'leaves days of the definition uncovered or covered twice'));
};

const zeroFaults = (definition: ServiceDefinition): DefinitionFault[] =>
  definition.cases
    .filter((item) => item.timeLimits.some((row) => row.amount === 0 && row.unit !== 'WORKING_DAY'))
    .map((item) => fault(`cases.${item.key}`, 'only WORKING_DAY may be 0 (within the day of receipt)'));

const lineFaults = (
  line: ServiceDefinition['fees'][number]['lines'][number],
  path: string,
): DefinitionFault[] => {
  const faults: DefinitionFault[] = [];
  if ((line.amount === undefined) === (line.tiers === undefined))
    faults.push(fault(path, 'needs either amount or tiers'));
  if ((line.per === 'case') === (line.count !== undefined))
    faults.push(fault(path, 'count must be given unless per case, and only then'));
  const tiers = line.tiers ?? [];
  const ascending = tiers.every(
    (tier, index) => index === 0 || (tier.upTo ?? Infinity) > (tiers[index - 1]?.upTo ?? Infinity),
  );
  if (tiers.length > 0 && (!ascending || tiers.at(-1)?.upTo !== null))
    faults.push(fault(path, 'tiers must rise and the last be open'));
  return faults;
};

const feeFaults = (definition: ServiceDefinition): DefinitionFault[] =>
  definition.fees.flatMap((fee) => [
    ...fee.lines.flatMap((line) => lineFaults(line, `fees.${fee.key}`)),
    ...definition.channels
      .filter((channel) => {
        const open = fee.lines.filter((line) => line.when === undefined && line.channels.includes(channel));
        return !isGapless(open, definition.validFrom, definition.validTo);
      })
      .map((channel) => fault(`fees.${fee.key}`, `channel ${channel} has no line that applies to everyone`)),
  ]);

const componentFaults = (definition: ServiceDefinition): DefinitionFault[] =>
  definition.components.flatMap((item) => {
    const given = {
      data: item.dataSource !== undefined,
      upload: item.upload !== undefined,
      consent: item.consent !== undefined,
    };
    const path = `components.${item.key}`;
    const faults: DefinitionFault[] = [];
    if (given.data !== (item.kind === 'data')) faults.push(fault(path, 'dataSource belongs to kind data'));
    if (given.consent !== (item.kind === 'consent'))
      faults.push(fault(path, 'consent belongs to kind consent'));
    if (item.kind === 'upload' && !given.upload)
      faults.push(fault(path, 'kind upload says what is accepted'));
    if (item.kind === 'form' && given.upload) faults.push(fault(path, 'kind form takes no upload'));
    return faults;
  });

const samePlaceholders = (text: Bilingual): boolean =>
  placeholdersOf(text.vi).toSorted().join() === placeholdersOf(text.en).toSorted().join();

const outcomeFaults = (definition: ServiceDefinition): DefinitionFault[] =>
  definition.outcomes.flatMap((outcome) => {
    const path = `outcomes.${outcome.key}`;
    const faults: DefinitionFault[] = [];
    if (!/\{seq(?::\d)?\}/.test(outcome.number)) faults.push(fault(path, 'number has no {seq}'));
    if (!samePlaceholders(outcome.statement))
      faults.push(fault(path, 'the two languages fill in different values'));
    if (outcome.vault && !definition.delivery.includes('vault'))
      faults.push(fault(path, 'vault is not among the ways of delivery'));
    return faults;
  });

const headFaults = (definition: ServiceDefinition): DefinitionFault[] => {
  const faults: DefinitionFault[] = [];
  if (definition.validTo !== null && definition.validTo <= definition.validFrom)
    faults.push(fault('validTo', 'is not after validFrom'));
  if (definition.cases.at(-1)?.when !== true)
    faults.push(fault('cases', 'the last case must apply to everyone (when: true)'));
  if (definition.filers.includes('director') !== definition.applicantKinds.includes('organisation')) {
    faults.push(fault('filers', 'a director files exactly where organisations may apply'));
  }
  return faults;
};

/** Rules a definition must keep beyond its form; an empty answer means it may be published. */
export function checkDefinition(definition: ServiceDefinition): DefinitionFault[] {
  return [
    ...headFaults(definition),
    ...uniqueKeys(definition),
    ...unknownPaths(definition),
    ...datedFaults(definition),
    ...zeroFaults(definition),
    ...feeFaults(definition),
    ...componentFaults(definition),
    ...outcomeFaults(definition),
    ...checkForm(definition),
    ...checkSteps(definition),
  ];
}

/** Every instrument a definition cites, so that they can be checked against the law room on its first day. */
export function citedLaw(definition: ServiceDefinition): string[] {
  const cited = [
    ...definition.legalBasis,
    ...definition.cases.flatMap((item) => item.timeLimits.flatMap((row) => row.law)),
    ...definition.fees.flatMap((fee) => [...fee.lines, ...fee.exemptions].flatMap((row) => row.law)),
    ...Object.values(definition.rules).flatMap((rows) => rows.flatMap((row) => row.law)),
    ...definition.components.flatMap((component) => component.law ?? []),
  ];
  return [...new Set(cited)].toSorted();
}
