import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectSheet, parseSheet } from '#lib/catalog';
import {
  checkDefinition,
  citedLaw,
  DefinitionError,
  parseDefinition,
  readDefinition,
  renderDefinition,
  type ServiceDefinition,
} from './index.ts';
import { elephantRace } from './made-up.fixture.ts';

const folder = new URL('../../catalog/procedures/', import.meta.url);
const codes = readdirSync(folder)
  .filter((file) => /^\d\.\d{6}\.yaml$/.test(file))
  .map((file) => file.replace('.yaml', ''));
const read = (code: string): string => readFileSync(new URL(`${code}.yaml`, folder), 'utf8');
const law = expectSheet(
  parseSheet(readFileSync(new URL('../law/instruments.yaml', folder), 'utf8')),
  'instrument',
);
const instruments = new Map(law.rows.map((row) => [row.id, row]));
const essential = expectSheet(
  parseSheet(readFileSync(new URL('essential-services.yaml', folder), 'utf8')),
  'essential-service',
);

describe('the definitions of catalog/procedures', () => {
  it('are the three real ones', () => expect(codes.toSorted()).toEqual(['1.004194', '1.012566', '2.000635']));

  it.each(codes)(
    '%s is canonical, cites known instruments in force on its first day, and is in the list of essential services',
    (code) => {
      const definition = parseDefinition(read(code));
      expect(definition.code).toBe(code);
      expect(renderDefinition(definition)).toBe(read(code));
      for (const id of citedLaw(definition)) {
        const instrument = instruments.get(id);
        expect(instrument, id).toBeDefined();
        expect(instrument?.validTo === null || (instrument?.validTo ?? '') > definition.validFrom, id).toBe(
          true,
        );
        expect((instrument?.validFrom ?? '') <= definition.validFrom, id).toBe(true);
      }
      expect(essential.rows.find((row) => row.number === definition.essential)?.codes).toContain(code);
    },
  );
});

type Draft = { -readonly [K in keyof ServiceDefinition]: ServiceDefinition[K] };
const broken = (change: (draft: Draft) => void): string => {
  const draft = structuredClone(elephantRace) as Draft;
  change(draft);
  return checkDefinition(draft)
    .map((item) => `${item.path}: ${item.message}`)
    .join('\n');
};
const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error('fixture');
  return item;
};

