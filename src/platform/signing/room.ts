import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { texts } from './texts.ts';

export const signing = defineRoom({
  name: 'signing',
  layer: 'platform',
  dependsOn: [],
  folder: import.meta.dirname,
  errors,
  texts,
});
