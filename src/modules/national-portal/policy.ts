import { definePolicy } from '#platform/access';

/** Only the house itself talks to the gateway; officers see the outcome on the case. */
export const policy = definePolicy({
  module: 'national-portal',
  resources: {
    sync: { table: 'national_portal.sync', actions: { read: 'select', add: 'insert', change: 'update' } },
    intake: { table: 'national_portal.intake', actions: { read: 'select', add: 'insert' } },
  },
  rules: [
    { role: 'system', on: 'sync', actions: ['read', 'add', 'change'], scope: 'all' },
    { role: 'administrator', on: 'sync', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'intake', actions: ['read', 'add'], scope: 'all' },
  ],
});
