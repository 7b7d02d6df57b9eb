import { DAYS_PER_YEAR, type Draft, inheritance, newDraft, pickSpouseGroup } from './draft.ts';
import { type EthnicGroup, ethnicGroup } from './ethnicity.ts';
import type { SeededRandom } from './random.ts';
import { WeightedChoice } from './random.ts';
import { toDayNumber } from './days.ts';
import type { Sex } from './types.ts';

/** Who shares a dwelling, the founding couple or person first. */
export interface Dwelling {
  drafts: Draft[];
  temporary: boolean;
}

export interface FamilyContext {
  random: SeededRandom;
  today: number;
  group: EthnicGroup;
}

// Completed fertility by the mother's decade of birth: assumptions after the national cohorts.
const FERTILITY: readonly [number, number][] = [
  [1930, 5.3],
  [1940, 5.1],
  [1950, 4.3],
  [1960, 3.4],
  [1970, 2.8],
  [1980, 2.4],
  [1990, 2.25],
  [2000, 2.1],
  [2010, 2],
];
const FOUNDER_DECADES = new WeightedChoice(
  [1926, 1936, 1946, 1956, 1966, 1976, 1986],
  [17, 23, 16, 15, 14, 10, 6],
);
// Luật Hôn nhân và gia đình 52/2014 Đ.8 k.1 a, with a few days of margin.
const MARRIAGE_AGE = { male: 20.02, female: 18.02 } as const;
const SEX_RATIO_AT_BIRTH = 0.524;

/** Simulates one lineage from its founding couple to today: births, marriages, deaths, who lives with whom. */
export function simulateFamily(context: FamilyContext): Dwelling[] {
  const { random, group } = context;
  const year = FOUNDER_DECADES.pick(random) + random.int(10);
  const wife = newDraft(random, { sex: 'female', born: dayIn(random, year), group });
  const husband = newDraft(random, {
    sex: 'male',
    born: dayIn(random, year - Math.max(-4, Math.round(random.normal(3, 2.5)))),
    group: pickSpouseGroup(random, group),
  });
  const day = Math.max(
    marriageDay(random, wife),
    husband.born + Math.ceil(MARRIAGE_AGE.male * DAYS_PER_YEAR),
  );
  const root: Dwelling = { drafts: [wife], temporary: false };
  const dwellings: Dwelling[] = [root];
  if (day >= Math.min(context.today, wife.died, husband.died)) return dwellings;
  root.drafts.unshift(husband);
  marry(husband, wife, day);
  growCouple(context, { husband, wife, dwelling: root, dwellings });
  return dwellings;
}

interface Couple {
  husband: Draft;
  wife: Draft;
  dwelling: Dwelling;
  dwellings: Dwelling[];
}

function dayIn(random: SeededRandom, year: number): number {
  return toDayNumber({ year, month: 1, day: 1 }) + random.int(365);
}

function marry(husband: Draft, wife: Draft, day: number): void {
  husband.spouse = wife;
  wife.spouse = husband;
  husband.marriedOn = day;
  wife.marriedOn = day;
}

function marriageDay(random: SeededRandom, person: Draft): number {
  const early = person.group.code === '01' ? 0 : 2.5;
  const mean = (person.sex === 'female' ? 23.5 : 26.5) - early;
  return (
    person.born +
    Math.floor(Math.max(MARRIAGE_AGE[person.sex], random.normal(mean, 3.2)) * DAYS_PER_YEAR) +
    random.int(180)
  );
}

function fertility(wife: Draft): number {
  const year = 1970 + wife.born / DAYS_PER_YEAR;
  let rate = 2;
  for (const [decade, value] of FERTILITY) if (year >= decade) rate = value;
  if (year < 1930) rate = 5.3;
  return wife.group.code === '01' ? rate : rate + 0.6;
}

function childCount(random: SeededRandom, mean: number): number {
  let count = 0;
  const trials = 8;
  for (let i = 0; i < trials; i++) if (random.chance(mean / trials)) count++;
  return count === 0 && random.chance(0.6) ? 1 : count;
}

function growCouple(context: FamilyContext, couple: Couple): void {
  bearChildren(context, couple);
  const { wife, dwelling } = couple;
  separate(context, couple);
  const heir = pickHeir(context.random, wife.children, wife.group.matrilineal);
  for (const child of wife.children) {
    if (!dwelling.drafts.includes(child)) dwelling.drafts.push(child);
  }
  for (const child of wife.children) settleChild(context, { ...couple, child, isHeir: child === heir });
}

function bearChildren(context: FamilyContext, { husband, wife }: Couple): void {
  const { random, today } = context;
  const wanted = childCount(random, fertility(wife));
  const { group, family } = inheritance(husband, wife);
  let day = (wife.marriedOn ?? wife.born) + 200 + random.int(500);
  const last = Math.min(today, wife.died, husband.died + 250, wife.born + Math.floor(45 * DAYS_PER_YEAR));
  for (let i = 0; i < wanted && day < last; i++) {
    const child = bear(random, { husband, wife, day, group, family });
    if (random.chance(0.011)) bearTwin(random, child, { husband, wife, day, group, family });
    day += Math.floor(random.normal(2.9, 0.9) * DAYS_PER_YEAR);
    if (day - child.born < 330) day = child.born + 330 + random.int(400);
  }
}

