import { definePolicy } from '#platform/access';

/** A check belongs to the officer who opened it; the person whose card it was sees it. */
export const policy = definePolicy({
  module: 'identity-check',
  resources: {
    check: {
      table: 'identity_check.identity_check',
      columns: { officer: 'officer_id', person: 'person_id' },
      actions: { read: 'select', open: 'insert', answer: 'update' },
    },
  },
  rules: [
    { role: 'staff', on: 'check', actions: ['read', 'open', 'answer'], scope: { actor: 'officer' } },
    { role: 'citizen', on: 'check', actions: ['read'], scope: { self: 'person' } },
    { role: 'system', on: 'check', actions: ['read', 'open', 'answer'], scope: 'all' },
  ],
  open: {
    'identity_check.trust_certificate': ['select', 'insert', 'update'],
    'identity_check.revocation_list': ['select', 'insert', 'update'],
  },
});
