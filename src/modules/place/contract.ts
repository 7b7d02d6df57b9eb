import { z } from 'zod';
import { changeKinds, legalDay, placeLevels } from '#lib/catalog';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404 } as const;

const code = z.string().regex(/^\d{2}(?:\d|\d{3})?$/);

export const PlaceName = z.object({
  code,
  name: z.string(),
  /** `Phường Buôn Hồ`, `Tỉnh Đắk Lắk`. */
  fullName: z.string(),
  level: z.enum(placeLevels),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});

export const PlaceUnit = PlaceName.extend({
  parent: PlaceName.nullable(),
  /** Before 2025-07-01, the district in between is the parent and this the province. */
  province: PlaceName.nullable(),
  areaKm2: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  verified: z.boolean(),
});

export const PlaceLink = z.object({
  unit: PlaceName,
  on: z.string(),
  kind: z.enum(changeKinds),
  hint: z.string().nullable(),
});

export const listPlaces = route({
  method: 'GET',
  path: '/places',
  summary: 'Find administrative units, with or without diacritics; today’s unless a day is given',
  access: 'public',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    on: legalDay.optional(),
    level: z.enum(placeLevels).optional(),
    parent: code.optional(),
    /** Former units too, each with what it is today. */
    former: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({ items: z.array(PlaceUnit.extend({ today: z.array(PlaceName) })) }),
});

export const getPlace = route({
  method: 'GET',
  path: '/places/{code}',
  summary: 'A unit as it is today, or on a day: neighbours, what it came from, what became of it',
  access: 'public',
  params: z.object({ code }),
  query: z.object({ on: legalDay.optional() }),
  response: z.object({
    unit: PlaceUnit,
    neighbours: z.array(PlaceName),
    cameFrom: z.array(PlaceLink),
    became: z.array(PlaceLink),
  }),
});

export const Candidate = z.object({
  unit: PlaceName,
  confidence: z.number(),
  through: z.array(PlaceName),
  /** The old unit was divided: the hamlet decides. */
  divided: z.boolean(),
  hint: z.string().nullable(),
});

export const resolveAddress = route({
  method: 'POST',
  path: '/address-resolutions',
  summary: 'Today’s unit of an address as printed on a paper, old or new',
  access: 'public',
  body: z.object({ text: z.string().trim().min(1).max(500), writtenOn: legalDay.optional() }),
  response: z.object({
    unit: PlaceName.nullable(),
    candidates: z.array(Candidate),
    /** What stands before the unit: house number, street, hamlet. */
    rest: z.string(),
    level: z.enum([...placeLevels, 'none']),
  }),
});
