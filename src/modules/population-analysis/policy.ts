import { definePolicy, type Rule } from '#platform/access';

const analyst = 'population-analyst';
/** Who may see figures before they are published; all of them hide small ones. */
const readers = [analyst, 'ioc-viewer', 'ioc-operator', 'leader'];

const reads = (on: string): Rule[] => [
  ...readers.map((role): Rule => ({ role, on, actions: ['preview'], scope: 'all' })),
  { role: 'anyone', on, actions: ['read'], scope: { column: 'state', in: ['open'] } },
  { role: 'system', on, actions: ['preview', 'add', 'remove'], scope: 'all' },
  { role: analyst, on, actions: ['open', 'list-people'], scope: 'all' },
];
const columns = { state: 'state' } as const;
const actions = {
  read: 'select',
  preview: 'select',
  'list-people': 'select',
  add: 'insert',
  open: 'update',
  remove: 'delete',
} as const;

/** Figures are released by rule before they are stored: nobody can read what was hidden. */
export const policy = definePolicy({
  module: 'population-analysis',
  resources: {
    snapshot: { table: 'population_analysis.snapshot', columns, actions },
    figure: { table: 'population_analysis.figure', columns, actions },
  },
  rules: [...reads('snapshot'), ...reads('figure')],
  open: { 'population_analysis.release_rule': ['select'] },
});
