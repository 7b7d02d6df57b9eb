// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'audit.entry': {
      id: string;
      recorded_at: Date;
      kind: string;
      action: string;
      actor_kind: string;
      actor_id: string | null;
      agency_id: string | null;
      basis_id: string | null;
      purpose: string | null;
      event_id: string | null;
      request_id: string;
      detail: ColumnType<unknown, string, string>;
      salt: ColumnType<Buffer, Uint8Array, Uint8Array>;
      commitment: ColumnType<Buffer, Uint8Array, Uint8Array>;
    };
    'audit.entry_subject': {
      person_id: string;
      entry_id: string;
      recorded_at: Date;
    };
    'audit.unsequenced': {
      entry_id: string;
    };
  }
}
