import { describe, expect, it } from 'vitest';
import {
  actionsAt,
  caseFor,
  checkAnswers,
  checkDefinition,
  componentsFor,
  countedAnswers,
  documentNumber,
  feesFor,
  fillStatement,
  isEvidenceEnough,
  isPaperless,
  missingComponents,
  outcomesFor,
  pagesFor,
  parseDefinition,
  periodOf,
  placeholdersOf,
  renderDefinition,
  ruleOn,
  stepOf,
  timeLimitFor,
  type ServiceContext,
} from './index.ts';
import { elephantRace, raceContext } from './made-up.fixture.ts';

// The proof that the engine is data alone: a procedure no code knows, taken through every function.
const race = parseDefinition(renderDefinition(elephantRace));
const total = (context: ServiceContext): number | string => {
  const result = feesFor(race, context);
  return result.ok ? result.total : `${result.fee}:${result.reason}`;
};
const people = (count: number): { fullName: string }[] =>
  Array.from({ length: count }, (_, i) => ({ fullName: `Y ${i}` }));

describe('a made-up procedure', () => {
  it('keeps every rule of a definition', () => {
    expect(checkDefinition(race)).toEqual([]);
    expect(race).toEqual(elephantRace);
  });

  it('falls into the first case that holds, with the time limit of the day', () => {
    expect(caseFor(race, raceContext())?.key).toBe('small');
    expect(caseFor(race, raceContext({ form: { mahouts: people(10) } }))?.key).toBe('big');
    expect(timeLimitFor(race, raceContext())).toMatchObject({ amount: 4, unit: 'HOUR' });
    const after = timeLimitFor(race, raceContext({ day: '2026-07-01' }));
    expect(after === undefined ? null : periodOf(after)).toEqual({
      amount: 0,
      unit: 'WORKING_DAY',
      cutOff: 900,
      ends: 'closing',
    });
    expect(periodOf({ amount: 2, unit: 'DAY' })).toEqual({
      amount: 2,
      unit: 'DAY',
      cutOff: null,
      ends: 'closing',
    });
    expect(timeLimitFor(race, raceContext({ day: '2025-12-31' }))).toBeUndefined();
    expect(caseFor({ ...race, cases: [] }, raceContext())).toBeUndefined();
    expect(timeLimitFor({ ...race, cases: [] }, raceContext())).toBeUndefined();
  });

  it('has rules on time that change on a day', () => {
    expect(ruleOn(race, 'stop', '2026-06-30')?.after.amount).toBe(30);
    expect(ruleOn(race, 'stop', '2026-07-01')?.after.amount).toBe(60);
    expect(ruleOn(race, 'supplement', '2025-01-01')).toBeUndefined();
  });

  it('offers at each step the actions whose condition holds', () => {
    const withPrize = raceContext({ form: { hasPrize: true } });
    expect(actionsAt(race, 'decide', raceContext()).map((item) => item.action)).toEqual(['approve', 'stop']);
    expect(actionsAt(race, 'decide', withPrize).map((item) => item.action)).toEqual([
      'approve',
      'consult',
      'stop',
    ]);
    expect(actionsAt(race, 'nowhere', withPrize)).toEqual([]);
    expect(stepOf(race, 'close')?.role).toBe('clerk');
    expect(outcomesFor(race, raceContext()).map((item) => item.key)).toEqual(['leave']);
    expect(outcomesFor(race, withPrize)).toHaveLength(2);
  });
});

