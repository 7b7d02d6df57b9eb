export { arrangeTiles } from './arrange.ts';
export { cellsAround, schematicMap } from './hexagon.ts';
export {
  boundaryLimits,
  type BoundaryProblem,
  type BoundaryResult,
  importBoundaries,
  type KnownUnit,
} from './import-boundaries.ts';
export { tiles } from './tiles.generated.ts';
export type { MapShapes, MapUnit, PlacedUnit, Tile } from './types.ts';
