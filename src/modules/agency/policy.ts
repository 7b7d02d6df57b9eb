import { definePolicy } from '#platform/access';

const published = { read: 'select', add: 'insert', revise: 'update' } as const;
const publishers = ['system', 'catalogue-publisher'] as const;

/** Agencies are public. Colleagues see each other; terms of office are given by whoever administers the staff of that agency. */
export const policy = definePolicy({
  module: 'agency',
  resources: {
    agency: { table: 'agency.agency', actions: published },
    succession: { table: 'agency.succession', actions: published },
    staff: {
      table: 'agency.staff',
      columns: { staff: 'id' },
      actions: { read: 'select', add: 'insert', correct: 'update' },
    },
    term: {
      table: 'agency.term',
      columns: { agency: 'agency_id', staff: 'staff_id' },
      actions: { read: 'select', grant: 'insert', end: 'update' },
    },
  },
  rules: [
    { role: 'anyone', on: 'agency', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'succession', actions: ['read'], scope: 'all' },
    ...publishers.flatMap((role) => [
      { role, on: 'agency', actions: ['add', 'revise'], scope: 'all' as const },
      { role, on: 'succession', actions: ['add', 'revise'], scope: 'all' as const },
    ]),
    { role: 'staff', on: 'staff', actions: ['read'], scope: 'all' },
    { role: 'staff', on: 'term', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'staff', actions: ['read', 'add', 'correct'], scope: 'all' },
    { role: 'system', on: 'term', actions: ['read', 'grant', 'end'], scope: 'all' },
    { role: 'administrator', on: 'staff', actions: ['add', 'correct'], scope: 'all' },
    { role: 'administrator', on: 'term', actions: ['grant', 'end'], scope: 'all' },
    { role: 'staff-administrator', on: 'staff', actions: ['add'], scope: 'all' },
    { role: 'staff-administrator', on: 'term', actions: ['grant', 'end'], scope: { agency: 'agency' } },
  ],
});
