import { createHash } from 'node:crypto';

export type AccountLevel = 0 | 1 | 2;
export type AuthLevel = 1 | 2 | 3 | 4;

/** Who may hold a VNeID account here; the synthetic population or a test hands these in. */
export interface VneidPerson {
  number: string;
  fullName: string;
  /** yyyyMMdd, or yyyy when the papers know only the year. */
  birth: string;
  /** Persons without an account (level 0) are listed nowhere and cannot sign in. */
  accountLevel: AccountLevel;
  /** What the person is for in the demonstration, e.g. "Chủ hộ". */
  title?: string;
  phone?: string;
  address?: string;
}

export interface VneidOrganisation {
  taxCode: string;
  name: string;
  representativeNumber: string;
}

export interface People {
  featured: () => readonly VneidPerson[];
  find: (number: string) => VneidPerson | undefined;
  organisations: () => readonly VneidOrganisation[];
}

// NĐ 69/2024/NĐ-CP: an organisation's account has no level and stands beside the representative's own.
export interface Account {
  /** `sub` and TechID: opaque, stable, not the number. */
  techId: string;
  person: VneidPerson;
  organisation?: VneidOrganisation;
}

function techIdOf(key: string): string {
  const hex = createHash('sha256').update(`vneid-sandbox:${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface Accounts {
  ofNumber: (number: string) => Account | undefined;
  ofTechId: (techId: string) => Account | undefined;
  featured: () => Account[];
  organisations: () => Account[];
}

export function createAccounts(people: People): Accounts {
  const known = new Map<string, Account>();

  function remember(account: Account): Account {
    known.set(account.techId, account);
    return account;
  }

  function ofPerson(person: VneidPerson): Account {
    return remember({ techId: techIdOf(person.number), person });
  }

  function ofNumber(number: string): Account | undefined {
    const person = people.find(number);
    return person && person.accountLevel > 0 ? ofPerson(person) : undefined;
  }

  function organisations(): Account[] {
    return people.organisations().flatMap((organisation) => {
      const person = people.find(organisation.representativeNumber);
      return person
        ? [remember({ techId: techIdOf(`org:${organisation.taxCode}`), person, organisation })]
        : [];
    });
  }

  return {
    ofNumber,
    organisations,
    featured: () =>
      people
        .featured()
        .filter(({ accountLevel }) => accountLevel > 0)
        .map(ofPerson),
    ofTechId: (techId) => known.get(techId),
  };
}
