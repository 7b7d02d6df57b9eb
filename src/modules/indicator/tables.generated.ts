// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'indicator.computation': {
      id: string;
      run_id: string;
      part: number;
      source_view: string;
      from_day: string;
      to_day: string;
      state: string;
      fault: string | null;
      source_rows: number;
      changed_values: number;
      computed_at: Date;
    };
    'indicator.covered_day': {
      indicator_key: string;
      day: string;
      computed_at: Date;
    };
    'indicator.definition': {
      key: string;
      version: number;
      body: ColumnType<unknown, string, string>;
      hash: string;
      published_at: Date;
    };
    'indicator.figure': {
      id: string;
      indicator_key: string;
      period_from: string;
      period_to: string;
      place: string;
      unit_id: string;
      numerator: number;
      denominator: number | null;
      note: string;
      evidence_file_id: string | null;
      evidence_name: string | null;
      entered_by: string;
      entered_at: Date;
      replaces_id: string | null;
      confirmed_by: string | null;
      confirmed_at: Date | null;
      superseded_at: Date | null;
    };
    'indicator.run': {
      id: string;
      asked_by: string | null;
      asked_at: Date;
      from_day: string;
      to_day: string;
      parts: number;
    };
    'indicator.value': {
      indicator_key: string;
      day: string;
      place: string;
      unit: string;
      computed_at: Date;
      superseded_at: Date | null;
      definition_version: number;
      numerator: number;
      denominator: number | null;
      source_rows: number;
      computation_id: string;
    };
  }
}
