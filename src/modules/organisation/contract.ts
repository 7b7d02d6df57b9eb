import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  already_registered: 409,
  number_invalid: 422,
  name_invalid: 422,
  changed_meanwhile: 409,
  dissolved: 409,
  already_represents: 409,
  end_in_past: 422,
  authorisation_not_yours: 403,
  holder_unknown: 422,
  holder_is_grantor: 422,
  period_invalid: 422,
  already_ended: 409,
} as const;

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
export const organisationKinds = [
  'enterprise',
  'household_business',
  'cooperative',
  'association',
  'other',
] as const;
export const identifierTypes = [
  'tax_code',
  'business_number',
  'household_business_number',
  'cooperative_number',
] as const;

export const OrganisationName = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  name: z.string(),
  address: z.string(),
  state: z.enum(['active', 'suspended', 'dissolved']),
});
const Identifier = z.object({
  type: z.enum(identifierTypes),
  /** In full for enterprises; masked for household businesses, whose tax code is the owner's number. */
  value: z.string(),
  validFrom: day,
  validTo: day.nullable(),
});
const Establishment = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  address: z.string(),
  placeCode: z.string().nullable(),
  validFrom: day,
  validTo: day.nullable(),
});
const Licence = z.object({
  id: z.uuid(),
  establishmentId: z.uuid().nullable(),
  kind: z.string(),
  number: z.string(),
  issuedBy: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  revokedOn: day.nullable(),
  revokeReason: z.string().nullable(),
});
const Representative = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  title: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  endReason: z.string().nullable(),
});
export const OrganisationView = OrganisationName.extend({
  shortName: z.string().nullable(),
  foundedOn: day.nullable(),
  placeCode: z.string().nullable(),
  fields: z.array(z.string()),
  endedOn: day.nullable(),
  endReason: z.string().nullable(),
  version: z.int(),
  identifiers: z.array(Identifier),
  establishments: z.array(Establishment),
  licences: z.array(Licence),
  /** Those the asker may see: their own row, or on a basis that names the person. */
  representatives: z.array(Representative),
  changes: z.array(z.object({ field: z.string(), former: z.string(), newValue: z.string(), validFrom: day })),
  successors: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string(), on: day })),
});
export type OrganisationView = z.output<typeof OrganisationView>;

/** Somebody in whose name I may file: an organisation or a person. */
export const Mandate = z.object({
  organisationId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  name: z.string(),
  ground: z.enum(['director', 'authorised']),
  title: z.string(),
  /** Codes of procedures; null: all. */
  procedures: z.array(z.string()).nullable(),
  /** The first day it no longer counts; null: none known. */
  until: day.nullable(),
});
export type Mandate = z.output<typeof Mandate>;

export const Authorisation = z.object({
  id: z.uuid(),
  side: z.enum(['given', 'held']),
  grantorName: z.string(),
  grantorOrganisationId: z.uuid().nullable(),
  holderName: z.string(),
  procedures: z.array(z.string()).nullable(),
  reason: z.string(),
  validFrom: day,
  validTo: day,
  grantedAt: instant,
  state: z.enum(['coming', 'in_force', 'ended']),
  endReason: z.string().nullable(),
});
export type Authorisation = z.output<typeof Authorisation>;

const id = z.object({ id: z.uuid() });
const version = z.int();

