import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  already_registered: 409,
  not_of_age: 422,
  already_married: 422,
  same_sex: 422,
  event_ahead: 422,
  cancelled: 409,
} as const;

const Someone = z.object({
  name: z.string(),
  birth: z.string().nullable(),
  ethnicity: z.string().nullable(),
  residence: z.string().nullable(),
});
export const BirthContent = z.object({
  kind: z.literal('birth'),
  child: Someone.extend({
    sex: z.enum(['male', 'female', 'unknown']),
    birthPlace: z.string().nullable(),
    hometown: z.string().nullable(),
  }),
  father: Someone.nullable(),
  mother: Someone.nullable(),
  declarant: z.string().nullable(),
});
export const MarriageContent = z.object({ kind: z.literal('marriage'), husband: Someone, wife: Someone });
export const DeathContent = z.object({
  kind: z.literal('death'),
  deceased: Someone,
  place: z.string().nullable(),
  cause: z.string().nullable(),
  declarant: z.string().nullable(),
});
export const ActContent = z.discriminatedUnion('kind', [BirthContent, MarriageContent, DeathContent]);

export const ActView = z.object({
  id: z.uuid(),
  kind: z.enum(['birth', 'marriage', 'death']),
  /** As written on extracts: number/year. */
  number: z.string(),
  placeCode: z.string(),
  agencyName: z.string(),
  registeredOn: z.iso.date(),
  eventOn: z.iso.date().nullable(),
  subjectId: z.uuid(),
  partnerId: z.uuid().nullable(),
  state: z.enum(['valid', 'cancelled']),
  content: ActContent,
});

export const listMyActs = route({
  method: 'GET',
  path: '/me/civil-status-acts',
  summary: 'My entries in the civil-status register',
  response: z.object({ items: z.array(ActView) }),
});
export const listPersonActs = route({
  method: 'GET',
  path: '/persons/{id}/civil-status-acts',
  summary: 'Entries of a person named by the open basis',
  params: z.object({ id: z.uuid() }),
  response: z.object({ items: z.array(ActView) }),
});
export const getAct = route({
  method: 'GET',
  path: '/civil-status-acts/{id}',
  summary: 'One entry of the register',
  params: z.object({ id: z.uuid() }),
  response: ActView,
});

export type ActView = z.infer<typeof ActView>;
export type ActContent = z.infer<typeof ActContent>;
export type BirthContent = z.infer<typeof BirthContent>;
export type SomeoneAsWritten = z.infer<typeof Someone>;
