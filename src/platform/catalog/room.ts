import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { texts } from './texts.ts';

export const catalog = defineRoom({
  name: 'catalog',
  layer: 'platform',
  dependsOn: ['access', 'edition', 'events'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  events: ['catalog.imported'],
});
