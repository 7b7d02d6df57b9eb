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

export const listVersions = route({
  method: 'GET',
  path: '/procedures/{code}/versions',
  summary: 'Published versions of a procedure, newest first; none is ever overwritten',
  access: 'public',
  params: z.object({ code: z.string().max(40) }),
  response: z.object({
    items: z.array(
      z.object({
        version: z.int(),
        validFrom: z.iso.date(),
        validTo: z.iso.date().nullable(),
        publishedAt: z.iso.datetime({ offset: true }),
        inForce: z.boolean(),
        verified: z.boolean(),
      }),
    ),
  }),
});
export const compareVersions = route({
  method: 'GET',
  path: '/procedures/{code}/versions/{version}/differences',
  summary: 'What a version changed against another; against the one before it unless said otherwise',
  access: 'public',
  params: z.object({ code: z.string().max(40), version: z.coerce.number().int().min(1) }),
  query: z.object({ against: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    version: z.int(),
    against: z.int().nullable(),
    items: z.array(
      z.object({
        /** Where in the definition: parts by their keys, e.g. `pages / subject / fields / reason / label`. */
        path: z.array(z.string()),
        kind: z.enum(['added', 'removed', 'changed']),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  }),
});
