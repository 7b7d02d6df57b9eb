import { beforeAll, describe, expect, it } from 'vitest';
import {
  apportion,
  createIdMaker,
  daklakUnits,
  ETHNIC_GROUPS,
  generatePopulation,
  MIN_PERSONS,
  PERSONA_COUNT,
  persona,
  personas,
  planUnits,
  type SyntheticHousehold,
  type SyntheticPerson,
} from './index.ts';

const units = daklakUnits();
const SIZE = process.env.SEREPOK_LONG === '1' ? 400_000 : 40_000;

let households: SyntheticHousehold[];
let persons: SyntheticPerson[];
let byRef: Map<number, SyntheticPerson>;

function collect(options: Partial<Parameters<typeof generatePopulation>[0]> = {}): SyntheticHousehold[] {
  return [...generatePopulation({ units, persons: 3000, ...options })];
}

beforeAll(() => {
  households = collect({ persons: SIZE });
  persons = households.flatMap((household) => household.persons);
  byRef = new Map(persons.map((person) => [person.ref, person]));
});

function at(ref: number | undefined): SyntheticPerson {
  const found = ref === undefined ? undefined : byRef.get(ref);
  if (!found) throw new Error(`ref ${ref} is nobody`);
  return found;
}

function bornOn(person: SyntheticPerson): string {
  const { year, month = 1, day = 1 } = person.birth;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

describe('count and determinism', () => {
  it('gives exactly the wanted number of persons with consecutive refs', () => {
    expect(persons).toHaveLength(SIZE);
    expect(byRef.size).toBe(SIZE);
    expect(byRef.has(0) && byRef.has(SIZE - 1)).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(collect({ seed: 'a' })).toEqual(collect({ seed: 'a' }));
    const names = (seed: string) => collect({ seed }).flatMap((h) => h.persons.map((p) => p.name.full));
    expect(names('a')).not.toEqual(names('b'));
  });

  it('does not depend on how it is divided among workers', () => {
    const whole = collect().map((household) => JSON.stringify(household));
    const parts = [0, 1, 2].flatMap((index) => collect({ partition: { index, of: 3 } }));
    expect(parts.map((household) => JSON.stringify(household)).toSorted()).toEqual(whole.toSorted());
  });

  it('streams: the first household comes before the rest is made', () => {
    const stream = generatePopulation({ units, persons: 50_000_000 });
    expect(stream.next().value?.persons.length).toBeGreaterThan(0);
    stream.return();
  });

  it('refuses impossible wishes', () => {
    expect(() => collect({ persons: MIN_PERSONS - 1 })).toThrow(/persons must be/);
    expect(() => collect({ persons: 1000.5 })).toThrow(/integer/);
    expect(() => collect({ units: [] })).toThrow(/unit/);
    expect(() => collect({ units: [...units.slice(0, 1), ...units.slice(0, 1)] })).toThrow(/unique/);
    expect(() => collect({ partition: { index: 2, of: 2 } })).toThrow(/partition/);
    expect(() => collect({ asOf: '2026-02-30' })).toThrow(/calendar/);
    expect(() => collect({ ethnicShares: { '99': 1 } })).toThrow(/ethnic/);
  });

  it('holds nobody but the featured persons at the smallest size', () => {
    expect(collect({ persons: MIN_PERSONS }).flatMap((h) => h.persons)).toHaveLength(PERSONA_COUNT);
  });
});

describe('numbers', () => {
  it('are unique, in the test range, and true to sex and year of birth', () => {
    const seen = new Set<string>();
    for (const person of persons) {
      for (const identifier of person.identifiers) {
        const key = `${identifier.kind}/${identifier.value}`;
        expect(seen.has(key)).toBe(false);
        seen.add(key);
      }
      if (person.phone !== undefined) {
        expect(seen.has(person.phone)).toBe(false);
        seen.add(person.phone);
        expect(person.phone).toMatch(/^090\d{7}$/);
      }
      expect(person.number).toMatch(/^100[0-3]\d{8}$/);
      const female = Number(person.number[3]) % 2 === 1;
      expect(female).toBe(person.sex === 'female');
      expect(person.number.slice(4, 6)).toBe(String(person.birth.year % 100).padStart(2, '0'));
    }
  });

  it('have one active personal number, and cancelled ones end where it begins', () => {
    let cancelled = 0;
    for (const person of persons) {
      const own = person.identifiers.filter((identifier) => identifier.kind === 'personal_number');
      const active = own.filter((identifier) => identifier.state === 'valid');
      expect(active.map((identifier) => identifier.value)).toEqual([person.number]);
      for (const old of own.filter((identifier) => identifier.state === 'cancelled')) {
        cancelled++;
        expect(old.validTo).toBe(active[0]?.validFrom);
        expect(old.value.slice(3, 6)).not.toBe(person.number.slice(3, 6));
      }
    }
    expect(cancelled / SIZE).toBeGreaterThan(0.002);
    expect(cancelled / SIZE).toBeLessThan(0.008);
  });

  it('never end before they begin', () => {
    for (const { validFrom, validTo } of persons.flatMap((person) => person.identifiers)) {
      if (validTo !== undefined) expect(validTo >= validFrom).toBe(true);
    }
  });

  it('leave room for 2.8 million persons with different numbers in every unit', () => {
    const last = planUnits({ units, persons: 2_800_000 }, PERSONA_COUNT).at(-1);
    expect((last?.firstRef ?? 0) + (last?.quota ?? 0)).toBe(2_800_000);
    if (process.env.SEREPOK_LONG !== '1') return;
    const seen = new Set<number>();
    let count = 0;
    for (const household of generatePopulation({ units, persons: 2_800_000 })) {
      for (const person of household.persons) {
        count++;
        for (const { kind, value } of person.identifiers) {
          if (kind === 'personal_number') expect(seen.size).toBeLessThan(seen.add(Number(value)).size + 1);
        }
      }
    }
    expect(count).toBe(2_800_000);
    expect(seen.size).toBeGreaterThan(2_800_000);
  }, 600_000);

  it('tells when a population is too large for the test range', () => {
    const one = { code: '00001', name: 'Thử', kind: 'commune' as const };
    const many = Array.from({ length: 9000 }, (_, i) => ({
      ...one,
      code: String(i),
      weight: i === 0 ? 1e9 : 1e-9,
    }));
    expect(() => [...generatePopulation({ units: many, persons: 60_000 })]).toThrow(/no number left/);
  });
});

describe('kinship and life events', () => {
  it('points at real persons of the right sex and age', () => {
    let linked = 0;
    for (const child of persons) {
      if (child.mother?.ref === undefined) continue;
      linked++;
      const mother = at(child.mother.ref);
      expect(mother.sex).toBe('female');
      expect(mother.name.full).toBe(child.mother.name);
      expect(mother.number).toBe(child.mother.number);
      const age = child.birth.year - mother.birth.year;
      expect(age).toBeGreaterThanOrEqual(18);
      expect(age).toBeLessThanOrEqual(46);
      if (mother.diedOn) expect(mother.diedOn >= bornOn(child).slice(0, 4)).toBe(true);
    }
    expect(linked / SIZE).toBeGreaterThan(0.5);
  });

  it('has mutual spouses of different sex, of age on the day', () => {
    for (const person of persons) {
      if (person.spouse?.ref === undefined) continue;
      const spouse = at(person.spouse.ref);
      expect(spouse.spouse?.ref).toBe(person.ref);
      expect(spouse.sex).not.toBe(person.sex);
      expect(spouse.marriedOn).toBe(person.marriedOn);
      const age = Number(person.marriedOn?.slice(0, 4)) - person.birth.year;
      expect(age).toBeGreaterThanOrEqual(person.sex === 'male' ? 20 : 18);
    }
  });

  it('marks the widowed, the dead and the orphans', () => {
    for (const person of persons) {
      if (person.diedOn) expect(person.status === 'deceased' && person.diedOn >= bornOn(person)).toBe(true);
      if (person.maritalStatus === 'widowed' && person.spouse?.ref !== undefined) {
        expect(at(person.spouse.ref).status).toBe('deceased');
      }
      if (person.guardian?.ref !== undefined) expect(at(person.guardian.ref).status).toBe('alive');
    }
    expect(persons.some((person) => person.guardian && person.role === undefined)).toBe(true);
  });

  it('puts every living person into one household with one head', () => {
    const seats = new Map<number, number>();
    for (const household of households) {
      expect(household.members.filter((member) => member.relation === 'head').map((m) => m.ref)).toEqual([
        household.headRef,
      ]);
      for (const member of household.members) seats.set(member.ref, (seats.get(member.ref) ?? 0) + 1);
    }
    for (const person of persons) expect(seats.get(person.ref) ?? 0).toBe(person.status === 'alive' ? 1 : 0);
  });

  it('passes the clan from the mother among the Ê Đê and the surname from the father among the Kinh', () => {
    const children = persons.filter(
      (person) => person.mother?.ref !== undefined && person.father?.ref !== undefined && !person.role,
    );
    const ede = children.filter(
      (child) => child.ethnicity === '12' && at(child.mother?.ref).ethnicity === '12',
    );
    const kinh = children.filter(
      (child) => child.ethnicity === '01' && at(child.father?.ref).ethnicity === '01',
    );
    expect(ede.length).toBeGreaterThan(100);
    expect(kinh.length).toBeGreaterThan(1000);
    for (const child of ede) expect(child.name.family).toBe(at(child.mother?.ref).name.family);
    for (const child of kinh) expect(child.name.family).toBe(at(child.father?.ref).name.family);
  });
});

describe('likeness to the province', () => {
  const alive = () => persons.filter((person) => person.status === 'alive');
  const share = (test: (person: SyntheticPerson) => boolean) => alive().filter(test).length / alive().length;

  it('has the age pyramid of a young province', () => {
    const age = (person: SyntheticPerson) => 2026 - person.birth.year;
    expect(share((p) => age(p) < 15)).toBeGreaterThan(0.22);
    expect(share((p) => age(p) < 15)).toBeLessThan(0.31);
    expect(share((p) => age(p) >= 60)).toBeGreaterThan(0.06);
    expect(share((p) => age(p) >= 60)).toBeLessThan(0.13);
    expect(share((p) => p.sex === 'male')).toBeGreaterThan(0.48);
    expect(share((p) => p.sex === 'male')).toBeLessThan(0.53);
  });

  it('meets the shares of the large groups within two points and knows 49', () => {
    expect(ETHNIC_GROUPS).toHaveLength(49);
    expect(new Set(ETHNIC_GROUPS.map((group) => group.code)).size).toBe(49);
    expect(Math.abs(share((p) => p.ethnicity === '01') - 0.733)).toBeLessThan(0.025);
    expect(Math.abs(share((p) => p.ethnicity === '12') - 0.134)).toBeLessThan(0.02);
  });

  it('writes names in composed Unicode, with the letters of the highlands', () => {
    const names = persons.map((person) => person.name.full);
    for (const name of names) {
      expect(name).toBe(name.normalize('NFC'));
      expect(name).toMatch(/^[\p{L}'\u2019 ]+$/u);
      expect(name).not.toMatch(/ {2}|^ | $/);
    }
    expect(names.some((name) => /^Y \p{L}+ Niê$/u.test(name))).toBe(true);
    expect(names.some((name) => /^H'\p{L}+ Mlô$/u.test(name))).toBe(true);
    expect(names.some((name) => /[ĕĭŏŭƀƁčñ]/iu.test(name))).toBe(true);
  });

  it('knows only the year of some of the old and of nobody young', () => {
    const old = (person: SyntheticPerson) => person.birth.year < 1955 && person.status === 'alive';
    const yearOnly = persons.filter((person) => person.birth.month === undefined);
    expect(yearOnly.filter(old).length / persons.filter(old).length).toBeGreaterThan(0.04);
    expect(yearOnly.every((person) => person.birth.year < 1985)).toBe(true);
  });

  it('spreads over all units, wards fuller than communes', () => {
    const plans = planUnits({ units, persons: SIZE }, PERSONA_COUNT);
    expect(plans).toHaveLength(102);
    const mean = (kind: string) => {
      const own = plans.filter((plan) => plan.unit.kind === kind);
      return own.reduce((sum, plan) => sum + plan.quota, 0) / own.length;
    };
    expect(mean('ward')).toBeGreaterThan(mean('commune') * 1.3);
  });

  it('apportions without losing anybody', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(0, [5, 1])).toEqual([0, 0]);
    expect(() => apportion(1, [0])).toThrow();
  });
});

describe('ids', () => {
  it('are ordered, different by kind, and fixed by seed', () => {
    const make = createIdMaker('a');
    expect(make('person', 0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const ids = Array.from({ length: 5000 }, (_, i) => make('person', i * 7));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(5000);
    expect(make('household', 0)).not.toBe(make('person', 0));
    expect(createIdMaker('b')('person', 0)).not.toBe(make('person', 0));
    expect(createIdMaker('a')('person', 12)).toBe(make('person', 12));
  });
});

describe('featured persons', () => {
  it('are there under every seed with the same number', () => {
    for (const seed of ['a', 'b']) {
      const found = collect({ seed })
        .flatMap((h) => h.persons)
        .filter((person) => person.role);
      expect(found.map((p) => [p.role, p.number])).toEqual(personas().map((p) => [p.role, p.person.number]));
    }
    expect(new Set(personas().map((p) => p.role)).size).toBe(16);
  });

  it('are what their titles say', () => {
    expect(persona('elderly_year_only').birth).toEqual({ year: 1938 });
    expect(persona('cancelled_number').identifiers.filter((i) => i.state === 'cancelled')).toHaveLength(1);
    expect(persona('old_number_holder').identifiers.some((i) => i.kind === 'cmnd9')).toBe(true);
    expect(persona('tenant_worker').permanentAddress.unitCode).not.toBe(
      persona('tenant_worker').currentAddress.unitCode,
    );
    expect(persona('ward_of_guardian').guardian?.ref).toBe(persona('guardian').ref);
    expect(persona('newborn').mother?.ref).toBe(persona('young_mother').ref);
    const children = persons.filter(
      (person) => person.father?.ref === persona('parent_of_small_children').ref,
    );
    expect(children.map((child) => child.birth.year)).toEqual([2020, 2020, 2023]);
    expect(persona('young_mother').number).toBe('100301999001');
  });
});
