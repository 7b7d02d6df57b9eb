import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectSheet, parseSheet } from '#lib/catalog';
import {
  caseFor,
  checkAnswers,
  checkDefinition,
  citedLaw,
  componentsFor,
  DefinitionError,
  feesFor,
  isPaperless,
  parseDefinition,
  periodOf,
  readDefinition,
  renderDefinition,
  type ServiceContext,
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

const identity = { state: 'confirmed' } as const;
const me = {
  fullName: 'H’Mĩn Niê Kđăm',
  personalNumber: '100000000123',
  birthDate: '1994-03-14',
  permanentAddress: 'Buôn Kŏ Tam',
};
const contact = { delivery: 'vault', phone: '0900000123' };
const filing = (over: Partial<ServiceContext>): ServiceContext => ({
  day: '2026-11-23',
  channel: 'online',
  applicant: { kind: 'person', birthDate: '1994-03-14' },
  filer: { relation: 'self' },
  form: {},
  data: { identity },
  ...over,
});
const cost = (definition: ServiceDefinition, context: ServiceContext): number | undefined => {
  const result = feesFor(definition, context);
  return result.ok ? result.total : undefined;
};
const shown = (definition: ServiceDefinition, context: ServiceContext): Record<string, string> =>
  Object.fromEntries(componentsFor(definition, context).map((item) => [item.key, item.need]));

describe('2.000635, copy of a civil-status extract', () => {
  const definition = parseDefinition(read('2.000635'));
  const form = { subject: 'self', ...me, eventKind: 'birth', copies: 3, ...contact };
  const found = filing({ form, data: { identity, civilStatusRecord: { state: 'confirmed', value: {} } } });

  it('is proved by data alone, costs 8,000 đồng a copy and ends the same day before 15:00', () => {
    expect(checkAnswers(definition, found)).toEqual([]);
    expect(shown(definition, found)).toEqual({
      requestForm: 'form',
      identity: 'data',
      civilStatusRecord: 'data',
    });
    expect(isPaperless(componentsFor(definition, found))).toBe(true);
    expect(cost(definition, found)).toBe(24_000);
    const limit = caseFor(definition, found)?.timeLimits[0];
    expect(limit === undefined ? null : periodOf(limit)).toMatchObject({
      amount: 0,
      unit: 'WORKING_DAY',
      cutOff: 900,
    });
  });

  it('can be filed while the register is silent, and then takes the longer case', () => {
    const silent = filing({
      form,
      data: { identity: { state: 'unavailable' }, civilStatusRecord: { state: 'unavailable' } },
    });
    expect(shown(definition, silent)).toEqual({
      requestForm: 'form',
      identity: 'later',
      civilStatusRecord: 'later',
    });
    expect(caseFor(definition, silent)?.key).toBe('inBooks');
  });

  it('asks who is on the record for another person, and a power of attorney of an authorised filer', () => {
    const other = filing({
      form: { ...form, subject: 'parent' },
      filer: { relation: 'authorised' },
      data: found.data,
    });
    expect(checkAnswers(definition, other).map((item) => item.field)).toEqual(['person']);
    expect(shown(definition, other)['authorisation']).toBe('upload');
  });

  it('refuses 0 and 21 copies, a number of registration without its year, a registration in the future', () => {
    const fault = (over: object): string[] =>
      checkAnswers(definition, filing({ form: { ...form, ...over } })).map(
        (item) => `${item.field}:${item.fault}`,
      );
    expect(fault({ copies: 0 })).toEqual(['copies:range']);
    expect(fault({ copies: 21 })).toEqual(['copies:range']);
    expect(fault({ registrationNumber: '45' })).toEqual(['registrationNumber:form']);
    expect(fault({ registeredOn: '2026-11-24' })).toEqual(['registeredOn:rule']);
    expect(fault({ registeredOn: '2026-11-23' })).toEqual([]);
    expect(fault({ delivery: 'post' })).toEqual(['postalAddress:required']);
  });

  it('asks an organisation for its written request and reason', () => {
    const agency = filing({ applicant: { kind: 'organisation' }, filer: { relation: 'director' }, form: {} });
    expect(shown(definition, agency)['officialRequest']).toBe('upload');
    expect(checkAnswers(definition, agency).map((item) => item.field)).toContain('reason');
    expect(checkAnswers(definition, agency).map((item) => item.field)).not.toContain('fullName');
  });
});

describe('1.004194, temporary residence', () => {
  const definition = parseDefinition(read('1.004194'));
  const owner = { fullName: 'Y Wŭt Ƀkrông', personalNumber: '100000000456' };
  const form = {
    filing: 'self',
    ...me,
    dwelling: { place: '24305', line: 'Buôn Tring 2' },
    dwellingBasis: 'rent',
    owner,
    from: '2026-12-01',
    to: '2028-11-30',
    ...contact,
  };
  const fault = (over: object): string[] =>
    checkAnswers(definition, filing({ form: { ...form, ...over } })).map(
      (item) => `${item.field}:${item.fault}`,
    );

  it('is complete in five answers, costs 7,000 online and 15,000 at the counter, 3 working days', () => {
    expect(fault({})).toEqual([]);
    expect(cost(definition, filing({ form }))).toBe(7000);
    expect(cost(definition, filing({ form, channel: 'counter' }))).toBe(15_000);
    expect(caseFor(definition, filing({ form }))?.timeLimits[0]).toMatchObject({
      amount: 3,
      unit: 'WORKING_DAY',
    });
  });

  it('takes the dwelling from data or from a document, and the consent of the householder', () => {
    const withData = (state: 'confirmed' | 'absent'): Record<string, string> =>
      shown(definition, filing({ form, data: { identity, dwelling: { state } } }));
    expect(withData('confirmed')).toEqual({
      requestForm: 'form',
      identity: 'data',
      dwellingProof: 'data',
      ownerConsent: 'consent',
    });
    expect(withData('absent')['dwellingProof']).toBe('upload');
    const relative = shown(definition, filing({ form: { ...form, dwellingBasis: 'relative' } }));
    expect(relative).toEqual({ requestForm: 'form', identity: 'data', ownerConsent: 'consent' });
    const own = shown(definition, filing({ form: { ...form, dwellingBasis: 'owned' } }));
    expect(own).toEqual({ requestForm: 'form', identity: 'data', dwellingProof: 'pending' });
  });

  it('lasts two years at most', () => {
    expect(fault({ to: '2028-12-01' })).toEqual([]);
    expect(fault({ to: '2028-12-02' })).toEqual(['to:rule']);
    expect(fault({ to: '2026-12-01' })).toEqual(['to:rule']);
    expect(fault({ from: '2026-01-01', to: '2026-11-23' })).toEqual(['to:rule']);
  });

  it('asks a minor who files alone for parent or guardian and takes no fee of a child or of the elderly', () => {
    const minor = filing({ form, applicant: { kind: 'person', birthDate: '2009-11-24' } });
    expect(checkAnswers(definition, minor).map((item) => item.field)).toEqual(['guardian']);
    expect(shown(definition, minor)['guardianConsent']).toBe('consent');
    expect(cost(definition, minor)).toBe(7000);
    expect(cost(definition, filing({ form, applicant: { kind: 'person', birthDate: '2010-11-24' } }))).toBe(
      0,
    );
    expect(cost(definition, filing({ form, applicant: { kind: 'person', birthDate: '2010-11-23' } }))).toBe(
      7000,
    );
    expect(cost(definition, filing({ form, applicant: { kind: 'person', birthDate: '1966-11-23' } }))).toBe(
      0,
    );
    expect(cost(definition, filing({ form, data: { identity, feeGroup: { state: 'confirmed' } } }))).toBe(0);
    expect(cost(definition, filing({ form, data: { identity, feeGroup: { state: 'absent' } } }))).toBe(7000);
  });

  it('takes a list of an organisation by the person, and refuses a list of a person', () => {
    const people = Array.from({ length: 12 }, (_, i) => ({ fullName: `Công nhân ${i}` }));
    const list = {
      filing: 'list',
      dwelling: form.dwelling,
      dwellingBasis: 'employer',
      people,
      from: form.from,
      to: form.to,
      ...contact,
    };
    const company = filing({
      applicant: { kind: 'organisation' },
      filer: { relation: 'director' },
      form: list,
    });
    expect(checkAnswers(definition, company)).toEqual([]);
    expect(cost(definition, company)).toBe(60_000);
    expect(cost(definition, { ...company, channel: 'counter' })).toBe(120_000);
    expect(shown(definition, company)).toEqual({ requestForm: 'form', listRequest: 'upload' });
    expect(checkAnswers(definition, filing({ form: list })).map((item) => item.field)).toContain('filing');
  });
});

describe('1.012566, confirmation of an old number', () => {
  const definition = parseDefinition(read('1.012566'));
  const form = { numberKind: 'old-id', ...me, oldNumber: '240000123', purpose: 'bank', ...contact };

  it('is free and proved by the population database', () => {
    const context = filing({ form, data: { identity, oldNumber: { state: 'confirmed' } } });
    expect(checkAnswers(definition, context)).toEqual([]);
    expect(cost(definition, context)).toBe(0);
    expect(isPaperless(componentsFor(definition, context))).toBe(true);
    expect(caseFor(definition, context)?.key).toBe('inData');
  });

  it('asks for a photo of the old card when the database knows nothing, and not when it is silent', () => {
    const state = (s: 'absent' | 'unavailable'): string | undefined =>
      shown(definition, filing({ form, data: { identity, oldNumber: { state: s } } }))['oldNumberProof'];
    expect([state('absent'), state('unavailable')]).toEqual(['upload', 'later']);
  });

  it('refuses eight digits, and a cancelled number equal to the present one', () => {
    const fault = (over: object): string[] =>
      checkAnswers(definition, filing({ form: { ...form, ...over } })).map(
        (item) => `${item.field}:${item.fault}`,
      );
    expect(fault({ oldNumber: '24000012' })).toEqual(['oldNumber:form']);
    expect(fault({ numberKind: 'cancelled-number', cancelledNumber: me.personalNumber })).toEqual([
      'cancelledNumber:rule',
    ]);
  });
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
  it('accepts a definition that ends when everything in it ends', () => {
    const ended = structuredClone(elephantRace);
    ended.validTo = '2026-07-01';
    expect(checkDefinition(ended)).toEqual([]);
  });
});
