// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'audit.checkpoint': {
      size: number;
      signed_at: Date;
      note: string;
    };
    'audit.cosignature': {
      size: number;
      witness: string;
      cosigned_at: Date;
      line: string;
    };
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
    'audit.sequenced': {
      position: number;
      entry_id: string;
      leaf: ColumnType<Buffer, Uint8Array, Uint8Array>;
    };
    'audit.tile': {
      level: number;
      index: number;
      hashes: ColumnType<Buffer, Uint8Array, Uint8Array>;
    };
    'audit.tree': {
      only_row: boolean;
      origin: string;
      size: number;
      state: ColumnType<Buffer, Uint8Array, Uint8Array>;
      link: ColumnType<Buffer, Uint8Array, Uint8Array>;
      partial: ColumnType<Buffer, Uint8Array, Uint8Array>;
    };
    'audit.unsequenced': {
      entry_id: string;
    };
  }
}
