import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  caseFor,
  checkAnswers,
  componentsFor,
  feesFor,
  isPaperless,
  parseDefinition,
  periodOf,
  type ServiceContext,
  type ServiceDefinition,
} from './index.ts';

const folder = new URL('../../catalog/procedures/', import.meta.url);
const read = (code: string): string => readFileSync(new URL(`${code}.yaml`, folder), 'utf8');

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
