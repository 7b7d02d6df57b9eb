import { type EthnicGroup, ethnicGroup } from './ethnicity.ts';
import { composeName, pickFamily } from './names-ethnic.ts';
import type { SeededRandom } from './random.ts';
import { fromDayNumber } from './days.ts';
import type { Sex, SyntheticName } from './types.ts';

/** A person while a family is being simulated; days are day numbers. */
export interface Draft {
  sex: Sex;
  born: number;
  died: number;
  group: EthnicGroup;
  name: SyntheticName;
  father?: Draft;
  mother?: Draft;
  spouse?: Draft;
  marriedOn?: number;
  divorced: boolean;
  leftOn?: number;
  children: Draft[];
  /** Came by marriage or migration: parents are known by name only. */
  outsider: boolean;
  tenant: boolean;
  ref: number;
  number: string;
}

export const DAYS_PER_YEAR = 365.2425;

export function birthYearOf(draft: Draft): number {
  return fromDayNumber(draft.born).year;
}

// Gompertz lifetimes with an extra risk in the first year; parameters are assumptions (median 74 and 80 years).
const AGEING = 0.095;
const RISK = { male: 6e-5, female: 3.2e-5 } as const;

export function drawDeathDay(random: SeededRandom, sex: Sex, born: number): number {
  if (random.chance(0.011)) return born + random.int(365);
  const years = Math.log(1 - (Math.log(1 - random.float()) * AGEING) / RISK[sex]) / AGEING;
  return born + Math.floor(years * DAYS_PER_YEAR);
}

export interface DraftInput {
  sex: Sex;
  born: number;
  group: EthnicGroup;
  family?: string;
  father?: Draft;
  mother?: Draft;
}

export function newDraft(random: SeededRandom, input: DraftInput): Draft {
  const { sex, born, group } = input;
  const family = input.family ?? pickFamily(random, group.naming);
  const birthYear = fromDayNumber(born).year;
  return {
    sex,
    born,
    died: drawDeathDay(random, sex, born),
    group,
    name: composeName(random, group.naming, { sex, birthYear, family }),
    father: input.father,
    mother: input.mother,
    divorced: false,
    children: [],
    outsider: input.mother === undefined,
    tenant: false,
    ref: -1,
    number: '',
  };
}

/** Group and surname or clan that a child takes from its parents. */
export function inheritance(father: Draft, mother: Draft): { group: EthnicGroup; family: string } {
  const group = mother.group.matrilineal ? mother.group : father.group;
  if (group.matrilineal && mother.group === group) return { group, family: mother.name.family };
  return { group, family: father.name.family };
}

export function pickSpouseGroup(random: SeededRandom, group: EthnicGroup): EthnicGroup {
  return random.chance(0.93) ? group : ethnicGroup('01');
}
