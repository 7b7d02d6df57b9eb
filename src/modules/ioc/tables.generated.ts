// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'ioc.alert': {
      id: string;
      kind: string;
      indicator_key: string;
      place: string;
      title: ColumnType<unknown, string, string>;
      value: number | null;
      bound: number | null;
      side: string | null;
      owner: string;
      state: string;
      raised_at: Date;
      seen_at: Date;
      acknowledged_at: Date | null;
      acknowledged_by: string | null;
      resolved_at: Date | null;
      resolved_by: string | null;
      note: string | null;
      version: number;
    };
    'ioc.board': {
      layout_key: string;
      page: number;
      layout_version: number;
      body: ColumnType<unknown, string, string>;
      made_at: Date;
    };
    'ioc.boundary': {
      id: string;
      name: string;
      source: string;
      body: ColumnType<unknown, string, string>;
      points_read: number;
      points_kept: number;
      imported_at: Date;
      imported_by: string | null;
      used_from: Date | null;
      used_until: Date | null;
    };
    'ioc.display': {
      id: string;
      name: string;
      layout_key: string;
      code_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      code_until: Date | null;
      token_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      made_at: Date;
      made_by: string | null;
      paired_at: Date | null;
      seen_at: Date | null;
      revoked_at: Date | null;
      revoked_by: string | null;
    };
    'ioc.layout': {
      key: string;
      version: number;
      audience: string;
      body: ColumnType<unknown, string, string>;
      owner: string;
      saved_at: Date;
      saved_by: string | null;
    };
  }
}
