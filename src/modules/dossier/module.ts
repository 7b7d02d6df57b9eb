import { defineRoom } from '#platform/manifest';
import { emittedTypes } from './case-file.ts';
import { standingConsumer } from './end-standing.ts';
import { errors } from './errors.ts';
import { moneyEvents, noteMoney } from './payment.ts';
import { policy } from './policy.ts';
import { citizenRoutes } from './routes-citizen.ts';
import { officerRoutes } from './routes-officer.ts';
import { texts } from './texts.ts';

export const dossier = defineRoom({
  name: 'dossier',
  layer: 'registry',
  models: [1, 3],
  dependsOn: [
    'access',
    'audit',
    'events',
    'http',
    'calendar',
    'files',
    'money',
    'procedure',
    'agency',
    'place',
    'person',
    'identity-check',
    'organisation',
  ],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes: [...citizenRoutes, ...officerRoutes],
  consumers: [{ name: 'dossier.note-money', types: moneyEvents, run: noteMoney }, standingConsumer],
  events: [...emittedTypes, 'dossier.issue_asked'],
});
