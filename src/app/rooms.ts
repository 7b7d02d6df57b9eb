import { access } from '#platform/access';
import { audit } from '#platform/audit';
import { events } from '#platform/events';
import { http } from '#platform/http';
import { jobs } from '#platform/jobs';
import type { Room } from '#platform/manifest';

/** Every room of the house. Adding a module means adding its line here, and nothing else anywhere. */
export const rooms: readonly Room[] = [access, jobs, events, audit, http];
