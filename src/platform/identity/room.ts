import { defineRoom } from '#platform/manifest';
import { cleanUp } from './clean-up.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { propagateLogout } from './propagate-logout.ts';
import { routes } from './routes.ts';
import { rotateKeys } from './signing-keys.ts';
import { texts } from './texts.ts';

export const identity = defineRoom({
  name: 'identity',
  layer: 'platform',
  dependsOn: ['access', 'events', 'http', 'jobs'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [
    { name: 'identity.clean-up', run: (ctx) => cleanUp(ctx) },
    { name: 'identity.rotate-keys', run: (ctx) => rotateKeys(ctx) },
  ],
  schedules: [
    { job: 'identity.clean-up', cron: '17 * * * *' },
    { job: 'identity.rotate-keys', cron: '5 * * * *' },
  ],
  consumers: [propagateLogout],
  events: [
    'identity.signed_in',
    'identity.sign_in_failed',
    'identity.session_ended',
    'identity.acting_changed',
    'identity.ticket_issued',
    'identity.recovery_requested',
    'identity.means_changed',
    'identity.key_rotated',
  ],
});
