import { definePolicy } from './policy.ts';

/** The basis register itself: whoever acts may open one for themselves and see their own. */
export const policy = definePolicy({
  module: 'access',
  resources: {
    purpose: {
      table: 'access.purpose',
      actions: { read: 'select', publish: 'insert', end: 'update' },
    },
    basis: {
      table: 'access.basis',
      columns: { actor: 'actor_id', kind: 'kind' },
      actions: { read: 'select', open: 'insert', close: 'update', approve: 'update' },
    },
    'basis-subject': {
      table: 'access.basis_subject',
      columns: { person: 'person_id' },
      actions: { read: 'select', add: 'insert' },
      partOf: { resource: 'basis', column: 'basis_id', commands: ['select', 'insert'] },
    },
  },
  rules: [
    { role: 'anyone', on: 'basis', actions: ['read', 'open', 'close'], scope: { actor: 'actor' } },
    {
      role: 'staff',
      on: 'basis',
      actions: ['read', 'open', 'close'],
      scope: { column: 'kind', in: ['case'] },
    },
    {
      role: 'citizen',
      on: 'basis',
      actions: ['read', 'open', 'close'],
      scope: { column: 'kind', in: ['case'] },
    },
    {
      role: 'access-approver',
      on: 'basis',
      actions: ['read', 'approve'],
      scope: { column: 'kind', in: ['break_glass'] },
    },
    { role: 'system', on: 'basis', actions: ['read', 'open', 'close'], scope: 'all' },
    { role: 'auditor', on: 'basis', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'purpose', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'purpose', actions: ['publish', 'end'], scope: 'all' },
    { role: 'citizen', on: 'basis-subject', actions: ['read'], scope: { represented: 'person' } },
  ],
});
