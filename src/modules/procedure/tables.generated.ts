// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'procedure.definition': {
      code: string;
      version: number;
      valid_from: string;
      valid_to: string | null;
      body: ColumnType<unknown, string, string>;
      hash: string;
      published_at: Date;
    };
    'procedure.listing': {
      code: string;
      essential_number: number | null;
      name_vi: string;
      name_en: string;
      field_vi: string;
      field_en: string;
      search_text: string;
      levels: string[];
      time_limit: string | null;
      fee_text: string | null;
      fee_amount: number | null;
      is_open: boolean;
      verified: boolean;
      source: string;
    };
    'procedure_pub.listing': {
      code: string | null;
      essential_number: number | null;
      is_open: boolean | null;
      is_essential: boolean | null;
    };
  }
}
