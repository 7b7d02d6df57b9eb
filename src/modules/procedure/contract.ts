import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404, version_changed: 409 } as const;

const Named = z.object({ vi: z.string(), en: z.string() });

export const ProcedureSummary = z.object({
  code: z.string(),
  title: Named,
  field: Named,
  /** Can be filed here now; the others are listed with their facts. */
  open: z.boolean(),
  level: z.array(z.string()),
  timeLimit: Named.nullable(),
  /** Lowest fee online in đồng; null when unknown. */
  fee: z.number().int().nullable(),
  verified: z.boolean(),
});

export const listProcedures = route({
  method: 'GET',
  path: '/procedures',
  summary: 'Find a procedure, with or without diacritics',
  access: 'public',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    open: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({ items: z.array(ProcedureSummary) }),
});

/** The definition in force: as `ServiceDefinition` of #lib/service-definition. */
export const getProcedure = route({
  method: 'GET',
  path: '/procedures/{code}',
  summary: 'The definition of a procedure in force today',
  access: 'public',
  params: z.object({ code: z.string().max(40) }),
  response: z.object({
    summary: ProcedureSummary,
    definition: z.unknown(),
    legalBasis: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
});
