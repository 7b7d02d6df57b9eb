import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  sign_in_expired: 410,
  sign_in_refused: 401,
  vneid_unavailable: 503,
  not_registered: 403,
  deceased: 403,
  not_your_account: 403,
  level_too_low: 403,
  wrong_credentials: 401,
  locked: 429,
  second_factor_missing: 403,
  passkey_required: 403,
  passkey_refused: 401,
  password_weak: 422,
  ticket_refused: 403,
  same_person: 409,
  sign_in_again: 403,
  not_represented: 403,
  account_unknown: 404,
  session_unknown: 404,
  login_name_taken: 409,
  write_not_proven: 403,
} as const;

const level = z.int().min(1).max(4);

export const sessionView = z.object({
  id: z.uuid(),
  kind: z.enum(['citizen', 'staff']),
  device: z.string(),
  methods: z.array(z.string()),
  startedAt: z.string(),
  lastSeenAt: z.string(),
  isThisOne: z.boolean(),
});

export const meView = z.object({
  kind: z.enum(['anonymous', 'citizen', 'staff']),
  accountId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  displayName: z.string().nullable(),
  accountLevel: z.int().nullable(),
  authLevel: z.int().nullable(),
  methods: z.array(z.string()),
  /** In whose name the person acts now; null = in their own. */
  actingFor: z.object({ personId: z.uuid().nullable(), organisationId: z.uuid().nullable() }).nullable(),
  mayActFor: z.object({ persons: z.array(z.uuid()), organisations: z.array(z.uuid()) }),
  terms: z.array(z.object({ role: z.string(), agencyId: z.uuid(), places: z.array(z.string()) })),
  /** When the session ends whatever the person does. */
  endsAt: z.string().nullable(),
  idleEndsAt: z.string().nullable(),
});

export const showMe = route({
  method: 'GET',
  path: '/identity/me',
  summary: 'Who is signed in, how surely, and in whose name they may act',
  response: meView,
  access: 'public',
});

export const listSessions = route({
  method: 'GET',
  path: '/identity/sessions',
  summary: 'My sessions that are still open',
  response: z.object({ items: z.array(sessionView) }),
});

export const endSession = route({
  method: 'DELETE',
  path: '/identity/sessions/{id}',
  summary: 'End one of my sessions',
  params: z.object({ id: z.uuid() }),
  status: 204,
});

export const endOtherSessions = route({
  method: 'POST',
  path: '/identity/sessions/ending',
  summary: 'End all my sessions but this one',
  response: z.object({ ended: z.int() }),
});

export const signOut = route({
  method: 'POST',
  path: '/identity/sign-out',
  summary: 'End this session; tells where to go so that VNeID ends its own',
  response: z.object({ redirectTo: z.string() }),
});

export const actFor = route({
  method: 'POST',
  path: '/identity/acting-for',
  summary: 'Act in the name of a person or an organisation I may represent, or again in my own',
  body: z.object({ personId: z.uuid().optional(), organisationId: z.uuid().optional() }),
  response: z.object({}),
});

// Officers' sign-in: the pages at /can-bo/dang-nhap call these, without being signed in.
const flowParams = z.object({ id: z.uuid() });
const step = z.object({
  stage: z.enum(['credentials', 'second_factor', 'done']),
  /** Where to go on when the stage is done. */
  redirectTo: z.string().nullable(),
});
/** JSON of the browser's WebAuthn call; its own library checks it. */
const webauthnJson = z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal('public-key') });

export const showOfficerSignIn = route({
  method: 'GET',
  path: '/identity/officer-sign-ins/{id}',
  summary: 'How far an officer’s sign-in has come',
  params: flowParams,
  response: step.extend({ clientName: z.string() }),
  access: 'public',
});

export const givePassword = route({
  method: 'POST',
  path: '/identity/officer-sign-ins/{id}/password',
  summary: 'First factor: login name and password',
  params: flowParams,
  body: z.object({ loginName: z.string().min(1).max(100), password: z.string().min(1).max(1000) }),
  response: step,
  access: 'public',
});

export const giveCode = route({
  method: 'POST',
  path: '/identity/officer-sign-ins/{id}/code',
  summary: 'Second factor: the six digits of the authenticator app',
  params: flowParams,
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  response: step,
  access: 'public',
});

export const askPasskey = route({
  method: 'POST',
  path: '/identity/officer-sign-ins/{id}/passkey-question',
  summary: 'Options for navigator.credentials.get',
  params: flowParams,
  response: z.looseObject({ challenge: z.string() }),
  access: 'public',
});

export const givePasskey = route({
  method: 'POST',
  path: '/identity/officer-sign-ins/{id}/passkey',
  summary: 'Sign in with a passkey: both factors at once',
  params: flowParams,
  body: webauthnJson,
  response: step,
  access: 'public',
});

const ticket = z.object({ ticket: z.string().min(20).max(200) });

export const startEnrolment = route({
  method: 'POST',
  path: '/identity/enrolments/opening',
  summary: 'Open a one-time ticket: whose account, and what may be set up',
  body: ticket,
  response: z.object({
    loginName: z.string(),
    displayName: z.string(),
    mustUsePasskey: z.boolean(),
    totpUri: z.string(),
    passkeyOptions: z.looseObject({ challenge: z.string() }),
  }),
  access: 'public',
});

export const enrolPassword = route({
  method: 'POST',
  path: '/identity/enrolments/password',
  summary: 'Set a password together with the authenticator app',
  body: ticket.extend({ password: z.string().min(1).max(1000), code: z.string().regex(/^\d{6}$/) }),
  response: z.object({}),
  access: 'public',
});

export const enrolPasskey = route({
  method: 'POST',
  path: '/identity/enrolments/passkey',
  summary: 'Register a passkey',
  body: ticket.extend({ name: z.string().min(1).max(60), response: webauthnJson }),
  response: z.object({}),
  access: 'public',
});

export const requestRecovery = route({
  method: 'POST',
  path: '/identity/staff-accounts/{id}/recoveries',
  summary: 'An administrator asks to give an officer new means of sign-in',
  params: flowParams,
  body: z.object({ reason: z.string().min(5).max(500) }),
  response: z.object({ id: z.uuid() }),
  status: 201,
});

export const approveRecovery = route({
  method: 'PUT',
  path: '/identity/recoveries/{id}/approval',
  summary: 'A second administrator agrees; the one-time ticket is shown once',
  params: flowParams,
  response: z.object({ ticket: z.string(), expiresAt: z.string() }),
});

export const openOwnEnrolment = route({
  method: 'PUT',
  path: '/identity/my-enrolment',
  summary:
    'An officer who has just signed in adds a passkey, or changes password and app; the ticket is shown once',
  response: z.object({ ticket: z.string(), expiresAt: z.string() }),
});

/** Routes that are not one transaction and so are not among the room's `routes`; for OpenAPI. */
export const servedRoutes = [
  showOfficerSignIn,
  givePassword,
  giveCode,
  askPasskey,
  givePasskey,
  startEnrolment,
  enrolPassword,
  enrolPasskey,
  openOwnEnrolment,
  approveRecovery,
] as const;

export type Level = z.infer<typeof level>;
export type SessionView = z.infer<typeof sessionView>;
export type MeView = z.infer<typeof meView>;
export type Step = z.infer<typeof step>;
