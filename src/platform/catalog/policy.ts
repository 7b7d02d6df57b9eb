import { definePolicy } from '#platform/access';

const actions = { read: 'select', publish: 'insert' } as const;
const publish = (role: string) =>
  (['sheet', 'entry'] as const).map((on) => ({ role, on, actions: ['publish'], scope: 'all' as const }));

/** Everybody may read the facts; nobody may change or delete what was published. */
export const policy = definePolicy({
  module: 'catalog',
  resources: {
    sheet: { table: 'catalog.sheet', actions },
    entry: { table: 'catalog.entry', actions },
  },
  rules: [
    { role: 'anyone', on: 'sheet', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'entry', actions: ['read'], scope: 'all' },
    ...publish('catalogue-publisher'),
    ...publish('system'),
  ],
});
