import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { texts } from './texts.ts';

export const documents = defineRoom({
  name: 'documents',
  layer: 'platform',
  dependsOn: ['signing'],
  folder: import.meta.dirname,
  errors,
  texts,
});
