export { errors } from './errors.ts';
export {
  type Gazetteer,
  type SearchQuestion,
  createGazetteer,
  currentPlaces,
  findPlace,
  loadGazetteer,
  placeNames,
} from './gazetteer.ts';
export { getPlace, listPlaces, presentResolution, resolvePrintedAddress } from './get-place.ts';
export { place } from './module.ts';
export { placeProjectors } from './project.ts';
export { type Change, type Descent, type Unit, fullName } from './rules.ts';
export type { Candidate, Question, Resolution } from './rules-resolve.ts';
