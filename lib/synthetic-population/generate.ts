import { pickAddress, pickOutsideAddress, placesOf, type UnitPlaces } from './address.ts';
import { dayNumberOfIso, isoOfDayNumber } from './days.ts';
import { birthYearOf, DAYS_PER_YEAR, type Draft } from './draft.ts';
import { ethnicGroup } from './ethnicity.ts';
import { type Dwelling, simulateFamily, simulateTenants } from './family.ts';
import { mention, type PersonContext, toPerson } from './person.ts';
import { NumberAllocator, OldNumberAllocator, PhoneAllocator } from './numbers.ts';
import { PERSONA_COUNT, personaHouseholds } from './personas.ts';
import { planUnits, type UnitPlan } from './plan.ts';
import { SeededRandom } from './random.ts';
import { relationTo } from './relation.ts';
import type { PopulationOptions, SyntheticAddress, SyntheticHousehold, SyntheticMember } from './types.ts';

export const DEFAULT_SEED = 'serepok';
export const DEFAULT_AS_OF = '2026-11-01';
/** Smallest population: the featured persons alone. */
export const MIN_PERSONS = PERSONA_COUNT;

interface UnitContext extends PersonContext {
  plan: UnitPlan;
  places: UnitPlaces;
  allPlaces: readonly UnitPlaces[];
  nextRef: number;
}

// Deaths before this day are not in the register: the electronic civil-status register is younger.
const REGISTER_START = dayNumberOfIso('2018-01-01');

/**
 * Streams households in order of unit, at constant memory. The union over all partitions holds exactly
 * `persons` persons with refs 0 … persons − 1 and 12-digit numbers that are all different.
 */
export function* generatePopulation(
  options: PopulationOptions,
): Generator<SyntheticHousehold, void, undefined> {
  const seed = options.seed ?? DEFAULT_SEED;
  const today = dayNumberOfIso(options.asOf ?? DEFAULT_AS_OF);
  const { index, of } = options.partition ?? { index: 0, of: 1 };
  if (!Number.isInteger(of) || of < 1 || index < 0 || index >= of) throw new RangeError('bad partition');
  const plans = planUnits(options, PERSONA_COUNT);
  if (index === 0) yield* personaHouseholds();
  const allPlaces = plans.map((plan) => placesOf(plan.unit));
  for (const plan of plans) {
    if (plan.index % of !== index || plan.quota === 0) continue;
    yield* generateUnit(unitContext({ plan, allPlaces, today, seed, unitCount: plans.length }));
  }
}

function unitContext(at: {
  plan: UnitPlan;
  allPlaces: readonly UnitPlaces[];
  today: number;
  seed: string;
  unitCount: number;
}): UnitContext {
  const { plan, allPlaces, today, seed, unitCount } = at;
  const places = allPlaces[plan.index] ?? placesOf(plan.unit);
  return {
    random: new SeededRandom(`${seed}/unit/${plan.unit.code}`),
    today,
    numbers: new NumberAllocator(plan.index, unitCount, seed),
    oldNumbers: new OldNumberAllocator(seed),
    phones: new PhoneAllocator(seed),
    unitCode: plan.unit.code,
    unitName: `${plan.unit.kind === 'ward' ? 'Phường' : 'Xã'} ${plan.unit.name}`,
    plan,
    places,
    allPlaces,
    nextRef: plan.firstRef,
  };
}

function* generateUnit(context: UnitContext): Generator<SyntheticHousehold, void, undefined> {
  const end = context.plan.firstRef + context.plan.quota;
  const tenantShare = context.plan.unit.kind === 'ward' ? 0.45 : 0.12;
  while (context.nextRef < end) {
    const group = ethnicGroup(context.plan.groups.pick(context.random));
    const family = { random: context.random, today: context.today, group };
    const dwellings = context.random.chance(tenantShare) ? simulateTenants(family) : simulateFamily(family);
    const kept = keepLiving(context, dwellings, end - context.nextRef);
    for (const dwelling of kept) number(context, dwelling);
    for (const dwelling of kept) yield toHousehold(context, dwelling);
  }
}

/** Drops the long dead, seats the rest with a living household and cuts at the unit's quota. */
function keepLiving(context: UnitContext, dwellings: readonly Dwelling[], remaining: number): Dwelling[] {
  const kept: Dwelling[] = [];
  let orphaned: Draft[] = [];
  for (const dwelling of dwellings) {
    const living = dwelling.drafts.filter(
      (draft) => draft.died > context.today && draft.leftOn === undefined,
    );
    const others = dwelling.drafts.filter((draft) => !living.includes(draft) && draft.died >= REGISTER_START);
    if (!living.some((draft) => context.today - draft.born > 16 * DAYS_PER_YEAR)) {
      orphaned = [...orphaned, ...living, ...others];
      continue;
    }
    kept.push({ temporary: dwelling.temporary, drafts: [...living, ...others] });
  }
  const first = kept[0];
  if (!first) return [];
  first.drafts.push(...orphaned);
  return cut(kept, remaining);
}

