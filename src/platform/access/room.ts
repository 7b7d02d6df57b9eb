import { defineRoom } from '#platform/manifest';
import { errors } from './basis.ts';
import { policy } from './policy-table.ts';
import { texts } from './texts.ts';

export const access = defineRoom({
  name: 'access',
  layer: 'platform',
  dependsOn: [],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
});