describe('a definition that breaks a rule', () => {
  const table: [string, (draft: Draft) => void, string][] = [
    ['ends before it begins', (d) => (d.validTo = '2026-01-01'), 'validTo: is not after'],
    [
      'has no case for the rest',
      (d) => (at(d.cases, 1).when = { present: 'form.place' }),
      'the last case must apply',
    ],
    [
      'lets a director file where no organisation may apply',
      (d) => (d.applicantKinds = ['person']),
      'filers:',
    ],
    ['has one key twice', (d) => (at(d.components, 1).key = 'plan'), 'components: key plan occurs twice'],
    [
      'has one field twice on two pages',
      (d) => (at(at(d.pages, 2).fields, 0).key = 'place'),
      'fields: key place occurs twice',
    ],
    [
      'reads an answer nobody is asked for',
      (d) => (at(d.cases, 0).when = { present: 'form.nothing' }),
      'form.nothing is neither',
    ],
    [
      'reads data nobody looks up',
      (d) => (at(d.outcomes, 0).lines = [{ label: at(d.pages, 0).title, value: 'data.moon.value' }]),
      'data.moon.value is neither',
    ],
    [
      'reads an unknown path in a line of the result',
      (d) =>
        (at(d.outcomes, 0).lines = [
          { label: at(d.pages, 0).title, value: 'form.place', when: { present: 'form.gone' } },
        ]),
      'form.gone is neither',
    ],
    [
      'fills a sentence with what is not asked',
      (d) => (at(d.outcomes, 0).statement = { vi: '{form.gone}', en: '{form.gone}' }),
      'form.gone is neither',
    ],
    [
      'sends the dossier by an unknown place',
      (d) => (d.agencies.decides.place = 'form.gone'),
      'agencies.decides',
    ],
    [
      'asks consent of an unknown person',
      (d) => (at(d.components, 4).consent = { of: 'form.gone', text: d.name, ways: ['vneid'] }),
      'form.gone is neither',
    ],
    [
      'leaves days without a time limit',
      (d) => (at(at(d.cases, 1).timeLimits, 1).validFrom = '2026-07-02'),
      'cases.small.timeLimits',
    ],
    [
      'has two time limits on a day',
      (d) => (at(at(d.cases, 1).timeLimits, 1).validFrom = '2026-06-30'),
      'cases.small.timeLimits',
    ],
    ['lets a rule end', (d) => (at(d.rules.appeal, 0).validTo = '2026-12-31'), 'rules.appeal'],
    ['begins before its rule', (d) => (d.validFrom = '2025-12-31'), 'rules.appeal'],
    [
      'has a limit of no days',
      (d) => (at(at(d.cases, 0).timeLimits, 0).amount = 0),
      'only WORKING_DAY may be 0',
    ],
    [
      'has a fee with two figures',
      (d) => (at(at(d.fees, 0).lines, 0).tiers = [{ upTo: null, amount: 1 }]),
      'either amount or tiers',
    ],
    [
      'has a fee without figure',
      (d) => (at(at(d.fees, 0).lines, 0).amount = undefined),
      'either amount or tiers',
    ],
    [
      'counts without saying what',
      (d) => (at(at(d.fees, 0).lines, 0).count = undefined),
      'count must be given',
    ],
    [
      'has falling tiers',
      (d) =>
        (at(at(d.fees, 1).lines, 0).tiers = [
          { upTo: 2, amount: 1 },
          { upTo: 1, amount: 1 },
          { upTo: null, amount: 1 },
        ]),
      'tiers must rise',
    ],
    [
      'has closed tiers',
      (d) => (at(at(d.fees, 1).lines, 0).tiers = [{ upTo: 2, amount: 1 }]),
      'tiers must rise',
    ],
    ['has a channel without fee', (d) => (d.channels = ['online', 'post']), 'channel post has no line'],
    [
      'has data without source',
      (d) => (at(d.components, 1).dataSource = undefined),
      'dataSource belongs to kind data',
    ],
    [
      'has consent without text',
      (d) => (at(d.components, 4).consent = undefined),
      'consent belongs to kind consent',
    ],
    ['accepts nothing', (d) => (at(d.components, 3).upload = undefined), 'says what is accepted'],
    ['uploads a form', (d) => (at(d.components, 0).upload = at(d.components, 3).upload), 'takes no upload'],
    ['has a number without sequence', (d) => (at(d.outcomes, 0).number = '1/GP'), 'number has no {seq}'],
    [
      'says different things in two languages',
      (d) => (at(d.outcomes, 0).statement.en = 'Leave.'),
      'the two languages',
    ],
    ['delivers to a vault it does not use', (d) => (d.delivery = ['post']), 'vault is not among'],
    [
      'has choices on a text',
      (d) => (at(at(d.pages, 2).fields, 0).choices = [{ value: 'a', label: d.name }]),
      'choices belong',
    ],
    [
      'has a place without level',
      (d) => (at(at(d.pages, 0).fields, 0).placeLevel = undefined),
      'placeLevel belongs',
    ],
    [
      'prefills without saying whether it may be changed',
      (d) => (at(at(d.pages, 0).fields, 0).prefill = { register: 'population', path: 'place' }),
      'may be changed',
    ],
    [
      'offers a choice twice',
      (d) =>
        Object.assign(at(at(d.pages, 2).fields, 0), {
          type: 'choice',
          choices: [
            { value: 'a', label: d.name },
            { value: 'a', label: d.name },
          ],
        }),
      'a choice occurs twice',
    ],
    [
      'has minimum above maximum',
      (d) => (at(at(d.pages, 2).fields, 0).minimum = 10),
      'minimum above maximum',
    ],
    ['leads nowhere', (d) => (at(at(d.steps, 0).actions, 0).to = 'moon'), 'leads to unknown step moon'],
    [
      'has a step never reached',
      (d) => (at(at(d.steps, 0).actions, 0).to = 'close'),
      'steps.decide: is never reached',
    ],
    ['never ends', (d) => (at(at(d.steps, 2).actions, 2).to = 'close'), 'leads to no result'],
    ['names a step like an end', (d) => (at(d.steps, 2).key = 'done'), 'key names an end'],
    ['has a step twice', (d) => (at(d.steps, 2).key = 'decide'), 'key occurs twice'],
    [
      'starts at the deciding agency',
      (d) => (at(d.steps, 0).at = 'deciding'),
      'the first step is at the receiving',
    ],
    ['never signs', (d) => (at(at(d.steps, 2).actions, 0).action = 'handOver'), 'sign occurs at no step'],
    ['has no steps', (d) => (d.steps = []), 'approve occurs at no step'],
  ];
  it.each(table)('%s', (_name, change, expected) => {
    expect(broken(change)).toContain(expected);
  });
});

