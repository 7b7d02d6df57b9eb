import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  period_invalid: 422,
  period_too_long: 422,
  already_resident: 409,
  person_not_alive: 409,
} as const;

export const relations = [
  'head',
  'spouse',
  'child',
  'child_in_law',
  'parent',
  'grandchild',
  'sibling',
  'grandparent',
  'relative',
  'tenant',
  'guest',
] as const;

export const StayView = z.object({
  id: z.uuid(),
  kind: z.enum(['permanent', 'temporary']),
  householdId: z.uuid().nullable(),
  relation: z.enum(relations),
  placeCode: z.string().nullable(),
  address: z.string(),
  validFrom: z.iso.date().nullable(),
  /** Exclusive. */
  validTo: z.iso.date().nullable(),
});
export const ResidenceView = z.object({
  permanent: StayView.nullable(),
  temporary: z.array(StayView),
  absences: z.array(
    z.object({ validFrom: z.iso.date(), validTo: z.iso.date(), reason: z.string(), destination: z.string() }),
  ),
});
export const HouseholdView = z.object({
  id: z.uuid(),
  kind: z.enum(['permanent', 'temporary']).nullable(),
  address: z.string().nullable(),
  headPersonId: z.uuid().nullable(),
  members: z.array(
    z.object({
      personId: z.uuid(),
      /** Null where the asker may not see the member. */
      fullName: z.string().nullable(),
      relation: z.enum(relations),
      kind: z.enum(['permanent', 'temporary']),
      since: z.iso.date().nullable(),
    }),
  ),
});

export const getMyResidence = route({
  method: 'GET',
  path: '/me/residence',
  summary: 'Where I am registered to live',
  response: ResidenceView,
});
export const getMyHousehold = route({
  method: 'GET',
  path: '/me/household',
  summary: 'The household of my permanent residence and its members',
  response: HouseholdView,
});
export const getPersonResidence = route({
  method: 'GET',
  path: '/persons/{id}/residence',
  summary: 'Where a person named by the open basis is registered to live',
  params: z.object({ id: z.uuid() }),
  response: ResidenceView,
});

export type StayView = z.infer<typeof StayView>;
export type ResidenceView = z.infer<typeof ResidenceView>;
export type HouseholdView = z.infer<typeof HouseholdView>;
export type Relation = (typeof relations)[number];
