export * from './contract-citizen.ts';
export * from './contract-officer.ts';
export * from './contract-shapes.ts';

/** Local error code → HTTP status. */
export const errorCodes = {
  not_found: 404,
  changed_meanwhile: 409,
  action_not_allowed: 409,
  payment_needed: 409,
  nothing_to_pay: 409,
  already_asked: 409,
  second_apology: 409,
  nothing_to_undo: 409,
  no_agency: 422,
  component_unknown: 404,
  attachment_refused: 422,
} as const;