describe('fees', () => {
  it('multiplies by the persons named', () => expect(total(raceContext())).toBe(2000));
  it('takes the first line that applies on the channel', () => {
    expect(total(raceContext({ channel: 'counter', form: { hasPrize: true } }))).toBe(9000);
    expect(total(raceContext({ channel: 'counter' }))).toBe(5001);
  });
  it('changes on the day the figure changes, not before', () => {
    expect(total(raceContext({ channel: 'counter', day: '2026-06-30' }))).toBe(5001);
    expect(total(raceContext({ channel: 'counter', day: '2026-07-01' }))).toBe(6000);
  });
  it('rounds a reduction in favour of the payer and takes the largest one', () => {
    const person: ServiceContext['applicant'] = { kind: 'person', birthDate: '1990-01-01' };
    expect(total(raceContext({ channel: 'counter', applicant: person }))).toBe(2500);
    expect(total(raceContext({ channel: 'counter', applicant: person, day: '2026-07-01' }))).toBe(6000);
    const old: ServiceContext['applicant'] = { kind: 'person', birthDate: '1960-01-01' };
    const result = feesFor(race, raceContext({ channel: 'counter', applicant: old }));
    expect(result).toMatchObject({
      ok: true,
      total: 0,
      items: [{ gross: 5001, amount: 0, exemption: { key: 'old', percent: 100 } }, { amount: 0 }],
    });
  });
  it.each([
    [1, 1, 2000],
    [2, 1, 4000],
    [3, 1, 5000],
    [3, 2, 10_000],
    [50, 3, 30_000],
  ])('%i pages, %i copies by tiers with a cap: %i đồng', (posterPages, posterCopies, expected) => {
    expect(total(raceContext({ channel: 'counter', form: { posterPages, posterCopies } }))).toBe(
      expected + 5001,
    );
  });
  it('says so when a figure is missing, impossible, or the channel has no fee', () => {
    expect(total(raceContext({ form: {} }))).toBe('race:countMissing');
    expect(total(raceContext({ form: { mahouts: [] } }))).toBe('race:countMissing');
    expect(total(raceContext({ channel: 'counter', form: { posterPages: 2.5, posterCopies: 1 } }))).toBe(
      'poster:countMissing',
    );
    expect(total(raceContext({ channel: 'counter', form: { posterPages: -1, posterCopies: 1 } }))).toBe(
      'poster:countMissing',
    );
    expect(total(raceContext({ channel: 'counter', form: { posterPages: 2 } }))).toBe('poster:countMissing');
    expect(total(raceContext({ channel: 'post' }))).toBe('race:noLine');
    expect(total(raceContext({ day: '2025-12-31' }))).toBe('race:noLine');
  });
});

describe('components', () => {
  const needs = (over: Partial<ServiceContext> = {}): Record<string, string> =>
    Object.fromEntries(
      componentsFor(race, raceContext(over)).map((item) => [item.key, `${item.need}:${item.reason}`]),
    );

  it('are proved by data when the register confirms, by a document when it does not', () => {
    expect(needs()).toEqual({
      plan: 'form:byDefinition',
      elephants: 'pending:notAsked',
      identity: 'pending:notAsked',
      photo: 'upload:byDefinition',
    });
    expect(
      needs({ data: { elephants: { state: 'confirmed' }, identity: { state: 'confirmed' } } }),
    ).toMatchObject({
      elephants: 'data:confirmed',
      identity: 'data:confirmed',
    });
    for (const state of ['absent', 'conflict', 'unavailable'] as const) {
      expect(needs({ data: { elephants: { state } } })['elephants']).toBe(`upload:${state}`);
      expect(needs({ data: { identity: { state } } })['identity']).toBe(`later:${state}`);
    }
  });

  it('wait where nothing else may prove it', () => {
    const bare = {
      ...race,
      components: race.components.map((item) =>
        item.key === 'elephants' ? { ...item, upload: undefined } : item,
      ),
    };
    const needed = componentsFor(bare, raceContext({ data: { elephants: { state: 'absent' } } }));
    expect(needed.find((item) => item.key === 'elephants')).toMatchObject({
      need: 'pending',
      reason: 'absent',
    });
  });

  it('does not take an inherited name for an answer', () => {
    const odd = {
      ...race,
      components: race.components.map((item) =>
        item.dataSource === undefined
          ? item
          : { ...item, dataSource: { ...item.dataSource, claim: 'constructor' } },
      ),
    };
    expect(componentsFor(odd, raceContext()).find((item) => item.key === 'elephants')?.need).toBe('pending');
  });

  it('ask for consent only under its condition, and hold up filing until everything is met', () => {
    const all = componentsFor(
      race,
      raceContext({
        form: { hasPrize: true },
        data: { elephants: { state: 'absent' }, identity: { state: 'unavailable' } },
      }),
    );
    const missing = (documents: string[], consents: string[]): string[] =>
      missingComponents(all, { documents, consents }).map((item) => item.key);
    expect(missing([], [])).toEqual(['elephants', 'elder']);
    expect(missing(['elephants'], [])).toEqual(['elder']);
    expect(missing(['elephants'], ['elephants'])).toEqual(['elder']);
    // where a signature serves, the signed paper stands for the consent
    expect(missing(['elephants', 'elder'], [])).toEqual([]);
    expect(missing(['elephants'], ['elder'])).toEqual([]);
    expect(
      missingComponents(componentsFor(race, raceContext()), { documents: [], consents: [] }).map(
        (n) => n.key,
      ),
    ).toEqual(['elephants', 'identity']);
  });

  it('tell a paperless dossier from one with paper', () => {
    const of = (state: 'confirmed' | 'absent'): boolean =>
      isPaperless(
        componentsFor(
          race,
          raceContext({ data: { elephants: { state }, identity: { state: 'confirmed' } } }),
        ),
      );
    expect([of('confirmed'), of('absent')]).toEqual([true, false]);
    expect(isPaperless(componentsFor(race, raceContext()))).toBe(false);
  });
});

