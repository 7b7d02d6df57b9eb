// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'access.basis': {
      id: string;
      kind: string;
      actor_id: string | null;
      actor_kind: string;
      agency_id: string | null;
      purpose_code: string | null;
      case_ref: string | null;
      reason: string | null;
      approved_by: string | null;
      opened_at: Date;
      expires_at: Date | null;
      closed_at: Date | null;
      covers: string[] | null;
      reference: string | null;
      most_subjects: number | null;
      approved_at: Date | null;
      refused_by: string | null;
      refused_at: Date | null;
      refusal_reason: string | null;
    };
    'access.basis_subject': {
      basis_id: string;
      person_id: string;
      label: string | null;
    };
    'access.purpose': {
      code: string;
      valid_from: string;
      valid_to: string | null;
      name_vi: string;
      name_en: string;
      legal_ground: string;
      source: string;
      kind: ColumnType<string, string | undefined, string>;
      roles: ColumnType<string[], string[] | undefined, string[]>;
      covers: ColumnType<string[], string[] | undefined, string[]>;
      minutes: ColumnType<number, number | undefined, number>;
      most_subjects: ColumnType<number, number | undefined, number>;
      verified: ColumnType<boolean, boolean | undefined, boolean>;
      note: string | null;
    };
  }
}
