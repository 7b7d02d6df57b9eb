import { definePolicy } from '#platform/access';

const write = ['add', 'revise'];

/** The law is public; it is written from the catalogue, whose revisions keep the history. */
export const policy = definePolicy({
  module: 'law',
  resources: {
    instrument: { table: 'law.instrument', actions: { read: 'select', add: 'insert', revise: 'update' } },
  },
  rules: [
    { role: 'anyone', on: 'instrument', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'instrument', actions: write, scope: 'all' },
    { role: 'catalogue-publisher', on: 'instrument', actions: write, scope: 'all' },
  ],
});
