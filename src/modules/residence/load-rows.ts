import { copyLine, type LoadTable, type LoadTools } from '#modules/person';
import {
  formatAddress,
  type SyntheticAddress,
  type SyntheticHousehold,
  type SyntheticPerson,
} from '#lib/synthetic-population';

const SOURCE = 'synthetic';
// Where nothing says since when: the day the population is observed on minus a year is as good as any.
const UNKNOWN_SINCE = '2025-11-01';

const households: LoadTable = {
  table: 'residence.household',
  columns: 'id kind place_code place_name hamlet detail head_person_id book_number recorded_at'.split(' '),
  write(household, tools, out) {
    out(
      copyLine([
        tools.idOf('household', household.ref),
        household.kind,
        household.unitCode,
        household.address.unitName,
        household.address.hamlet,
        household.address.detail,
        tools.idOf('person', household.headRef),
        `H${String(household.ref).padStart(9, '0')}`,
        tools.recordedAt,
      ]),
    );
  },
};

interface Stay {
  readonly kind: 'permanent' | 'temporary';
  readonly householdId: string | null;
  readonly relation: string;
  readonly address: SyntheticAddress;
  readonly from: string | undefined;
  readonly to?: string;
}

function staysOf(household: SyntheticHousehold, person: SyntheticPerson, householdId: string): Stay[] {
  const member = household.members.find((candidate) => candidate.ref === person.ref);
  const relation = member?.relation ?? 'relative';
  const to = person.diedOn ?? person.movedAwayOn;
  if (household.kind === 'temporary') {
    return [
      { kind: 'temporary', householdId, relation, address: household.address, from: member?.since, to },
      {
        kind: 'permanent',
        householdId: null,
        relation: 'relative',
        address: person.permanentAddress,
        from: undefined,
        to,
      },
    ];
  }
  const permanent: Stay = {
    kind: 'permanent',
    householdId,
    relation,
    address: household.address,
    from: member?.since,
    to,
  };
  if (person.currentAddress === household.address || to !== undefined) return [permanent];
  return sameAddress(person.currentAddress, household.address)
    ? [permanent]
    : [
        permanent,
        {
          kind: 'temporary',
          householdId: null,
          relation: 'tenant',
          address: person.currentAddress,
          from: UNKNOWN_SINCE,
        },
      ];
}

function sameAddress(a: SyntheticAddress, b: SyntheticAddress): boolean {
  return a.unitCode === b.unitCode && a.hamlet === b.hamlet && a.detail === b.detail;
}

function stayLine(stay: Stay, at: { person: SyntheticPerson; step: number; tools: LoadTools }): string {
  const { person, step, tools } = at;
  const from = stay.from !== undefined && stay.to !== undefined && stay.from > stay.to ? stay.to : stay.from;
  return copyLine([
    tools.idOf('stay', person.ref * 16 + step),
    tools.idOf('person', person.ref),
    stay.householdId,
    stay.kind,
    stay.relation,
    stay.address.unitCode,
    formatAddress(stay.address),
    from,
    stay.to,
    SOURCE,
    tools.recordedAt,
  ]);
}

const stays: LoadTable = {
  table: 'residence.stay',
  columns:
    'id person_id household_id kind relation place_code address valid_from valid_to source recorded_at'.split(
      ' ',
    ),
  write(household, tools, out) {
    const householdId = tools.idOf('household', household.ref);
    for (const person of household.persons) {
      const list = staysOf(household, person, householdId);
      for (const [step, stay] of list.entries()) out(stayLine(stay, { person, step, tools }));
    }
  },
};

/** What this module loads of a synthetic household. */
export const residenceLoads: readonly LoadTable[] = [households, stays];
