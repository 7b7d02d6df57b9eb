import { defineRoom } from '#platform/manifest';

export const evidence = defineRoom({
  name: 'evidence',
  layer: 'registry',
  models: [1, 3],
  dependsOn: ['access', 'audit', 'events'],
  folder: import.meta.dirname,
});
