import { type Projector, projector } from '#platform/catalog';
import { storeInstruments } from './store.ts';

export const lawProjectors: readonly Projector[] = [projector('instrument', storeInstruments)];
