import { definePolicy } from '#platform/access';

/** The catalogue is public; it is written by the importer, which runs as the system. */
export const policy = definePolicy({
  module: 'procedure',
  resources: {
    definition: { table: 'procedure.definition', actions: { read: 'select', publish: 'insert' } },
    listing: { table: 'procedure.listing', actions: { read: 'select', add: 'insert', change: 'update' } },
  },
  rules: [
    { role: 'anyone', on: 'definition', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'definition', actions: ['publish'], scope: 'all' },
    { role: 'anyone', on: 'listing', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'listing', actions: ['add', 'change'], scope: 'all' },
  ],
});
