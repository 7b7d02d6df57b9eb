import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  already_registered: 409,
  search_too_broad: 422,
  name_invalid: 422,
  birth_invalid: 422,
  number_invalid: 422,
  contact_invalid: 422,
  deceased: 409,
  changed_meanwhile: 409,
  kinship_invalid: 422,
  query_incomplete: 422,
} as const;

export const Sex = z.enum(['male', 'female', 'unknown']);
/** Month and day are null when the papers do not know them. */
export const Birth = z.object({
  year: z.number().int().min(1850).max(2200),
  month: z.number().int().min(1).max(12).nullable(),
  day: z.number().int().min(1).max(31).nullable(),
});
export const IdentifierView = z.object({
  type: z.string(),
  /** In full only for the bearer and on a basis. */
  value: z.string(),
  state: z.enum(['valid', 'cancelled', 'expired']),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  reason: z.string().nullable(),
});
export const RelativeView = z.object({
  kind: z.enum(['father', 'mother', 'spouse', 'guardian', 'child', 'ward']),
  personId: z.uuid().nullable(),
  name: z.string().nullable(),
});
export const PersonView = z.object({
  id: z.uuid(),
  fullName: z.string(),
  sex: Sex,
  birth: Birth,
  ethnicity: z.string(),
  religion: z.string().nullable(),
  nationality: z.string(),
  maritalStatus: z.string(),
  birthPlace: z.string().nullable(),
  hometown: z.string().nullable(),
  homePlace: z.string().nullable(),
  state: z.enum(['alive', 'deceased', 'moved_away']),
  diedOn: z.iso.date().nullable(),
  identifiers: z.array(IdentifierView),
  relatives: z.array(RelativeView),
  contacts: z.array(z.object({ kind: z.enum(['phone', 'email']), value: z.string() })),
  version: z.number().int(),
});
export const PersonHit = z.object({
  id: z.uuid(),
  fullName: z.string(),
  birthYear: z.number().int(),
  sex: Sex,
  homePlace: z.string().nullable(),
  state: z.string(),
  numberHint: z.string().nullable(),
});
export const Representation = z.object({
  personId: z.uuid(),
  fullName: z.string(),
  ground: z.enum(['parent', 'guardian']),
  /** The day it ends by itself (full age); null when it has no such day. */
  until: z.iso.date().nullable(),
});

export const getMyPerson = route({
  method: 'GET',
  path: '/me/person',
  summary: 'What the register knows about me',
  response: PersonView,
});
export const listMyRepresentations = route({
  method: 'GET',
  path: '/me/representations',
  summary: 'Persons whom I may represent, and why',
  response: z.object({ items: z.array(Representation) }),
});
export const changeMyContact = route({
  method: 'PUT',
  path: '/me/contacts/{kind}',
  summary: 'Change my telephone number or e-mail address',
  params: z.object({ kind: z.enum(['phone', 'email']) }),
  body: z.object({ value: z.string().trim().min(3).max(200) }),
  status: 204,
});
export const searchPersons = route({
  method: 'POST',
  path: '/persons/searches',
  summary: 'Search persons by name without diacritics; masked rows, on a declared purpose',
  body: z.object({
    name: z.string().trim().min(1).max(200),
    birthYear: z.number().int().min(1850).max(2200).optional(),
    limit: z.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ items: z.array(PersonHit) }),
});
export const identifyPerson = route({
  method: 'POST',
  path: '/persons/identifications',
  summary:
    'The person whom number and name, both already known, belong to; told to officers, and the person sees it',
  body: z.object({
    personNumber: z.string().trim().min(8).max(20),
    fullName: z.string().trim().min(2).max(200),
  }),
  response: z.object({ personId: z.uuid() }),
});
export const getPerson = route({
  method: 'GET',
  path: '/persons/{id}',
  summary: 'A person, on an open basis that names them',
  params: z.object({ id: z.uuid() }),
  response: PersonView,
});

export type Birth = z.infer<typeof Birth>;
export type PersonView = z.infer<typeof PersonView>;
export type PersonHit = z.infer<typeof PersonHit>;
export type RelativeView = z.infer<typeof RelativeView>;
export type IdentifierView = z.infer<typeof IdentifierView>;
export type Representation = z.infer<typeof Representation>;
