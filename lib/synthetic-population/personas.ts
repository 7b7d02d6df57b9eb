import { composeNumber } from './numbers.ts';
import { PERSONA_ROWS, PERSONA_TITLES, type PersonaHome, type PersonaRow } from './persona-data.ts';
import type {
  Persona,
  PersonaRole,
  RelativeMention,
  SyntheticAddress,
  SyntheticHousehold,
  SyntheticIdentifier,
  SyntheticPerson,
} from './types.ts';

const ROWS: readonly (PersonaRow & { home: PersonaHome })[] = PERSONA_ROWS.flatMap((home) =>
  home.people.map((row) => ({ ...row, home })),
);
const SERIAL_BASE = 999_000;

/** How many persons the featured households hold; they take refs 0 … PERSONA_COUNT − 1. */
export const PERSONA_COUNT = ROWS.length;

function numberOf(row: PersonaRow, ref: number): string {
  return composeNumber(row.sex, row.birth.year, SERIAL_BASE + ref);
}

function refOf(key: string): number {
  const ref = ROWS.findIndex((row) => row.key === key);
  if (ref < 0) throw new RangeError(`no featured person ${key}`);
  return ref;
}

function rowAt(ref: number): PersonaRow & { home: PersonaHome } {
  const row = ROWS[ref];
  if (!row) throw new RangeError(`no featured person at ${ref}`);
  return row;
}

/** A relative is written `@key` when featured, else as a plain name. */
function relative(text: string | undefined): RelativeMention | undefined {
  if (text === undefined) return undefined;
  if (!text.startsWith('@')) return { name: text };
  const ref = refOf(text.slice(1));
  const row = rowAt(ref);
  return { ref, name: row.name.full, number: numberOf(row, ref) };
}

function identifiers(row: PersonaRow, ref: number): SyntheticIdentifier[] {
  const list: SyntheticIdentifier[] = [];
  const value = numberOf(row, ref);
  const validFrom = row.numberFrom ?? '2021-03-15';
  if (row.cancelled) {
    list.push({
      kind: 'personal_number',
      value: composeNumber(row.sex, row.cancelled.year, SERIAL_BASE + 500 + ref),
      validFrom,
      validTo: row.cancelled.on,
      state: 'cancelled',
      reason: 'birth_year_corrected',
    });
    list.push({ kind: 'personal_number', value, validFrom: row.cancelled.on, state: 'valid' });
  } else list.push({ kind: 'personal_number', value, validFrom, state: 'valid' });
  if (row.oldNumber) {
    list.push({
      kind: 'cmnd9',
      value: row.oldNumber,
      validFrom: '2012-06-04',
      validTo: '2025-01-01',
      state: 'expired',
      reason: 'replaced_by_law',
    });
  }
  return list;
}

function optionalParts(row: PersonaRow, ref: number): Partial<SyntheticPerson> {
  const parts: Partial<SyntheticPerson> = {};
  if (row.role) parts.role = row.role;
  if (row.phone) parts.phone = `09000${String(99_900 + ref)}`;
  if (row.marriedOn) parts.marriedOn = row.marriedOn;
  if (row.diedOn) parts.diedOn = row.diedOn;
  if (row.guardian) parts.guardian = relative(row.guardian);
  if (row.spouse) parts.spouse = relative(row.spouse);
  return parts;
}

function toPerson(ref: number, householdRef: number): SyntheticPerson {
  const row = rowAt(ref);
  return {
    ref,
    householdRef,
    number: numberOf(row, ref),
    identifiers: identifiers(row, ref),
    name: { ...row.name },
    sex: row.sex,
    birth: { ...row.birth },
    ethnicity: row.ethnicity,
    religion: 'Không',
    maritalStatus: row.maritalStatus ?? 'single',
    father: relative(row.father),
    mother: relative(row.mother),
    birthRegistration: row.birthPlace ?? {
      unitCode: row.home.address.unitCode,
      place: `${row.home.address.unitName}, Đắk Lắk`,
    },
    hometown: row.birthPlace?.place ?? `${row.home.address.unitName}, Đắk Lắk`,
    permanentAddress: { ...(row.permanentAddress ?? row.home.address) },
    currentAddress: { ...row.home.address },
    accountLevel: row.accountLevel ?? 0,
    status: row.diedOn ? 'deceased' : 'alive',
    ...optionalParts(row, ref),
  };
}

/** The featured households; fresh objects at every call, whatever the seed. */
export function personaHouseholds(): SyntheticHousehold[] {
  return PERSONA_ROWS.map((home) => {
    const firstRef = refOf(home.people[0]?.key ?? '');
    const persons = home.people.map((row) => toPerson(refOf(row.key), firstRef));
    const address: SyntheticAddress = { ...home.address };
    const living = home.people.filter((row) => row.diedOn === undefined);
    const members = living.map((row) => ({
      ref: refOf(row.key),
      relation: row.relation,
      since: row.since ?? `${Math.max(row.birth.year, 2010)}-07-01`,
    }));
    const head = living.find((row) => row.relation === 'head');
    return {
      ref: firstRef,
      kind: home.kind,
      unitCode: address.unitCode ?? '',
      address,
      headRef: head ? refOf(head.key) : firstRef,
      members,
      persons,
    };
  });
}

/** The persons that tests, sandboxes and the demonstration refer to by role. */
export function personas(): Persona[] {
  return personaHouseholds()
    .flatMap((household) => household.persons)
    .flatMap((person) =>
      person.role ? [{ role: person.role, title: PERSONA_TITLES[person.role], person }] : [],
    );
}

export function persona(role: PersonaRole): SyntheticPerson {
  const found = personas().find((candidate) => candidate.role === role);
  if (!found) throw new RangeError(`no featured person in the role ${role}`);
  return found.person;
}
