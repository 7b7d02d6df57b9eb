import { defineRoom } from '#platform/manifest';
import { emittedTypes } from './case-file.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { texts } from './texts.ts';

export const dossier = defineRoom({
  name: 'dossier',
  layer: 'registry',
  models: [1, 3],
  dependsOn: ['access', 'audit', 'events', 'http', 'calendar', 'procedure'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  events: emittedTypes,
});
