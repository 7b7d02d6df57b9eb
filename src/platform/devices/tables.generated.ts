// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'devices.device': {
      id: string;
      name: string;
      kind: string;
      agency_id: string | null;
      public_key: string;
      paired_by: string;
      paired_at: Date;
      revoked_at: Date | null;
      revoked_reason: string | null;
    };
    'devices.device_state': {
      device_id: string;
      last_sequence: number;
      last_seen_at: Date;
      version: string;
    };
    'devices.pairing': {
      id: string;
      code_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      name: string;
      kind: string;
      agency_id: string | null;
      opened_by: string;
      opened_at: Date;
      expires_at: Date;
      device_id: string | null;
    };
  }
}
