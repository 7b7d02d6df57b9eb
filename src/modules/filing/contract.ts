import { z } from 'zod';
import {
  AgencyRef,
  Answers,
  Attachment,
  Day,
  Dossier,
  DossierComponent,
  Instant,
  Named,
  Section,
  Source,
} from '#contract/dossier';
import { route } from '#lib/contract';

export const errorCodes = {
  draft_not_found: 404,
  changed_meanwhile: 409,
  incomplete: 422,
  declaration_missing: 422,
  assurance_too_low: 403,
  not_representative: 403,
  procedure_not_open: 409,
  consent_not_asked: 409,
  no_agency: 422,
} as const;

const IdParam = z.object({ id: z.uuid() });

export const Applicant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('self') }),
  z.object({ kind: z.literal('person'), personId: z.uuid() }),
  z.object({ kind: z.literal('organisation'), organisationId: z.uuid() }),
]);

/** A value the state knows already: shown, not asked. */
export const KnownFact = z.object({ key: z.string(), label: Named, text: z.string(), source: Source });

export const ConsentStatus = z.object({
  key: z.string(),
  name: Named,
  state: z.enum(['not_asked', 'asked', 'given', 'refused', 'expired']),
  personName: z.string().nullable(),
  at: Instant.nullable(),
});

export const Draft = z.object({
  id: z.uuid(),
  procedureCode: z.string(),
  procedureVersion: z.string(),
  title: Named,
  applicantName: z.string(),
  answers: Answers,
  knownFacts: z.array(KnownFact),
  /** Set when a register could not be asked: the form stays usable, its fields are open and unverified. */
  unavailableRegisters: z.array(z.object({ key: z.string(), name: Named })),
  attachments: z.record(z.string(), z.array(Attachment)),
  consents: z.array(ConsentStatus),
  page: z.string().nullable(),
  savedAt: Instant,
  version: z.number().int(),
});
export type Draft = z.infer<typeof Draft>;

export const DraftSummary = Draft.pick({
  id: true,
  procedureCode: true,
  title: true,
  savedAt: true,
  page: true,
  version: true,
});

/** Everything to look at before filing. */
export const DraftCheck = z.object({
  sections: z.array(Section.extend({ editable: z.boolean(), page: z.string().nullable() })),
  components: z.array(DossierComponent),
  problems: z.array(
    z.object({
      field: z.string().nullable(),
      component: z.string().nullable(),
      page: z.string().nullable(),
      message: Named,
    }),
  ),
  fee: z.object({
    amount: z.number().int(),
    lines: z.array(z.object({ name: Named, amount: z.number().int(), exempt: z.boolean() })),
  }),
  /** When the result is expected if it is received now, and the days that do not count. */
  expectedBy: Instant.nullable(),
  skippedDays: z.array(z.object({ day: Day, reason: Named })),
  timeLimit: Named,
  decidingAgency: AgencyRef.nullable(),
});
export type DraftCheck = z.infer<typeof DraftCheck>;

export const startDraft = route({
  method: 'POST',
  path: '/drafts',
  summary: 'Start a draft for a procedure, prefilled from the registers',
  status: 201,
  body: z.object({ procedureCode: z.string().max(40), applicant: Applicant.default({ kind: 'self' }) }),
  response: Draft,
});
export const listDrafts = route({
  method: 'GET',
  path: '/drafts',
  summary: 'My drafts',
  response: z.object({ items: z.array(DraftSummary) }),
});
export const getDraft = route({
  method: 'GET',
  path: '/drafts/{id}',
  summary: 'A draft of mine',
  params: IdParam,
  response: Draft,
});
export const saveDraft = route({
  method: 'PUT',
  path: '/drafts/{id}',
  summary: 'Save answers; refused when another device saved meanwhile',
  params: IdParam,
  body: z.object({
    answers: z.record(z.string(), z.unknown()),
    page: z.string().max(80).nullable(),
    version: z.number().int(),
  }),
  response: Draft,
});
export const discardDraft = route({
  method: 'DELETE',
  path: '/drafts/{id}',
  summary: 'Throw a draft away',
  params: IdParam,
  status: 204,
  response: z.void(),
});
export const refreshKnownFacts = route({
  method: 'POST',
  path: '/drafts/{id}/known-facts',
  summary: 'Ask the registers again',
  params: IdParam,
  response: Draft,
});
/** multipart/form-data with one file */
export const addAttachment = route({
  method: 'POST',
  path: '/drafts/{id}/components/{component}/attachments',
  summary: 'Attach a file to a component',
  params: IdParam.extend({ component: z.string().max(80) }),
  status: 201,
  response: Attachment,
});
export const removeAttachment = route({
  method: 'DELETE',
  path: '/drafts/{id}/components/{component}/attachments/{attachmentId}',
  summary: 'Remove a file',
  params: IdParam.extend({ component: z.string().max(80), attachmentId: z.uuid() }),
  status: 204,
  response: z.void(),
});
export const askConsent = route({
  method: 'POST',
  path: '/drafts/{id}/consents/{key}/request',
  summary: 'Ask a person for consent through VNeID',
  params: IdParam.extend({ key: z.string().max(80) }),
  body: z.object({ personNumber: z.string().max(20) }),
  response: ConsentStatus,
});
export const checkDraft = route({
  method: 'GET',
  path: '/drafts/{id}/check',
  summary: 'Check a draft before filing',
  params: IdParam,
  response: DraftCheck,
});
export const submitDraft = route({
  method: 'POST',
  path: '/drafts/{id}/submission',
  summary: 'File the dossier',
  params: IdParam,
  status: 201,
  body: z.object({ declared: z.boolean(), version: z.number().int() }),
  response: Dossier,
});
