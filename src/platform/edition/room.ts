import { defineRoom } from '#platform/manifest';
import { policy } from './policy.ts';

export const edition = defineRoom({
  name: 'edition',
  layer: 'platform',
  dependsOn: [],
  folder: import.meta.dirname,
  policy,
});
