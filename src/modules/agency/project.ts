import { type Projector, projector } from '#platform/catalog';
import { storeAgencies, storeSuccessions } from './store.ts';

/** How the rows of catalog/agencies come into the tables; given to the catalogue's import. */
export const agencyProjectors: readonly Projector[] = [
  projector('agency', storeAgencies),
  projector('agency-succession', storeSuccessions),
];
