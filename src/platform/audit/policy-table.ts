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
    sequenced: { table: 'audit.sequenced', actions: { append: 'insert', read: 'select' } },
    tile: { table: 'audit.tile', actions: { append: 'insert', read: 'select' } },
    tree: { table: 'audit.tree', actions: { begin: 'insert', grow: 'update', read: 'select' } },
    checkpoint: { table: 'audit.checkpoint', actions: { append: 'insert', read: 'select' } },
    cosignature: { table: 'audit.cosignature', actions: { append: 'insert', read: 'select' } },
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
    { role: 'system', on: 'sequenced', actions: ['append', 'read'], scope: 'all' },
    { role: 'auditor', on: 'sequenced', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'tile', actions: ['append', 'read'], scope: 'all' },
    { role: 'system', on: 'tree', actions: ['begin', 'grow', 'read'], scope: 'all' },
    { role: 'system', on: 'checkpoint', actions: ['append', 'read'], scope: 'all' },
    { role: 'anyone', on: 'checkpoint', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'cosignature', actions: ['append', 'read'], scope: 'all' },
    { role: 'anyone', on: 'cosignature', actions: ['read'], scope: 'all' },
  ],
});
