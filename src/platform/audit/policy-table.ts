import { definePolicy } from '#platform/access';

/** Append-only for everyone; read by the system, by auditors, and by the person an entry is about. */
export const policy = definePolicy({
  module: 'audit',
  resources: {
    entry: { table: 'audit.entry', actions: { append: 'insert', read: 'select' } },
    'entry-subject': {
      table: 'audit.entry_subject',
      columns: { person: 'person_id' },
      actions: { append: 'insert', read: 'select' },
    },
    unsequenced: {
      table: 'audit.unsequenced',
      actions: { append: 'insert', read: 'select', sequence: 'delete' },
    },
  },
  rules: [
    { role: 'anyone', on: 'entry', actions: ['append'], scope: 'all' },
    { role: 'system', on: 'entry', actions: ['read'], scope: 'all' },
    { role: 'auditor', on: 'entry', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'entry-subject', actions: ['append'], scope: 'all' },
    { role: 'citizen', on: 'entry-subject', actions: ['read'], scope: { represented: 'person' } },
    { role: 'system', on: 'entry-subject', actions: ['read'], scope: 'all' },
    { role: 'auditor', on: 'entry-subject', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'unsequenced', actions: ['append'], scope: 'all' },
    { role: 'system', on: 'unsequenced', actions: ['read', 'sequence'], scope: 'all' },
  ],
});
