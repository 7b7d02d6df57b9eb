export const errorCodes = {
  not_found: 404,
  kind_unknown: 422,
  changed_meanwhile: 409,
  busy: 409,
  not_mapped: 422,
  field_missing: 422,
  field_twice: 422,
  column_count: 422,
  unreadable: 422,
  already_imported: 409,
  nothing_to_match: 409,
  lookup_too_wide: 422,
  engine_starting: 503,
  engine_failed: 503,
  settled: 409,
  own_judgement: 409,
  lead_needed: 409,
  not_a_candidate: 422,
  nothing_to_undo: 409,
  reason_needed: 422,
  group_changed: 409,
  correction_exists: 409,
  correction_answered: 409,
  field_not_compared: 422,
  too_few_pairs: 409,
  export_not_ready: 409,
} as const;

export * from './contract-lists.ts';
export * from './contract-queue.ts';
export * from './contract-shapes.ts';
