import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const basis = defineRoom({
  name: 'basis',
  layer: 'platform',
  dependsOn: ['access', 'audit', 'events', 'http'],
  folder: import.meta.dirname,
  errors,
  texts,
  routes,
  events: [
    'basis.declared',
    'basis.subject_named',
    'basis.closed',
    'basis.break_glass_requested',
    'basis.break_glass_approved',
    'basis.break_glass_refused',
  ],
});
