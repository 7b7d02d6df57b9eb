// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'vault.document': {
      id: string;
      owner_person_id: string | null;
      owner_organisation_id: string | null;
      kind: string;
      title_vi: string;
      title_en: string;
      number: string | null;
      issued_on: string;
      valid_to: string | null;
      issuer_agency_id: string;
      issuer_name: string;
      subject_hint: string;
      file_id: string;
      content_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      bytes: number;
      verification_code: string;
      source_ref: string;
      revoked_on: string | null;
      revoke_reason: string | null;
      seen_at: Date | null;
      deposited_at: Date;
    };
    'vault_pub.document': {
      id: string | null;
      kind: string | null;
      issued_on: string | null;
      issuer_agency_id: string | null;
      deposited_day: string | null;
      is_revoked: boolean | null;
      is_seen: boolean | null;
    };
  }
}
