import { definePolicy } from '#platform/access';

/** A draft belongs to the one who writes it; nobody else sees it before it is filed. */
export const policy = definePolicy({
  module: 'filing',
  resources: {
    draft: {
      table: 'filing.draft',
      columns: { filer: 'filer_person_id' },
      actions: { read: 'select', start: 'insert', save: 'update', discard: 'delete' },
    },
    attachment: {
      table: 'filing.attachment',
      actions: { read: 'select', add: 'insert', remove: 'delete' },
      partOf: { resource: 'draft', column: 'draft_id', commands: ['select', 'insert', 'delete'] },
    },
  },
  rules: [
    { role: 'citizen', on: 'draft', actions: ['read', 'start', 'save', 'discard'], scope: { self: 'filer' } },
    { role: 'system', on: 'draft', actions: ['read', 'discard'], scope: 'all' },
  ],
});
