import type { LinkageConfig } from './types.ts';

/**
 * Vietnamese persons. Fields: name, birth (day of birth), sex, number (any identity number), place (commune), address
 * (free text), father, mother, ethnicity. All but the name may be missing. The blocks are tried in order; from the
 * `sureAfter`th on the search ends as soon as a candidate beyond doubt was found.
 */
export const vietnamesePersons: LinkageConfig = {
  fields: [
    { name: 'name', kind: 'person-name', byFrequency: true },
    { name: 'number', kind: 'number' },
    { name: 'birth', kind: 'date', byFrequency: true },
    { name: 'sex', kind: 'category', impliedBy: 'name' },
    { name: 'place', kind: 'place', byFrequency: true },
    { name: 'address', kind: 'address', byFrequency: true },
    { name: 'father', kind: 'kin-name', byFrequency: true },
    { name: 'mother', kind: 'kin-name', byFrequency: true },
    { name: 'ethnicity', kind: 'category', byFrequency: true, impliedBy: 'family' },
  ],
  blocking: [
    ['number.serial'],
    ['number.old'],
    ['name.given', 'birth.date'],
    ['father.pair', 'mother.pair'],
    ['name.pair', 'birth.year'],
    ['name.family', 'birth.date'],
    ['name.pair', 'birth.day_month'],
    ['name.given', 'birth.year', 'place.unit'],
    ['father.pair', 'birth.year'],
    ['name.family', 'birth.year', 'place.unit'],
    ['name.pair', 'place.unit'],
  ],
  sureAfter: 3,
  wantedFalseMatchRate: 0.0002,
  wantedFalseNonMatchRate: 0.0005,
};
