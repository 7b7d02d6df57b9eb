import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const holderCheck = defineRoom({
  name: 'holder-check',
  layer: 'registry',
  models: [2],
  dependsOn: ['access', 'events', 'http', 'identity-check'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['holder-check.compared', 'holder-check.decided', 'holder-check.threshold_approved'],
});
