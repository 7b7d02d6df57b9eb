import { type Projector, projector } from '#platform/catalog';
import { storeChanges, storeUnits } from './store.ts';

/** How the rows of catalog/places come into the tables; given to the catalogue's import. */
export const placeProjectors: readonly Projector[] = [
  projector('place-unit', storeUnits),
  projector('place-change', storeChanges),
];
