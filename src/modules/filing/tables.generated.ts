// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'filing.attachment': {
      id: string;
      draft_id: string;
      component_key: string;
      file_id: string;
      file_name: string;
      media_type: string;
      bytes: number;
      pages: number | null;
      uploaded_at: Date;
    };
    'filing.draft': {
      id: string;
      filer_person_id: string;
      filer_relation: string;
      applicant_person_id: string | null;
      applicant_organisation_id: string | null;
      applicant_name: string;
      procedure_code: string;
      procedure_version: number;
      answers: ColumnType<unknown, string, string>;
      known: ColumnType<unknown, string, string>;
      page: string | null;
      version: number;
      created_at: Date;
      saved_at: Date;
      dossier_id: string | null;
    };
    'filing_pub.draft': {
      id: string | null;
      procedure_code: string | null;
      created_day: string | null;
      is_filed: boolean | null;
    };
  }
}
