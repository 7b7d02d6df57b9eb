import { defineRoom } from '#platform/manifest';

export const jobs = defineRoom({
  name: 'jobs',
  layer: 'platform',
  dependsOn: [],
  folder: import.meta.dirname,
});
