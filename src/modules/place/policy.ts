import { definePolicy } from '#platform/access';

const actions = { read: 'select', add: 'insert', revise: 'update' } as const;
const rules = (on: 'unit' | 'change') => [
  { role: 'anyone', on, actions: ['read'], scope: 'all' as const },
  { role: 'system', on, actions: ['add', 'revise'], scope: 'all' as const },
  { role: 'catalogue-publisher', on, actions: ['add', 'revise'], scope: 'all' as const },
];

/** Units are public; they are written from the catalogue, whose revisions keep the history. */
export const policy = definePolicy({
  module: 'place',
  resources: {
    unit: { table: 'place.unit', actions },
    change: { table: 'place.change', actions },
  },
  rules: [...rules('unit'), ...rules('change')],
});
