import {
  daklakUnits,
  formatAddress,
  generatePopulation,
  persona,
  personas,
  type SyntheticPerson,
} from '#lib/synthetic-population';
import type { PortalApplicant } from './portal/index.ts';
import type { People, VneidOrganisation, VneidPerson } from './vneid/index.ts';

/** The one enterprise of the demonstration; its director is a featured person. */
export const DEMONSTRATION_ORGANISATION = {
  taxCode: '6000000001',
  name: 'Công ty TNHH Cà phê Thử Nghiệm Sêrêpôk',
} as const;

function birthOf({ birth }: SyntheticPerson): string {
  if (birth.month === undefined || birth.day === undefined) return String(birth.year);
  return `${birth.year}${String(birth.month).padStart(2, '0')}${String(birth.day).padStart(2, '0')}`;
}

function toHolder(person: SyntheticPerson, title?: string): VneidPerson {
  return {
    number: person.number,
    fullName: person.name.full,
    birth: birthOf(person),
    accountLevel: person.status === 'deceased' ? 0 : person.accountLevel,
    title,
    phone: person.phone,
    address: formatAddress(person.currentAddress),
  };
}

export interface SandboxPeople extends People {
  applicants: () => readonly PortalApplicant[];
}

/** The synthetic population as the account holders of VNeID; the whole of it is read at the first search. */
export function createPeople(options: { seed?: string; persons: number }): SandboxPeople {
  const featured = personas().map(({ person, title }) => toHolder(person, title.vi));
  const organisations: VneidOrganisation[] = [
    { ...DEMONSTRATION_ORGANISATION, representativeNumber: persona('director').number },
  ];
  const known = new Map(featured.map((holder) => [holder.number, holder]));
  let isWhole = false;

  function readAll(): void {
    isWhole = true;
    for (const household of generatePopulation({ units: daklakUnits(), ...options })) {
      for (const person of household.persons) {
        if (!known.has(person.number)) known.set(person.number, toHolder(person));
      }
    }
  }

  return {
    featured: () => featured,
    organisations: () => organisations,
    applicants: () => featured.filter(({ accountLevel }) => accountLevel > 0),
    find: (number) => {
      if (!known.has(number) && !isWhole) readAll();
      return known.get(number);
    },
  };
}
