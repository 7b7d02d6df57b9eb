// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'catalog.entry': {
      kind: string;
      row_key: string;
      revision: number;
      sheet_id: string;
      content: ColumnType<unknown, string, string>;
      content_hash: string;
      recorded_at: Date;
      recorded_by: string | null;
    };
    'catalog.sheet': {
      id: string;
      revision: number;
      kind: string;
      about: string;
      sources: ColumnType<unknown, string, string>;
      row_keys: string[];
      content_hash: string;
      recorded_at: Date;
      recorded_by: string | null;
    };
  }
}
