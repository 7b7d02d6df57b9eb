import { z } from 'zod';

export * from './contract-citizen.ts';
export * from './contract-officer.ts';
export * from './contract-shapes.ts';

/** Local error code → HTTP status. */
export const errorCodes = {
  not_found: 404,
  draft_not_found: 404,
  changed_meanwhile: 409,
  action_not_allowed: 409,
  incomplete: 422,
  declaration_missing: 422,
  assurance_too_low: 403,
  not_representative: 403,
  procedure_not_open: 409,
  payment_needed: 409,
  nothing_to_pay: 409,
  attachment_refused: 422,
  reason_missing: 422,
  already_asked: 409,
  second_apology: 409,
  result_not_ready: 409,
  nothing_to_undo: 409,
} as const;

export const Language = z.enum(['vi', 'en']);
