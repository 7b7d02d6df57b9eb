// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'population_analysis.figure': {
      snapshot_id: string;
      place_code: string;
      measure: string;
      category: string;
      sex: string;
      value: number | null;
      state: string;
    };
    'population_analysis.release_rule': {
      valid_from: string;
      least: number;
      hamlets: boolean;
      source: string;
      verified: boolean;
    };
    'population_analysis.snapshot': {
      id: string;
      day: string;
      taken_at: Date;
      least: number;
      persons: number;
      households: number;
      unplaced: number;
      hidden: number;
      withheld: string[];
      state: string;
      opened_at: Date | null;
      opened_by: string | null;
    };
    'population_analysis_pub.figure': {
      day: string | null;
      taken_at: Date | null;
      snapshot_id: string | null;
      place_code: string | null;
      measure: string | null;
      category: string | null;
      sex: string | null;
      value: number | null;
    };
  }
}
