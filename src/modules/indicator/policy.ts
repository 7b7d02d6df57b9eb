import { definePolicy } from '#platform/access';

/** Figures are read by every officer; units type their own, a second person of the unit confirms. Only jobs compute. */
export const policy = definePolicy({
  module: 'indicator',
  resources: {
    definition: { table: 'indicator.definition', actions: { read: 'select', publish: 'insert' } },
    value: {
      table: 'indicator.value',
      actions: { read: 'select', compute: 'insert', supersede: 'update' },
    },
    'covered-day': { table: 'indicator.covered_day', actions: { read: 'select', compute: 'insert' } },
    run: { table: 'indicator.run', actions: { read: 'select', ask: 'insert' } },
    computation: {
      table: 'indicator.computation',
      actions: { read: 'select', compute: 'insert', repeat: 'update' },
    },
    figure: {
      table: 'indicator.figure',
      columns: { unit: 'unit_id' },
      actions: { read: 'select', enter: 'insert', confirm: 'update' },
    },
  },
  rules: [
    { role: 'anyone', on: 'definition', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'definition', actions: ['publish'], scope: 'all' },
    { role: 'catalogue-publisher', on: 'definition', actions: ['publish'], scope: 'all' },
    ...['value', 'covered-day', 'run', 'computation', 'figure'].flatMap((on) => [
      { role: 'staff', on, actions: ['read'], scope: 'all' as const },
      { role: 'system', on, actions: ['read'], scope: 'all' as const },
    ]),
    { role: 'system', on: 'value', actions: ['compute', 'supersede'], scope: 'all' },
    { role: 'system', on: 'covered-day', actions: ['compute'], scope: 'all' },
    { role: 'system', on: 'run', actions: ['ask'], scope: 'all' },
    { role: 'programme-secretary', on: 'run', actions: ['ask'], scope: 'all' },
    { role: 'programme-lead', on: 'run', actions: ['ask'], scope: 'all' },
    { role: 'system', on: 'computation', actions: ['compute', 'repeat'], scope: 'all' },
    { role: 'programme-secretary', on: 'figure', actions: ['enter', 'confirm'], scope: { agency: 'unit' } },
    { role: 'programme-lead', on: 'figure', actions: ['enter', 'confirm'], scope: { agency: 'unit' } },
  ],
});
