import { z } from 'zod';
import { route } from '#lib/contract';
import { AgencyRef, Day, memberRoles, Short, teamLevels, Version } from './contract-shapes.ts';
import { DeviceTotals } from './contract-plan.ts';

const id = z.object({ id: z.uuid() });
const place = z.string().regex(/^\d{2}(?:\d{3})?$/);
const count = z.number().int().min(0).max(9999).default(0);

const SiteFields = z.object({
  model: z.number().int().min(1).max(43),
  kind: Short,
  name: Short,
  placeCode: place,
  address: z.string().trim().max(300).default(''),
  agencyId: z.uuid(),
  reader_qr: count,
  reader_chip: count,
  handheld: count,
  kiosk: count,
  camera: count,
  pos: count,
  installed: count,
  surveyedOn: Day,
  note: z.string().trim().max(1000).default(''),
});
export const Site = SiteFields.extend({
  id: z.uuid(),
  placeCode: z.string().nullable(),
  /** As it was called when surveyed. */
  placeName: z.string(),
  /** What the place is called today, where that changed. */
  placeNow: z.string().nullable(),
  agency: AgencyRef,
  demonstration: z.boolean(),
  version: z.number().int(),
  canEdit: z.boolean(),
});

export const listSites = route({
  method: 'GET',
  path: '/programme/sites',
  summary: 'Surveyed sites and the devices each needs',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    model: z.coerce.number().int().min(1).max(43).optional(),
    place: place.optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  response: z.object({
    items: z.array(Site),
    nextCursor: z.uuid().nullable(),
    totals: z.array(
      DeviceTotals.extend({ model: z.number().int(), short: z.string(), planned: z.array(z.string()) }),
    ),
    canAdd: z.boolean(),
  }),
});
export const addSite = route({
  method: 'POST',
  path: '/programme/sites',
  summary: 'Register a surveyed site',
  status: 201,
  body: SiteFields,
  response: z.object({ id: z.uuid() }),
});
export const changeSite = route({
  method: 'PUT',
  path: '/programme/sites/{id}',
  summary: 'Correct a surveyed site; refused when somebody else changed it since it was read',
  params: id,
  body: SiteFields.extend({ version: Version }),
  response: z.object({ version: z.number().int() }),
});
export const removeSite = route({
  method: 'POST',
  path: '/programme/sites/{id}/removal',
  summary: 'Take a site off the register, or put it back',
  params: id,
  body: z.object({ removed: z.boolean(), version: Version }),
  response: z.object({ version: z.number().int() }),
});

export const Member = z.object({
  id: z.uuid(),
  fullName: z.string(),
  position: z.string(),
  role: z.enum(memberRoles),
  validFrom: Day,
  validTo: Day.nullable(),
  endReason: z.string().nullable(),
  isRunning: z.boolean(),
});
export const Team = z.object({
  id: z.uuid(),
  level: z.enum(teamLevels),
  name: z.string(),
  placeCode: z.string().nullable(),
  placeName: z.string(),
  placeNow: z.string().nullable(),
  decision: z.string(),
  validFrom: Day,
  validTo: Day.nullable(),
  demonstration: z.boolean(),
  version: z.number().int(),
  members: z.array(Member),
});
export const listTeams = route({
  method: 'GET',
  path: '/programme/teams',
  summary: 'Working groups of province, communes and communities with their members and terms',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    level: z.enum(teamLevels).optional(),
    place: place.optional(),
    /** Terms that end within this many days. */
    ending: z.coerce.number().int().min(1).max(366).optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    items: z.array(Team),
    nextCursor: z.uuid().nullable(),
    /** Running terms that end within 60 days. */
    endingSoon: z.number().int(),
    canManage: z.boolean(),
    canSeeContact: z.boolean(),
  }),
});
export const addTeam = route({
  method: 'POST',
  path: '/programme/teams',
  summary: 'Enter a working group',
  status: 201,
  body: z.object({
    level: z.enum(teamLevels),
    name: Short,
    placeCode: place,
    decision: Short,
    validFrom: Day,
    validTo: Day.nullable().default(null),
  }),
  response: z.object({ id: z.uuid() }),
});
export const addMember = route({
  method: 'POST',
  path: '/programme/teams/{id}/members',
  summary: 'Enter a member with role and term',
  status: 201,
  params: id,
  body: z.object({
    fullName: Short,
    position: Short,
    role: z.enum(memberRoles),
    validFrom: Day,
    validTo: Day.nullable().default(null),
    phone: z.string().trim().max(20).nullable().default(null),
    email: z.email().max(254).nullable().default(null),
  }),
  response: z.object({ id: z.uuid() }),
});
export const endMember = route({
  method: 'POST',
  path: '/programme/members/{id}/ending',
  summary: 'End a member’s term',
  params: id,
  body: z.object({ on: Day, reason: Short }),
  response: z.object({ id: z.uuid() }),
});
export const getMemberContact = route({
  method: 'GET',
  path: '/programme/members/{id}/contact',
  summary: 'Telephone and mail of a member, for entitled staff',
  params: id,
  response: z.object({ phone: z.string().nullable(), email: z.string().nullable() }),
});
