import { z } from 'zod';
import { route } from '#lib/contract';
import { Attachment, Dossier, DossierSummary, Instant } from './contract-shapes.ts';

const IdParam = z.object({ id: z.uuid() });
const Page = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const listMyDossiers = route({
  method: 'GET',
  path: '/me/dossiers',
  summary: 'Dossiers that I or somebody I represent filed',
  query: Page.extend({
    open: z.enum(['true', 'false']).optional(),
    search: z.string().max(100).optional(),
    /** Only those of this applicant: a person or an organisation I act for. */
    applicant: z.uuid().optional(),
  }),
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
