// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'place.change': {
      on_day: string;
      from_code: string;
      to_code: string;
      kind: string;
      hint: string | null;
      source: string;
      verified: boolean;
      note: string | null;
    };
    'place.unit': {
      code: string;
      valid_from: string;
      valid_to: string | null;
      name: string;
      level: string;
      type: string;
      parent: string | null;
      former_province: string | null;
      agency_code: string | null;
      area_km2: number | null;
      lat: number | null;
      lon: number | null;
      neighbours: string[];
      aliases: string[];
      source: string;
      verified: boolean;
      note: string | null;
    };
    'place_pub.change': {
      on_day: string | null;
      from_code: string | null;
      to_code: string | null;
      kind: string | null;
    };
    'place_pub.unit': {
      code: string | null;
      valid_from: string | null;
      valid_to: string | null;
      name: string | null;
      level: string | null;
      type: string | null;
      parent: string | null;
      former_province: string | null;
      area_km2: number | null;
      lat: number | null;
      lon: number | null;
      neighbours: string[] | null;
    };
  }
}
