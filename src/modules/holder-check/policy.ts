import { definePolicy } from '#platform/access';

/** A holder check belongs to the officer who opened it; the person sees it. Administrators set the threshold, two of them. */
export const policy = definePolicy({
  module: 'holder-check',
  resources: {
    check: {
      table: 'holder_check.holder_check',
      columns: { officer: 'officer_id', person: 'person_id' },
      actions: { read: 'select', open: 'insert', answer: 'update' },
    },
    threshold: {
      table: 'holder_check.threshold',
      actions: { read: 'select', propose: 'insert', approve: 'update' },
    },
  },
  rules: [
    { role: 'staff', on: 'check', actions: ['read', 'open', 'answer'], scope: { actor: 'officer' } },
    { role: 'citizen', on: 'check', actions: ['read'], scope: { self: 'person' } },
    { role: 'staff', on: 'threshold', actions: ['read'], scope: 'all' },
    { role: 'administrator', on: 'threshold', actions: ['propose', 'approve'], scope: 'all' },
  ],
});
