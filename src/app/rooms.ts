import { consent } from '#modules/consent';
import { dossier } from '#modules/dossier';
import { evidence } from '#modules/evidence';
import { procedure } from '#modules/procedure';
import { access } from '#platform/access';
import { audit } from '#platform/audit';
import { calendar } from '#platform/calendar';
import { events } from '#platform/events';
import { http } from '#platform/http';
import { jobs } from '#platform/jobs';
import type { Room } from '#platform/manifest';

/** Every room of the house. Adding a module means adding its line here, and nothing else anywhere. */
export const rooms: readonly Room[] = [
  access,
  jobs,
  events,
  audit,
  http,
  calendar,
  procedure,
  evidence,
  consent,
  dossier,
];
