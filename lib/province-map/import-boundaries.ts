import type { Feature, FeatureCollection, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { areaOf, middleOf, type Ring, ringPath, simplifyRings, tidyRing } from './boundary-geometry.ts';
import type { MapShapes, MapUnit } from './types.ts';

/** What is wrong with a file of boundaries. `details` are names, codes or figures to show beside the sentence. */
export interface BoundaryProblem {
  readonly code:
    | 'too_large'
    | 'not_json'
    | 'not_geo'
    | 'too_many_points'
    | 'not_degrees'
    | 'bad_shape'
    | 'unknown_unit'
    | 'ambiguous_unit'
    | 'double_unit'
    | 'missing_unit'
    | 'far_away';
  readonly details: readonly string[];
}

export interface KnownUnit {
  readonly code: string;
  readonly name: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

export type BoundaryResult =
  | { readonly ok: true; readonly map: MapShapes; readonly pointsRead: number; readonly pointsKept: number }
  | { readonly ok: false; readonly problems: readonly BoundaryProblem[] };

/** Limits of one file: 20 MB of text, 2,000,000 points; nothing larger is parsed further. */
export const boundaryLimits = { bytes: 20_000_000, points: 2_000_000, farDegrees: 0.35 } as const;

const WIDTH = 2000;
const TOLERANCE = 1.6;

class Refusal extends Error {
  readonly problem: BoundaryProblem;
  constructor(code: BoundaryProblem['code'], details: readonly string[] = []) {
    super(code);
    this.problem = { code, details };
  }
}

/**
 * Reads the boundaries a province supplies: GeoJSON (RFC 7946) or TopoJSON, degrees WGS84, one feature per unit, known
 * by the property `code` (or `ma`, `MA_XA`, …) or by its name. Either the whole map or the list of what is wrong.
 */
export function importBoundaries(text: string, units: readonly KnownUnit[]): BoundaryResult {
  try {
    const shapes = featuresOf(parse(text)).map(readFeature);
    const pointsRead = checkPoints(shapes);
    const found = matchAll(shapes, units);
    return draw(found, pointsRead);
  } catch (cause) {
    if (cause instanceof Refusal) return { ok: false, problems: [cause.problem] };
    if (cause instanceof ManyRefusals) return { ok: false, problems: cause.problems };
    throw cause;
  }
}

class ManyRefusals extends Error {
  readonly problems: readonly BoundaryProblem[];
  constructor(problems: readonly BoundaryProblem[]) {
    super('boundaries');
    this.problems = problems;
  }
}

function parse(text: string): unknown {
  if (text.length > boundaryLimits.bytes)
    throw new Refusal('too_large', [String(Math.round(boundaryLimits.bytes / 1e6))]);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new Refusal('not_json');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function featuresOf(value: unknown): Feature[] {
  if (!isObject(value)) throw new Refusal('not_geo');
  const collection = value.type === 'Topology' ? fromTopology(value) : value;
  if (collection.type !== 'FeatureCollection' || !Array.isArray(collection.features))
    throw new Refusal('not_geo');
  const features = collection.features as unknown[];
  if (features.length === 0 || features.length > 5000) throw new Refusal('not_geo');
  return features.map((one) => {
    if (!isObject(one) || one.type !== 'Feature' || !isObject(one.geometry)) throw new Refusal('not_geo');
    return one as unknown as Feature;
  });
}

/** The object of the topology with the most members; a topology that does not hold together is refused. */
function fromTopology(value: Record<string, unknown>): Record<string, unknown> {
  const objects = isObject(value.objects) ? Object.values(value.objects).filter(isObject) : [];
  const [largest] = objects
    .filter((one) => one.type === 'GeometryCollection' && Array.isArray(one.geometries))
    .toSorted((a, b) => (b.geometries as unknown[]).length - (a.geometries as unknown[]).length);
  if (!largest || !Array.isArray(value.arcs)) throw new Refusal('not_geo');
  try {
    const read: FeatureCollection = feature(
      value as unknown as Topology,
      largest as unknown as GeometryCollection,
    );
    return read as unknown as Record<string, unknown>;
  } catch {
    throw new Refusal('bad_shape', ['TopoJSON']);
  }
}

interface Shape {
  readonly code: string | null;
  readonly name: string | null;
  /** Outer rings and holes alike; the even-odd rule draws both. */
  readonly rings: readonly (readonly Position[])[];
}

const codeKeys = ['code', 'ma', 'ma_xa', 'maxa', 'ma_dvhc', 'madvhc', 'ma_don_vi', 'id'];
const nameKeys = ['name', 'ten', 'ten_xa', 'tenxa', 'ten_dvhc', 'fullname', 'full_name', 'ten_don_vi'];

function property(properties: Record<string, unknown>, keys: readonly string[]): string | null {
  for (const key of keys)
    for (const [name, value] of Object.entries(properties))
      if (
        name.toLowerCase() === key &&
        (typeof value === 'string' || typeof value === 'number') &&
        value !== ''
      )
        return String(value).trim().slice(0, 120);
  return null;
}

function readFeature(one: Feature): Shape {
  const properties = isObject(one.properties) ? one.properties : {};
  const code = property(properties, codeKeys);
  const name = property(properties, nameKeys);
  const label = name ?? code ?? '?';
  const { geometry } = one;
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    throw new Refusal('bad_shape', [label]);
  const polygons: unknown = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(polygons)) throw new Refusal('bad_shape', [label]);
  const rings = polygons.flatMap((polygon: unknown) => (Array.isArray(polygon) ? polygon : [polygon]));
  if (rings.length === 0 || !rings.every(isRing)) throw new Refusal('bad_shape', [label]);
  return { code, name, rings };
}

function isRing(ring: unknown): ring is Position[] {
  return (
    Array.isArray(ring) &&
    ring.length >= 4 &&
    ring.every(
      (point: unknown) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]),
    )
  );
}

