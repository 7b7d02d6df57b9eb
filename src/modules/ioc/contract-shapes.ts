import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const named = z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200) });
const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60);

/** Where an alert is raised: when the figure is below or above. */
export const Bound = z.strictObject({ side: z.enum(['below', 'above']), value: z.number() });
export const periods = ['day', 'week', 'month', 'quarter', 'instant'] as const;

export const TileSpec = z.strictObject({
  indicator: key,
  /** Shown instead of the indicator's own title. */
  title: named.optional(),
  period: z.enum(periods).optional(),
  /** Steps of the trend line. */
  trend: z.enum(['day', 'week', 'month']).default('week'),
  bound: Bound.optional(),
  /** Who answers for the alert; the indicator's owner when absent. */
  owner: z.string().max(200).optional(),
});
export const MapSpec = z.strictObject({
  indicator: key,
  title: named.optional(),
  period: z.enum(periods).optional(),
  /** Edges of the classes, ascending; about equal numbers when absent. */
  breaks: z.array(z.number()).max(4).optional(),
  bound: Bound.optional(),
  owner: z.string().max(200).optional(),
});
export const LayoutBody = z.strictObject({
  title: named,
  subtitle: named.optional(),
  /** Seconds a page stays before the next; 0: pages are turned by hand. */
  rotateSeconds: z.int().min(0).max(600).default(30),
  pages: z
    .array(z.strictObject({ title: named, tiles: z.array(TileSpec).min(1).max(6), map: MapSpec.optional() }))
    .min(1)
    .max(12),
});
export type LayoutBody = z.output<typeof LayoutBody>;
export type TileSpec = z.output<typeof TileSpec>;
export type MapSpec = z.output<typeof MapSpec>;

export const LayoutRow = z.object({
  key: z.string(),
  version: z.int(),
  audience: z.enum(['display', 'staff']),
  owner: z.string(),
  savedAt: instant,
  body: LayoutBody,
});
export type LayoutRow = z.output<typeof LayoutRow>;

const Period = z.object({ from: day, to: day });
const value = z.number().nullable();

export const Tile = z.object({
  key: z.string(),
  title: named,
  unitKind: z.string(),
  unitName: named,
  direction: z.string(),
  /** Percent 0–100, a number, đồng or days. */
  value,
  state: z.string(),
  numerator: value,
  denominator: value,
  previous: value,
  target: value,
  isOnTarget: z.boolean().nullable(),
  isTyped: z.boolean(),
  period: Period,
  /** What the figure before stands for. */
  previousPeriod: Period,
  computedAt: instant.nullable(),
  owner: z.string(),
  trend: z.array(value),
  trendStep: z.string(),
});
export type Tile = z.output<typeof Tile>;

export const BoardMap = z.object({
  key: z.string(),
  title: named,
  unitKind: z.string(),
  direction: z.string(),
  breaks: z.array(z.number()).nullable(),
  bound: Bound.nullable(),
  period: Period,
  computedAt: instant.nullable(),
  values: z.array(
    z.object({
      unit: z.string(),
      value,
      state: z.string(),
      denominator: value,
      previous: value,
    }),
  ),
});
export type BoardMap = z.output<typeof BoardMap>;

export const Alert = z.object({
  id: z.uuid(),
  kind: z.enum(['threshold', 'silent', 'stale']),
  indicator: z.string(),
  place: z.string().nullable(),
  title: named,
  value,
  bound: value,
  side: z.enum(['below', 'above']).nullable(),
  owner: z.string(),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  raisedAt: instant,
  acknowledgedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  /** Closed by the figure itself, not by a person. */
  isByItself: z.boolean(),
  note: z.string().nullable(),
  version: z.int(),
});
export type Alert = z.output<typeof Alert>;

export const Page = z.object({ title: named, tiles: z.array(Tile), map: BoardMap.nullable() });
export type Page = z.output<typeof Page>;

export const Board = z.object({
  layout: z.object({ key: z.string(), version: z.int(), title: named, subtitle: named.nullable() }),
  page: z.int(),
  pages: z.array(named),
  rotateSeconds: z.int(),
  /** The day looked at; today when one does not travel. */
  on: day,
  isPast: z.boolean(),
  madeAt: instant,
  /** The server's clock, for screens whose own is wrong. */
  now: instant,
  content: Page,
  alerts: z.array(Alert),
});
export type Board = z.output<typeof Board>;

export const Display = z.object({
  id: z.uuid(),
  name: z.string(),
  layout: z.string(),
  state: z.enum(['waiting', 'expired', 'paired', 'revoked']),
  madeAt: instant,
  pairedAt: instant.nullable(),
  seenAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type Display = z.output<typeof Display>;

export const MapShapesView = z.object({
  kind: z.enum(['schematic', 'official']),
  width: z.number(),
  height: z.number(),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      path: z.string(),
      x: z.number(),
      y: z.number(),
      landmark: z.union([z.literal(1), z.literal(2)]).optional(),
    }),
  ),
});