export const listMyMandates = route({
  method: 'GET',
  path: '/me/mandates',
  summary: 'Organisations I represent, and who authorised me, today',
  response: z.object({ items: z.array(Mandate) }),
});
export const listMyAuthorisations = route({
  method: 'GET',
  path: '/me/authorisations',
  summary: 'Authorisations I gave and hold, newest first',
  response: z.object({ items: z.array(Authorisation) }),
});
export const authorise = route({
  method: 'POST',
  path: '/me/authorisations',
  summary: 'Let a person file for me, or for an organisation I represent, until a day',
  body: z.object({
    organisationId: z.uuid().nullable().default(null),
    holderNumber: z.string().trim().min(8).max(20),
    holderName: z.string().trim().min(2).max(200),
    procedures: z.array(z.string().max(40)).min(1).max(50).nullable().default(null),
    reason: z.string().trim().min(3).max(500),
    validTo: day,
  }),
  status: 201,
  response: Authorisation,
});
export const endAuthorisation = route({
  method: 'POST',
  path: '/me/authorisations/{id}/ending',
  summary: 'Take an authorisation back that I gave, or lay one down that I hold; at once',
  params: id,
  body: z.object({ reason: z.string().trim().min(3).max(500) }),
  response: Authorisation,
});
export const getMyOrganisation = route({
  method: 'GET',
  path: '/me/organisations/{id}',
  summary: 'An organisation I represent, as registered',
  params: id,
  response: OrganisationView,
});
export const searchOrganisations = route({
  method: 'GET',
  path: '/organisations',
  summary: 'Organisations by name without diacritics, or by tax code, for officers',
  query: z.object({ search: z.string().trim().min(1).max(200) }),
  response: z.object({ items: z.array(OrganisationName) }),
});
export const getOrganisation = route({
  method: 'GET',
  path: '/organisations/{id}',
  summary: 'An organisation with establishments, licences and history, for officers',
  params: id,
  response: OrganisationView,
});
export const registerOrganisation = route({
  method: 'POST',
  path: '/organisations',
  summary: 'Enter an organisation with its numbers and representatives',
  body: z.object({
    kind: z.enum(organisationKinds),
    name: z.string().trim().min(2).max(300),
    shortName: z.string().trim().max(100).nullable().default(null),
    foundedOn: day.nullable().default(null),
    placeCode: z.string().max(10).nullable().default(null),
    address: z.string().trim().min(3).max(500),
    fields: z.array(z.string().max(200)).max(50).default([]),
    identifiers: z
      .array(z.object({ type: z.enum(identifierTypes), value: z.string().trim().max(20), validFrom: day }))
      .min(1)
      .max(5),
    representatives: z
      .array(z.object({ personId: z.uuid(), title: z.string().trim().min(1).max(100), validFrom: day }))
      .max(10)
      .default([]),
  }),
  status: 201,
  response: z.object({ id: z.uuid() }),
});
export const changeOrganisation = route({
  method: 'PUT',
  path: '/organisations/{id}',
  summary: 'Change name, address or fields from a day on; what was stays on record',
  params: id,
  body: z.object({
    version,
    name: z.string().trim().min(2).max(300).optional(),
    address: z.string().trim().min(3).max(500).optional(),
    placeCode: z.string().max(10).optional(),
    validFrom: day,
    decision: z.string().trim().max(200).nullable().default(null),
  }),
  response: OrganisationView,
});
export const nameRepresentative = route({
  method: 'POST',
  path: '/organisations/{id}/representatives',
  summary: 'Enter a legal representative from a day on',
  params: id,
  body: z.object({
    personId: z.uuid(),
    title: z.string().trim().min(1).max(100),
    validFrom: day,
    validTo: day.nullable().default(null),
    source: z.string().trim().min(3).max(200),
  }),
  status: 201,
  response: z.object({ id: z.uuid() }),
});
export const endRepresentative = route({
  method: 'POST',
  path: '/representatives/{id}/ending',
  summary: 'End the role of a legal representative on a day, today at the latest for what is past',
  params: id,
  body: z.object({ on: day, reason: z.string().trim().min(3).max(500) }),
  response: z.object({ id: z.uuid(), validTo: day }),
});
export const dissolveOrganisation = route({
  method: 'POST',
  path: '/organisations/{id}/dissolution',
  summary: 'Record that an organisation ended, and who succeeds it',
  params: id,
  body: z.object({
    version,
    on: day,
    reason: z.string().trim().min(3).max(500),
    successors: z
      .array(
        z.object({
          organisationId: z.uuid(),
          kind: z.enum(['merger', 'consolidation', 'division', 'separation', 'conversion']),
        }),
      )
      .max(10)
      .default([]),
  }),
  response: OrganisationView,
});