describe('answers', () => {
  const faults = (form: Record<string, unknown>): string[] =>
    checkAnswers(race, raceContext({ form })).map((item) => `${item.page}.${item.field}:${item.fault}`);
  const good = { place: '24235', mahouts: people(1), hasPrize: false };

  it('accepts what is right and names what is missing, in the order of the pages', () => {
    expect(faults(good)).toEqual([]);
    expect(faults({})).toEqual([
      'place.place:required',
      'mahouts.mahouts:required',
      'mahouts.hasPrize:required',
    ]);
    expect(checkAnswers(race, raceContext({ form: {} }))[0]?.message?.vi).toBe('Chọn xã');
    expect(checkAnswers(race, raceContext({ form: {} }))[1]?.message).toBeNull();
  });

  it('asks for what an answer makes necessary and drops what it makes void', () => {
    expect(faults({ ...good, hasPrize: true })).toEqual(['mahouts.prize:required']);
    const kept = countedAnswers(
      race,
      raceContext({ form: { ...good, prize: 1, posterCopies: 3, unknown: 'x' } }),
    );
    expect(kept).toEqual(good);
    expect(
      pagesFor(race, raceContext({ form: { ...good, posterPages: 1 } })).map((page) => page.key),
    ).toEqual(['place', 'mahouts', 'poster']);
    const chained = { ...race, pages: [...race.pages].toReversed() };
    expect(countedAnswers(chained, raceContext({ form: { posterCopies: 2, prize: 5 } }))).toEqual({});
  });

  it('keeps the rule and the range', () => {
    expect(faults({ ...good, hasPrize: true, prize: 50_000_000 })).toEqual([]);
    expect(faults({ ...good, hasPrize: true, prize: 50_000_001 })).toEqual(['mahouts.prize:rule']);
    expect(faults({ ...good, hasPrize: true, prize: 1.5 })).toEqual(['mahouts.prize:form']);
    expect(faults({ ...good, mahouts: people(31) })).toEqual(['mahouts.mahouts:range']);
    expect(faults({ ...good, posterPages: 100, posterCopies: 1 })).toEqual(['mahouts.posterPages:range']);
  });

  it('an answer under the name of an inherited property is not taken', () => {
    expect(faults({ ...good, ['constructor']: 'x' })).toEqual([]);
  });
});

describe('evidence, numbers, sentences', () => {
  it.each([
    [['V2', 'I2+D'], 'V2', true],
    [['V2', 'I2+D'], 'V1', false],
    [['V2', 'I2+D'], 'I2', false],
    [['V2', 'I2+D'], 'I3+D', true],
    [['V2', 'I2+D'], 'I1+D', false],
    [['I2'], 'I2+D', true],
    [['I0'], '', false],
  ])('%j is met by %s: %s', (alternatives, held, expected) => {
    expect(isEvidenceEnough(alternatives, held)).toBe(expected);
  });

  it('pads a number and never cuts it', () => {
    expect(documentNumber('{seq:2}/{year}/GP', { sequence: 7, year: 2026 })).toBe('07/2026/GP');
    expect(documentNumber('{seq:2}/GP', { sequence: 12345, year: 2026 })).toBe('12345/GP');
    expect(documentNumber('{seq}/GP', { sequence: 7, year: 2026 })).toBe('7/GP');
  });

  it('fills a sentence through the caller', () => {
    const text = race.outcomes[0]?.statement.vi ?? '';
    expect(placeholdersOf(text)).toEqual(['form.place', 'day']);
    expect(fillStatement(text, raceContext(), (path, value) => `<${path}=${String(value)}>`)).toBe(
      'Cho phép đua tại <form.place=24235>, ngày <day=2026-03-01>.',
    );
  });
});
