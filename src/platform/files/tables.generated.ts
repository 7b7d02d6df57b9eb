// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'files.object': {
      id: string;
      content_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      size: number;
      media_type: string;
      key_id: string;
      wrapped_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
      stored_at: Date;
    };
    'files.reference': {
      id: string;
      object_id: string;
      holder: string;
      holder_id: string;
      created_at: Date;
    };
  }
}
