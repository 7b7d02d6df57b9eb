import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404, other_log: 500, inconsistent: 500 } as const;

const page = {
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const AccessView = z.object({
  id: z.uuid(),
  at: z.iso.datetime({ offset: true }),
  kind: z.enum(['act', 'look', 'refusal']),
  /** `<module>.<verb>` of what was done. */
  action: z.string(),
  actorKind: z.string(),
  isOwn: z.boolean(),
  /** The office; its name is found with the agencies. */
  agencyId: z.uuid().nullable(),
  basisKind: z.string().nullable(),
  purposeCode: z.string().nullable(),
  purpose: z.object({ vi: z.string(), en: z.string() }).nullable(),
  caseRef: z.string().nullable(),
});

export const AccessList = z.object({ items: z.array(AccessView), cursor: z.string().optional() });

export const listMyAccesses = route({
  method: 'GET',
  path: '/me/accesses',
  summary: 'Who looked at my data, or at the data of a person I represent: office, purpose, time',
  query: z.object({ person: z.uuid().optional(), ...page }),
  response: AccessList,
});
export const listPersonAccesses = route({
  method: 'GET',
  path: '/persons/{id}/accesses',
  summary: 'Who looked at a person’s data, for auditors; this look is itself recorded',
  params: z.object({ id: z.uuid() }),
  query: z.object(page),
  response: AccessList,
});
export const getCheckpoint = route({
  method: 'GET',
  path: '/audit/checkpoint',
  summary: 'The last signed head of the audit log with its witnesses: a C2SP note, to be kept by anyone',
  access: 'public',
  response: z.object({ size: z.number().int(), note: z.string() }),
});
