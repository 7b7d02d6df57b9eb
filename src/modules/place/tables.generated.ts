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
  }
}