it('a condition may read the channel, the day, the applicant and the filer; a sentence nothing else', () => {
  for (const name of ['channel', 'day', 'applicant.kind', 'filer.relation']) {
    expect(
      broken((d) => (at(d.cases, 0).when = { present: name })),
      name,
    ).toBe('');
  }
  const wrong = broken((d) => (at(d.outcomes, 0).statement = { vi: '{moon.phase}', en: '{moon.phase}' }));
  expect(wrong).toContain('moon.phase is neither');
});

describe('reading a definition', () => {
  const faultsOf = (run: () => unknown): string => {
    try {
      run();
      return '';
    } catch (error) {
      return error instanceof DefinitionError ? error.message : 'other';
    }
  };
  it('names the path of what does not fit the form', () => {
    expect(faultsOf(() => readDefinition({ ...elephantRace, code: '1' }))).toContain('code');
    expect(faultsOf(() => readDefinition({ ...elephantRace, surprise: 1 }))).toContain('surprise');
    expect(faultsOf(() => readDefinition({ ...elephantRace, name: { vi: 'x' } }))).toContain('name.en');
    expect(faultsOf(() => parseDefinition('a: ['))).toContain('service definition');
    expect(faultsOf(() => readDefinition({ ...elephantRace, validTo: '2026-01-01' }))).toContain('validTo');
  });
  it('accepts a definition that ends when, or before, everything in it ends', () => {
    const until = (definitionEnds: string | null, ruleEnds: string): string =>
      broken((d) => {
        d.validTo = definitionEnds;
        at(d.rules.appeal, 0).validTo = ruleEnds;
      });
    expect(broken((d) => (d.validTo = '2026-07-01'))).toBe('');
    expect(until('2026-07-01', '2026-07-01')).toBe('');
    expect(until('2026-07-01', '2026-07-02')).toBe('');
    expect(until('2026-07-02', '2026-07-01')).toContain('rules.appeal');
    expect(until(null, '2026-07-01')).toContain('rules.appeal');
  });

  it('draws its lines exactly', () => {
    const upTo = (first: number, second: number): string =>
      broken(
        (d) =>
          (at(at(d.fees, 1).lines, 0).tiers = [
            { upTo: first, amount: 1 },
            { upTo: second, amount: 1 },
            { upTo: null, amount: 1 },
          ]),
      );
    expect(upTo(2, 2)).toContain('tiers must rise');
    expect(upTo(2, 3)).toBe('');
    expect(broken((d) => Object.assign(at(at(d.pages, 2).fields, 0), { minimum: 9, maximum: 9 }))).toBe('');
    const zero = broken((d) => Object.assign(at(at(d.cases, 1).timeLimits, 0), { amount: 0 }));
    expect(zero).toContain('only WORKING_DAY may be 0');
  });
});
