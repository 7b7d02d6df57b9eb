// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'civil_status.act': {
      id: string;
      kind: string;
      place_code: string;
      book_year: number;
      number: number;
      registered_on: string;
      event_on: string | null;
      agency_name: string;
      subject_id: string;
      partner_id: string | null;
      content: ColumnType<unknown, string, string>;
      state: string;
      cancelled_on: string | null;
      cancelled_reason: string | null;
      recorded_at: Date;
    };
    'civil_status.book': {
      kind: string;
      place_code: string;
      year: number;
      last_number: number;
    };
  }
}
