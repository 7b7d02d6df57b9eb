import { definePolicy } from '#platform/access';

/** Failed jobs are reached through functions that ask for the role themselves; what was given up stays on record. */
export const policy = definePolicy({
  module: 'operations',
  resources: {
    'ended-job': { table: 'operations.ended_job', actions: { read: 'select', record: 'insert' } },
  },
  rules: [{ role: 'operator', on: 'ended-job', actions: ['read', 'record'], scope: 'all' }],
});
