import { defineRoom } from '#platform/manifest';
import { policy } from './policy-table.ts';

export const events = defineRoom({
  name: 'events',
  layer: 'platform',
  dependsOn: ['access', 'jobs'],
  folder: import.meta.dirname,
  policy,
});
