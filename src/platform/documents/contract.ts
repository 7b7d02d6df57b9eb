export const errorCodes = {
  template_unknown: 500,
  template_invalid: 500,
  value_missing: 500,
  letter_missing: 500,
} as const;
