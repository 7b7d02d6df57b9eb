import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const place = defineRoom({
  name: 'place',
  layer: 'registry',
  dependsOn: ['access', 'catalog', 'edition', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
});
