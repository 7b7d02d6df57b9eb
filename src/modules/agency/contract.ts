import { z } from 'zod';
import { agencyKinds, legalDay } from '#lib/catalog';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  staff_not_found: 404,
  term_not_found: 404,
  agency_not_in_force: 422,
  term_overlaps: 409,
  term_ended: 409,
  end_in_past: 422,
  person_is_staff: 409,
  outside_jurisdiction: 404,
} as const;

const day = legalDay;

export const AgencyName = z.object({ id: z.uuid(), key: z.string(), name: z.string(), nameEn: z.string() });

export const Agency = AgencyName.extend({
  code: z.string().nullable(),
  provisional: z.boolean(),
  shortName: z.string().nullable(),
  kind: z.enum(agencyKinds),
  places: z.array(z.string()),
  fields: z.array(z.string()),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});

export const listAgencies = route({
  method: 'GET',
  path: '/agencies',
  summary: 'Find agencies, with or without diacritics; today’s unless a day is given',
  access: 'public',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    kind: z.enum(agencyKinds).optional(),
    /** Agencies that serve this commune or province. */
    place: z
      .string()
      .regex(/^\d{2}(?:\d{3})?$/)
      .optional(),
    on: day.optional(),
    former: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({ items: z.array(Agency) }),
});

const Step = z.object({
  agency: AgencyName,
  on: z.string(),
  scope: z.array(z.string()),
  verified: z.boolean(),
});

export const getAgency = route({
  method: 'GET',
  path: '/agencies/{id}',
  summary: 'An agency, what it took over, who took over from it, and who answers today',
  access: 'public',
  params: z.object({ id: z.uuid() }),
  response: z.object({
    agency: Agency,
    parent: AgencyName.nullable(),
    predecessors: z.array(Step),
    successors: z.array(Step),
    today: z.array(AgencyName),
  }),
});

const role = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*$/)
  .max(40);

export const Term = z.object({
  id: z.uuid(),
  agency: AgencyName,
  role,
  title: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  decision: z.string().nullable(),
  endReason: z.string().nullable(),
});

export const StaffMember = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  terms: z.array(Term),
});

export const listStaff = route({
  method: 'GET',
  path: '/staff',
  summary: 'Colleagues, by name or agency, with their terms of office',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    agency: z.uuid().optional(),
    role: role.optional(),
    on: day.optional(),
  }),
  response: z.object({ items: z.array(StaffMember) }),
});

export const addStaff = route({
  method: 'POST',
  path: '/staff',
  summary: 'Enter a new member of staff',
  status: 201,
  body: z.object({
    name: z.string().trim().min(1).max(200),
    personId: z.uuid().nullable().default(null),
    email: z.email().max(254).nullable().default(null),
    phone: z.string().trim().max(20).nullable().default(null),
  }),
  response: z.object({ id: z.uuid() }),
});

export const grantTerm = route({
  method: 'POST',
  path: '/staff/{id}/terms',
  summary: 'Give a role at an agency from a day on',
  status: 201,
  params: z.object({ id: z.uuid() }),
  body: z.object({
    agencyId: z.uuid(),
    role,
    title: z.string().trim().min(1).max(200),
    validFrom: day,
    validTo: day.nullable().default(null),
    decision: z.string().trim().max(100).nullable().default(null),
  }),
  response: z.object({ id: z.uuid() }),
});

export const endTerm = route({
  method: 'POST',
  path: '/terms/{id}/ending',
  summary: 'End a term of office, today at the earliest',
  params: z.object({ id: z.uuid() }),
  body: z.object({ on: day, reason: z.string().trim().min(1).max(500) }),
  response: z.object({ id: z.uuid(), validTo: z.string() }),
});
