// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'calendar.holiday_rule': {
      id: string;
      position: ColumnType<number, number | undefined, number>;
      code: string;
      valid_from: string;
      valid_to: string | null;
      name_vi: string;
      name_en: string;
      on_calendar: string;
      on_month: number;
      on_day: number;
      days_before: number;
      days_after: number;
      substitute: boolean;
      decided_yearly: boolean;
      source: string;
      verified: boolean;
      content_hash: string;
      published_at: Date;
      published_by: string | null;
    };
    'calendar.notice': {
      id: string;
      position: ColumnType<number, number | undefined, number>;
      code: string;
      published_on: string;
      title_vi: string;
      title_en: string;
      agency_ids: string[] | null;
      settles: ColumnType<unknown, string, string>;
      replaces: string[];
      days: ColumnType<unknown, string, string>;
      source: string;
      verified: boolean;
      content_hash: string;
      published_at: Date;
      published_by: string | null;
    };
    'calendar.opening_hours': {
      id: string;
      position: ColumnType<number, number | undefined, number>;
      agency_id: string | null;
      valid_from: string;
      valid_to: string | null;
      week: ColumnType<unknown, string, string>;
      source: string;
      verified: boolean;
      content_hash: string;
      published_at: Date;
      published_by: string | null;
    };
  }
}
