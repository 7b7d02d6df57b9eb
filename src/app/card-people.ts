import type { CardHolder } from '#lib/card-sim';
import { expiryCandidates } from '#lib/identity';
import {
  daklakUnits,
  formatAddress,
  generatePopulation,
  personas,
  type SyntheticPerson,
} from '#lib/synthetic-population';
import { encodePicture } from '#modules/holder-check';
import { drawFace } from '#lib/vision';
import { foldForSearch } from '#lib/vietnamese';
import { UserError } from './user-error.ts';

/** Cards of the demonstration were issued on this day, unless their bearers were born later. */
const issuedOn = { year: 2024, month: 9, day: 23 };
const PORTRAIT_QUALITY = 60;
const pad = (value: number) => String(value).padStart(2, '0');

function findFeatured(wanted: string): SyntheticPerson | undefined {
  const words = foldForSearch(wanted);
  return personas().find(
    ({ role, person }) =>
      role === wanted || person.number === wanted || foldForSearch(person.name.full) === words,
  )?.person;
}

function findInPopulation(number: string, persons: number): SyntheticPerson | undefined {
  for (const household of generatePopulation({ units: daklakUnits(), persons }))
    for (const person of household.persons) if (person.number === number) return person;
  return undefined;
}

/** A person of the demonstration by role (`young_mother`), name, or test number. @throws UserError */
export function findCardPerson(wanted: string, persons: number): SyntheticPerson {
  const found =
    findFeatured(wanted) ?? (/^100\d{9}$/.test(wanted) ? findInPopulation(wanted, persons) : undefined);
  if (found) return found;
  throw new UserError(
    {
      vi: `Không có người mẫu "${wanted}". Xem danh sách bằng ./serepok card people, hoặc dùng số định danh thử nghiệm 100….`,
      en: `no synthetic person "${wanted}"; see ./serepok card people, or give a test number 100…`,
    },
    2,
  );
}

/** The portrait of a person who does not exist: a drawn face, the same for the same person. */
export function portraitOfNobody(person: SyntheticPerson): Promise<Uint8Array> {
  return encodePicture(drawFace(person.ref), PORTRAIT_QUALITY);
}

/** What is printed on and written in the person's card. */
export function cardHolderOf(person: SyntheticPerson, portrait: Uint8Array): CardHolder {
  const { year, month = 1, day = 1 } = person.birth;
  const birth = { year, month, day };
  const [expiry] = expiryCandidates({ birth, issued: issuedOn });
  const shown = (date: { year: number; month: number; day: number }) =>
    `${pad(date.day)}/${pad(date.month)}/${date.year}`;
  const expiryText = expiry?.date?.split('-').reverse().join('/') ?? 'Không thời hạn';
  return {
    personalNumber: person.number,
    name: person.name.full,
    birth: `${pad(year % 100)}${pad(month)}${pad(day)}`,
    sex: person.sex === 'female' ? 'F' : 'M',
    expiry: expiry?.mrz ?? '991231',
    portrait,
    texts: new Map<number, string | string[]>([
      [1, person.number],
      [2, person.name.full],
      [3, shown(birth)],
      [4, person.sex === 'female' ? 'Nữ' : 'Nam'],
      [5, 'Việt Nam'],
      [8, person.hometown],
      [9, formatAddress(person.permanentAddress)],
      [11, shown(issuedOn)],
      [12, expiryText],
    ]),
  };
}

/** Fields of the QR code that the chip does not name so. */
export function cardQrDetails(person: SyntheticPerson) {
  return {
    generation: '2024' as const,
    address: formatAddress(person.permanentAddress),
    issued: `${pad(issuedOn.day)}${pad(issuedOn.month)}${issuedOn.year}`,
    extra: ['', '', '', ''],
  };
}