function cut(dwellings: readonly Dwelling[], remaining: number): Dwelling[] {
  const result: Dwelling[] = [];
  let left = remaining;
  for (const dwelling of dwellings) {
    if (left <= 0) break;
    result.push({ temporary: dwelling.temporary, drafts: dwelling.drafts.slice(0, left) });
    left -= dwelling.drafts.length;
  }
  return result;
}

function number(context: UnitContext, dwelling: Dwelling): void {
  for (const draft of dwelling.drafts) {
    draft.ref = context.nextRef++;
    draft.number = context.numbers.allocate(draft.sex, birthYearOf(draft));
  }
}

function toHousehold(context: UnitContext, dwelling: Dwelling): SyntheticHousehold {
  const { random, today } = context;
  const living = dwelling.drafts.filter((draft) => draft.died > today && draft.leftOn === undefined);
  const head = pickHead(context, living);
  const address = pickAddress(random, context.places, head.group.indigenous);
  const householdRef = dwelling.drafts[0]?.ref ?? head.ref;
  const persons = dwelling.drafts.map((draft) => {
    const current = currentAddress(context, draft, address);
    const permanentAddress = draft.tenant ? permanentElsewhere(context) : address;
    const person = toPerson(context, draft, { householdRef, address: current, permanentAddress });
    const guardian = guardianOf(draft, head, today);
    return guardian ? { ...person, guardian: mention(guardian) } : person;
  });
  const kind = dwelling.temporary ? 'temporary' : 'permanent';
  const members = living.map((draft) =>
    memberOf(draft, { head, today, temporary: dwelling.temporary, random }),
  );
  return {
    ref: householdRef,
    kind,
    unitCode: context.unitCode,
    address,
    headRef: head.ref,
    members,
    persons,
  };
}

function pickHead(context: UnitContext, living: readonly Draft[]): Draft {
  const adults = living.filter((draft) => context.today - draft.born > 18 * DAYS_PER_YEAR);
  const first = adults[0] ?? living[0];
  if (!first) throw new RangeError('a household without a living member');
  const heir = adults.find((draft) => draft.spouse && draft.mother);
  const retired = context.today - first.born > 68 * DAYS_PER_YEAR;
  const founder = retired && heir && context.random.chance(0.6) ? heir : first;
  const wantsWoman = founder.group.matrilineal ? context.random.chance(0.6) : context.random.chance(0.15);
  const pair = founder.spouse && adults.includes(founder.spouse) ? founder.spouse : undefined;
  if (!pair) return founder;
  return (founder.sex === 'female') === wantsWoman ? founder : pair;
}

function currentAddress(context: UnitContext, draft: Draft, home: SyntheticAddress): SyntheticAddress {
  const age = (context.today - draft.born) / DAYS_PER_YEAR;
  const mobile = !draft.tenant && !draft.spouse && age > 18 && age < 31 && draft.died > context.today;
  if (!mobile || !context.random.chance(0.12)) return home;
  return pickAddress(context.random, context.random.pick(context.allPlaces), false);
}

function permanentElsewhere(context: UnitContext): SyntheticAddress {
  if (context.random.chance(0.4)) return pickOutsideAddress(context.random);
  return pickAddress(context.random, context.random.pick(context.allPlaces), false);
}

function guardianOf(draft: Draft, head: Draft, today: number): Draft | undefined {
  if (today - draft.born > 18 * DAYS_PER_YEAR || draft.died <= today || draft === head) return undefined;
  const parents = [draft.father, draft.mother].filter((parent) => parent !== undefined);
  if (parents.length === 0 || parents.some((parent) => parent.died > today)) return undefined;
  return head;
}

function memberOf(
  draft: Draft,
  at: { head: Draft; today: number; temporary: boolean; random: SeededRandom },
): SyntheticMember {
  if (at.temporary) {
    const since = at.today - 20 - at.random.int(900);
    return { ref: draft.ref, relation: draft === at.head ? 'head' : 'tenant', since: isoOfDayNumber(since) };
  }
  const start = draft.outsider && draft.marriedOn !== undefined ? draft.marriedOn + 30 : draft.born;
  return {
    ref: draft.ref,
    relation: relationTo(at.head, draft),
    since: isoOfDayNumber(Math.min(start, at.today)),
  };
}
