import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const law = defineRoom({
  name: 'law',
  layer: 'registry',
  dependsOn: ['access', 'catalog', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
});