interface Birth {
  husband: Draft;
  wife: Draft;
  day: number;
  group: EthnicGroup;
  family: string;
}

function bear(random: SeededRandom, birth: Birth): Draft {
  const { husband, wife, day, group, family } = birth;
  const sex: Sex = random.chance(SEX_RATIO_AT_BIRTH) ? 'male' : 'female';
  const input = { sex, born: day, group, family, father: husband, mother: wife };
  let child = newDraft(random, input);
  for (let i = 0; i < 4 && wife.children.some((other) => other.name.full === child.name.full); i++) {
    child = newDraft(random, input);
  }
  wife.children.push(child);
  husband.children.push(child);
  return child;
}

function bearTwin(random: SeededRandom, first: Draft, birth: Birth): void {
  const twin = bear(random, birth);
  if (first.group.naming !== 'kinh' || first.sex !== twin.sex) return;
  const { family, middle } = first.name;
  twin.name = {
    family,
    middle,
    given: twin.name.given,
    full: [family, middle, twin.name.given].filter(Boolean).join(' '),
  };
  if (twin.name.full === first.name.full) {
    twin.name = { ...twin.name, given: 'Út', full: [family, middle, 'Út'].filter(Boolean).join(' ') };
  }
}

function separate(context: FamilyContext, { husband, wife, dwelling }: Couple): void {
  const { random, today } = context;
  if (!random.chance(wife.born > 0 ? 0.06 : 0.025)) return;
  const leaving =
    husband.outsider && !wife.outsider ? husband : wife.outsider && !husband.outsider ? wife : undefined;
  if (!leaving || (wife.marriedOn ?? today) > today - 3 * DAYS_PER_YEAR) return;
  husband.divorced = true;
  wife.divorced = true;
  husband.spouse = undefined;
  wife.spouse = undefined;
  dwelling.drafts.splice(dwelling.drafts.indexOf(leaving), 1);
}

function pickHeir(random: SeededRandom, children: readonly Draft[], matrilineal: boolean): Draft | undefined {
  const preferred = matrilineal ? 'female' : 'male';
  const heir = children.findLast((child) => child.sex === preferred) ?? children.at(-1);
  return random.chance(0.6) ? heir : undefined;
}

function settleChild(context: FamilyContext, at: Couple & { child: Draft; isHeir: boolean }): void {
  const { random, today } = context;
  const { child, dwelling, dwellings, isHeir } = at;
  const day = marriageDay(random, child);
  if (day >= Math.min(today, child.died) || (!isHeir && random.chance(0.07))) return;
  if (!isHeir && !random.chance(stayChance(child))) {
    leave(context, { child, dwelling, day });
    return;
  }
  const spouse = bringSpouse(context, child, day);
  if (spouse.died <= day) return;
  marry(child.sex === 'male' ? child : spouse, child.sex === 'male' ? spouse : child, day);
  const home: Dwelling = isHeir ? dwelling : { drafts: [child], temporary: false };
  if (!isHeir) {
    dwelling.drafts.splice(dwelling.drafts.indexOf(child), 1);
    dwellings.push(home);
  }
  home.drafts.push(spouse);
  const [husband, wife] = child.sex === 'male' ? [child, spouse] : [spouse, child];
  growCouple(context, { husband, wife, dwelling: home, dwellings });
}

function stayChance(child: Draft): number {
  if (child.group.matrilineal) return child.sex === 'female' ? 0.8 : 0.25;
  return child.sex === 'male' ? 0.66 : 0.34;
}

function bringSpouse(context: FamilyContext, child: Draft, day: number): Draft {
  const { random } = context;
  const gap = Math.round(random.normal(child.sex === 'male' ? 2.8 : -2.8, 2.4) * DAYS_PER_YEAR);
  const sex: Sex = child.sex === 'male' ? 'female' : 'male';
  const born = Math.min(child.born + gap, day - Math.ceil(MARRIAGE_AGE[sex] * DAYS_PER_YEAR));
  return newDraft(random, {
    sex,
    born,
    group: pickSpouseGroup(random, child.group),
  });
}

function leave(context: FamilyContext, at: { child: Draft; dwelling: Dwelling; day: number }): void {
  const recently = at.day > context.today - 7 * DAYS_PER_YEAR;
  if (recently && context.random.chance(0.5)) {
    at.child.leftOn = at.day;
    return;
  }
  at.dwelling.drafts.splice(at.dwelling.drafts.indexOf(at.child), 1);
}

/** Young people who rent together: registered elsewhere, living here. */
export function simulateTenants(context: FamilyContext): Dwelling[] {
  const { random, today } = context;
  const count = random.between(1, 4);
  const drafts = Array.from({ length: count }, () => {
    const draft = newDraft(random, {
      sex: random.chance(0.5) ? 'male' : 'female',
      born: today - Math.floor((18.2 + random.float() * 17) * DAYS_PER_YEAR),
      group: random.chance(0.75) ? ethnicGroup('01') : context.group,
    });
    draft.died = Number.MAX_SAFE_INTEGER;
    draft.tenant = true;
    return draft;
  });
  return [{ drafts, temporary: true }];
}