function checkPoints(shapes: readonly Shape[]): number {
  const points = shapes.reduce(
    (sum, shape) => sum + shape.rings.reduce((all, ring) => all + ring.length, 0),
    0,
  );
  if (points > boundaryLimits.points) throw new Refusal('too_many_points', [String(points)]);
  for (const shape of shapes)
    for (const ring of shape.rings)
      for (const [lon, lat] of ring)
        if (Math.abs(lon ?? 999) > 180 || Math.abs(lat ?? 999) > 90)
          throw new Refusal('not_degrees', [`${lon}; ${lat}`]);
  return points;
}

/** Names compared without marks, signs and the word for the kind of unit. */
function folded(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[đð]/g, 'd')
    .replace(/^(xa|phuong|dac khu|thi tran)\s+/, '')
    .replaceAll(/[^a-z0-9]/g, '');
}

interface Found {
  readonly unit: KnownUnit;
  readonly shape: Shape;
}

interface Search {
  readonly byCode: ReadonlyMap<string, KnownUnit>;
  readonly byName: ReadonlyMap<string, readonly KnownUnit[]>;
  readonly found: ReadonlyMap<string, Found>;
}

/** The unit a shape draws, or what is wrong with it. A code that is known wins over the name. */
function matchOne(shape: Shape, { byCode, byName, found }: Search): KnownUnit | BoundaryProblem {
  const label = shape.name ?? shape.code ?? '?';
  const coded = shape.code === null ? undefined : byCode.get(shape.code);
  const named = coded || shape.name === null ? [] : (byName.get(folded(shape.name)) ?? []);
  const unit = coded ?? named[0];
  if (!unit) return { code: 'unknown_unit', details: [label] };
  if (named.length > 1) return { code: 'ambiguous_unit', details: [label] };
  if (found.has(unit.code)) return { code: 'double_unit', details: [unit.name] };
  return isFar(shape, unit) ? { code: 'far_away', details: [unit.name] } : unit;
}

