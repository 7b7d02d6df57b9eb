// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'events.delivery': {
      event_id: string;
      consumer: string;
      delivered_at: Date;
    };
    'events.event': {
      id: string;
      type: string;
      stream_id: string;
      occurred_at: Date;
      actor_kind: string;
      actor_id: string | null;
      basis_id: string | null;
      request_id: string;
      subjects: ColumnType<string[], string[] | undefined, string[]>;
      data: ColumnType<unknown, string, string>;
    };
    'events.outgoing': {
      position: ColumnType<number, number | undefined, number>;
      event_id: string;
    };
  }
}
