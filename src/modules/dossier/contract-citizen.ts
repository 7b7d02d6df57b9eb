import { z } from 'zod';
import { route } from '#lib/contract';
import {
  Answers,
  Attachment,
  Day,
  Dossier,
  DossierComponent,
  DossierSummary,
  Instant,
  Named,
  Section,
  Source,
  AgencyRef,
} from './contract-shapes.ts';

const IdParam = z.object({ id: z.uuid() });
const Page = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

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

export const listMyDossiers = route({
  method: 'GET',
  path: '/me/dossiers',
  summary: 'Dossiers that I or somebody I represent filed',
  query: Page.extend({ open: z.enum(['true', 'false']).optional(), search: z.string().max(100).optional() }),
  response: z.object({
    items: z.array(DossierSummary),
    nextCursor: z.string().nullable(),
    openCount: z.number().int(),
  }),
});
export const getMyDossier = route({
  method: 'GET',
  path: '/me/dossiers/{id}',
  summary: 'A dossier of mine',
  params: IdParam,
  response: Dossier,
});

export const PaymentView = z.object({
  state: z.enum(['due', 'pending', 'short', 'paid', 'refund_due', 'refunded']),
  amount: z.number().int(),
  paid: z.number().int(),
  remaining: z.number().int(),
  /** EMVCo payload to be drawn as a QR code; null when nothing is to be paid. */
  vietqr: z.string().nullable(),
  bankName: z.string(),
  accountNumber: z.string(),
  accountName: z.string(),
  transferCode: z.string(),
  paidAt: Instant.nullable(),
});
export const startPayment = route({
  method: 'POST',
  path: '/me/dossiers/{id}/payment',
  summary: 'Get the VietQR for the fee',
  params: IdParam,
  response: PaymentView,
});
export const getPayment = route({
  method: 'GET',
  path: '/me/dossiers/{id}/payment',
  summary: 'Has the bank told us?',
  params: IdParam,
  response: PaymentView,
});

export const answerSupplement = route({
  method: 'POST',
  path: '/me/dossiers/{id}/supplement',
  summary: 'Answer a request for supplements',
  params: IdParam,
  body: z.object({
    answers: z.record(z.string(), z.unknown()).default({}),
    note: z.string().max(2000).default(''),
  }),
  response: Dossier,
});
/** multipart/form-data with one file */
export const addSupplementAttachment = route({
  method: 'POST',
  path: '/me/dossiers/{id}/components/{component}/attachments',
  summary: 'Attach a file while a supplement is asked for',
  params: IdParam.extend({ component: z.string().max(80) }),
  status: 201,
  response: Attachment,
});
export const withdrawDossier = route({
  method: 'POST',
  path: '/me/dossiers/{id}/withdrawal',
  summary: 'Withdraw a dossier',
  params: IdParam,
  body: z.object({ reason: z.string().trim().min(1).max(2000) }),
  response: Dossier,
});
export const appealDossier = route({
  method: 'POST',
  path: '/me/dossiers/{id}/appeal',
  summary: 'Complain about the handling or the result',
  params: IdParam,
  body: z.object({ text: z.string().trim().min(1).max(5000) }),
  response: Dossier,
});
export const rateDossier = route({
  method: 'POST',
  path: '/me/dossiers/{id}/rating',
  summary: 'Say how satisfied I am',
  params: IdParam,
  body: z.object({ score: z.number().int().min(1).max(5), comment: z.string().max(2000).default('') }),
  response: Dossier,
});
/** application/pdf or the uploaded file's own type */
export const downloadMyDocument = route({
  method: 'GET',
  path: '/me/dossiers/{id}/documents/{documentId}',
  summary: 'Download a document of a dossier',
  params: IdParam.extend({ documentId: z.uuid() }),
});
/** Follow a dossier by its code alone: nothing personal is told. */
export const trackDossier = route({
  method: 'GET',
  path: '/tracking/{code}',
  summary: 'State of a dossier by its code',
  access: 'public',
  params: z.object({ code: z.string().max(60) }),
  response: DossierSummary.pick({
    code: true,
    title: true,
    states: true,
    steps: true,
    submittedAt: true,
    receivedAt: true,
    dueAt: true,
    decidingAgency: true,
  }),
});