function matchAll(shapes: readonly Shape[], units: readonly KnownUnit[]): Found[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byName = Map.groupBy(units, (unit) => folded(unit.name));
  const found = new Map<string, Found>();
  const problems: BoundaryProblem[] = [];
  for (const shape of shapes) {
    const match = matchOne(shape, { byCode, byName, found });
    if ('details' in match) problems.push(match);
    else found.set(match.code, { unit: match, shape });
  }
  const spoken = new Set(problems.flatMap((one) => one.details));
  const missing = units.filter((unit) => !found.has(unit.code) && !spoken.has(unit.name));
  problems.push(...missing.map((unit): BoundaryProblem => ({ code: 'missing_unit', details: [unit.name] })));
  if (problems.length > 0) throw new ManyRefusals(gathered(problems));
  return [...found.values()];
}

/** One problem per kind, with all its details. */
function gathered(problems: readonly BoundaryProblem[]): BoundaryProblem[] {
  const kinds = Map.groupBy(problems, (one) => one.code);
  return [...kinds].map(([code, list]) => ({ code, details: list.flatMap((one) => one.details) }));
}

/** A shape that does not lie where its unit lies: another commune's number, or longitude and latitude exchanged. */
function isFar(shape: Shape, unit: KnownUnit): boolean {
  if (unit.lat === null || unit.lon === null) return false;
  const all = shape.rings.flat();
  const lon = all.reduce((sum, point) => sum + (point[0] ?? 0), 0) / all.length;
  const lat = all.reduce((sum, point) => sum + (point[1] ?? 0), 0) / all.length;
  return (
    Math.abs(lat - unit.lat) > boundaryLimits.farDegrees ||
    Math.abs(lon - unit.lon) > boundaryLimits.farDegrees
  );
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly height: number;
}

/** Equirectangular at the province's own latitude: true enough in shape for 200 km, and nothing to configure. */
function frameOf(found: readonly Found[]): Frame {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const { shape } of found)
    for (const ring of shape.rings)
      for (const [lon = 0, lat = 0] of ring) {
        box.west = Math.min(box.west, lon);
        box.east = Math.max(box.east, lon);
        box.south = Math.min(box.south, lat);
        box.north = Math.max(box.north, lat);
      }
  const shrink = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180);
  const scaleY = WIDTH / Math.max(1e-9, (box.east - box.west) * shrink);
  const height = Math.ceil((box.north - box.south) * scaleY);
  return { left: box.west, top: box.north, scaleX: scaleY * shrink, scaleY, height };
}

function draw(found: readonly Found[], pointsRead: number): BoundaryResult {
  const frame = frameOf(found);
  const rings: Ring[] = [];
  const owners: number[] = [];
  found.forEach(({ shape }, owner) => {
    for (const ring of shape.rings) {
      rings.push(tidyRing(ring.map((point) => toPlane(point, frame))));
      owners.push(owner);
    }
  });
  const thinned = simplifyRings(rings, TOLERANCE);
  const mapUnits = found.map(({ unit }, owner) =>
    drawUnit(
      unit,
      thinned.filter((_, index) => owners[index] === owner),
    ),
  );
  const lost = mapUnits.filter((unit) => unit.path === '').map((unit) => unit.name);
  if (lost.length > 0) return { ok: false, problems: [{ code: 'bad_shape', details: lost }] };
  return {
    ok: true,
    map: { kind: 'official', width: WIDTH, height: frame.height, units: mapUnits },
    pointsRead,
    pointsKept: thinned.reduce((sum, ring) => sum + ring.length, 0),
  };
}

function toPlane([lon = 0, lat = 0]: Position, frame: Frame): [number, number] {
  return [Math.round((lon - frame.left) * frame.scaleX), Math.round((frame.top - lat) * frame.scaleY)];
}

function drawUnit(unit: KnownUnit, rings: readonly Ring[]): MapUnit {
  const real = rings.filter((ring) => ring.length >= 3 && areaOf(ring) !== 0);
  const [largest] = real.toSorted((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)));
  const [x, y] = largest ? middleOf(largest) : [0, 0];
  return { code: unit.code, name: unit.name, path: real.map(ringPath).join(''), x, y };
}
