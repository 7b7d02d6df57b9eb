// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'http.idempotency': {
      actor: string;
      key: string;
      request_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      status: number | null;
      body: ColumnType<unknown, string | null | undefined, string | null>;
      created_at: Date;
    };
  }
}
