import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const filing = defineRoom({
  name: 'filing',
  layer: 'registry',
  models: [1, 3],
  dependsOn: [
    'access',
    'audit',
    'events',
    'http',
    'calendar',
    'files',
    'procedure',
    'agency',
    'place',
    'person',
    'evidence',
    'consent',
    'dossier',
  ],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['filing.started', 'filing.discarded'],
});
