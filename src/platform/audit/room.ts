import { defineRoom } from '#platform/manifest';
import { policy } from './policy-table.ts';

export const audit = defineRoom({
  name: 'audit',
  layer: 'platform',
  dependsOn: ['access'],
  folder: import.meta.dirname,
  policy,
});
