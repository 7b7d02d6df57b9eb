// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'consent.consent': {
      id: string;
      case_ref: string;
      key: string;
      person_id: string | null;
      person_name: string;
      number_hint: string;
      text_vi: string;
      text_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      channel: string;
      state: string;
      outside_ref: string | null;
      evidence: string | null;
      asked_by: string | null;
      asked_at: Date;
      expires_at: Date;
      decided_at: Date | null;
      withdrawn_at: Date | null;
    };
  }
}
