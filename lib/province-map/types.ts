/** What the layout of a schematic map starts from. Degrees are WGS84. */
export interface PlacedUnit {
  readonly code: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** Codes of the units it touches. */
  readonly neighbours: readonly string[];
}

/** A hexagon of the schematic map: pointy top, odd rows shifted right by half a width. */
export interface Tile {
  readonly code: string;
  readonly name: string;
  readonly col: number;
  readonly row: number;
  /** Named on the map itself: 1 a town, 2 the seat of a former district. */
  readonly landmark?: 1 | 2;
}

/** A unit as drawn: `path` is SVG path data, `x` and `y` the place of a label, all in the map's own units. */
export interface MapUnit {
  readonly code: string;
  readonly name: string;
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly landmark?: 1 | 2;
}

/** A whole map, ready to draw. `kind` says whether areas and shapes mean anything. */
export interface MapShapes {
  readonly kind: 'schematic' | 'official';
  readonly width: number;
  readonly height: number;
  readonly units: readonly MapUnit[];
}
