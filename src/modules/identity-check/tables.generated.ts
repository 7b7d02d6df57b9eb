// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'identity_check.identity_check': {
      id: string;
      officer_id: string;
      agency_id: string | null;
      purpose_code: string;
      case_ref: string | null;
      nonce: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      opened_at: Date;
      expires_at: Date;
      state: string;
      level: string | null;
      method: string | null;
      findings: ColumnType<unknown, string, string>;
      document_type: string | null;
      document_expiry: string | null;
      number_key: string | null;
      number_hint: string | null;
      person_id: string | null;
      population: string | null;
      trust_by: string | null;
      signer_country: string | null;
      device_id: string | null;
      device_sequence: number | null;
      reading_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      sod_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      answered_at: Date | null;
      face_score: number | null;
      face_threshold: number | null;
      face_model: string | null;
      face_decision: string | null;
      face_consented_at: Date | null;
      face_at: Date | null;
      used_ref: string | null;
      used_at: Date | null;
    };
    'identity_check.revocation_list': {
      sha256: string;
      issuer: string;
      list: ColumnType<Buffer, Uint8Array, Uint8Array>;
      this_update: Date;
      next_update: Date | null;
      recorded_at: Date;
    };
    'identity_check.trust_certificate': {
      sha256: string;
      kind: string;
      country: string;
      subject: string;
      certificate: ColumnType<Buffer, Uint8Array, Uint8Array>;
      not_after: Date;
      source: string;
      recorded_at: Date;
      withdrawn_at: Date | null;
    };
  }
}
