import {
  daklakUnits,
  generatePopulation,
  type SyntheticHousehold,
  type SyntheticPerson,
  type UnitInput,
} from '#lib/synthetic-population';

export type ChangeKind = 'death' | 'number_changed' | 'moved_away' | 'birth';

export interface RegisterChange {
  id: number;
  on: string;
  kind: ChangeKind;
  person: SyntheticPerson;
  /** The number before the change, when it changed. */
  formerNumber?: string;
}

export interface Entry {
  person: SyntheticPerson;
  household: SyntheticHousehold;
}

export interface Register {
  findByNumber: (number: string) => Entry | undefined;
  findByOldNumber: (number: string) => Entry | undefined;
  ofRef: (ref: number) => Entry | undefined;
  changes: (filter: { from: string; to: string; kind?: ChangeKind }) => readonly RegisterChange[];
  recordDeath: (number: string, on: string) => boolean;
  size: number;
}

export interface RegisterOptions {
  seed?: string;
  persons: number;
  units?: readonly UnitInput[];
}

/** Keeps the population in memory; a cancelled number finds nobody, as in the real register. */
export function createRegister(options: RegisterOptions): Register {
  const byNumber = new Map<string, Entry>();
  const byOldNumber = new Map<string, Entry>();
  const byRef = new Map<number, Entry>();
  const changes: RegisterChange[] = [];
  const { units = daklakUnits(), persons, seed } = options;

  for (const household of generatePopulation({ units, persons, seed })) {
    for (const person of household.persons) {
      const entry = { person, household };
      byRef.set(person.ref, entry);
      byNumber.set(person.number, entry);
      const old = person.identifiers.find((identifier) => identifier.kind === 'cmnd9');
      if (old) byOldNumber.set(old.value, entry);
      changes.push(...changesOf(person));
    }
  }
  changes.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.person.ref - b.person.ref));
  changes.forEach((change, index) => {
    change.id = index + 1;
  });

  return {
    findByNumber: (number) => byNumber.get(number),
    findByOldNumber: (number) => byOldNumber.get(number),
    ofRef: (ref) => byRef.get(ref),
    changes: ({ from, to, kind }) =>
      changes.filter(
        (change) => change.on >= from && change.on <= to && (kind === undefined || change.kind === kind),
      ),
    recordDeath(number, on) {
      const person = byNumber.get(number)?.person;
      if (!person || person.status === 'deceased') return false;
      person.status = 'deceased';
      person.diedOn = on;
      changes.push({ id: changes.length + 1, on, kind: 'death', person });
      return true;
    },
    size: byNumber.size,
  };
}

function changesOf(person: SyntheticPerson): RegisterChange[] {
  const list: RegisterChange[] = [];
  const push = (on: string, kind: ChangeKind, formerNumber?: string) =>
    list.push({ id: 0, on, kind, person, formerNumber });
  const { year, month, day } = person.birth;
  if (year >= 2025 && month !== undefined && day !== undefined) {
    push(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, 'birth');
  }
  if (person.diedOn !== undefined) push(person.diedOn, 'death');
  if (person.movedAwayOn !== undefined) push(person.movedAwayOn, 'moved_away');
  for (const identifier of person.identifiers) {
    if (identifier.state === 'cancelled' && identifier.validTo)
      push(identifier.validTo, 'number_changed', identifier.value);
  }
  return list;
}
