import { defineErrors } from '#platform/runtime';

export const errors = defineErrors('audit', {
  not_found: 404,
  other_log: 500,
  inconsistent: 500,
});
