import { dossierEvents } from '#modules/dossier';
import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { syncConsumer, syncJob } from './sync-dossier.ts';
import { texts } from './texts.ts';

export const nationalPortal = defineRoom({
  name: 'national-portal',
  layer: 'service',
  models: [1],
  dependsOn: [
    'access',
    'audit',
    'events',
    'http',
    'jobs',
    'files',
    'identity',
    'agency',
    'person',
    'procedure',
    'evidence',
    'dossier',
  ],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [syncJob],
  consumers: [syncConsumer(dossierEvents)],
});
