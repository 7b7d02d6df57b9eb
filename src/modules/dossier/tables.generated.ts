// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'dossier.attachment': {
      id: string;
      dossier_id: string;
      component_key: string;
      file_id: string;
      file_name: string;
      media_type: string;
      bytes: number;
      pages: number | null;
      uploaded_at: Date;
    };
    'dossier.component': {
      dossier_id: string;
      key: string;
      position: number;
      name_vi: string;
      name_en: string;
      proved_by: string;
      statement_vi: string | null;
      statement_en: string | null;
      source: ColumnType<unknown, string | null | undefined, string | null>;
      is_optional: boolean;
    };
    'dossier.content': {
      dossier_id: string;
      seq: number;
      answers: ColumnType<unknown, string, string>;
      claims: ColumnType<unknown, string, string>;
      context: ColumnType<unknown, string, string>;
      filed_at: Date;
    };
    'dossier.counter': {
      name: string;
      period: string;
      last: number;
    };
    'dossier.document': {
      id: string;
      dossier_id: string;
      kind: string;
      name_vi: string;
      name_en: string;
      number: string | null;
      file_id: string;
      bytes: number;
      signed: boolean;
      verification_code: string | null;
      event_id: string;
      issued_at: Date;
    };
    'dossier.dossier': {
      id: string;
      code: string;
      procedure_code: string;
      procedure_version: number;
      title_vi: string;
      title_en: string;
      channel: string;
      legal_day: string;
      applicant_person_id: string | null;
      applicant_organisation_id: string | null;
      applicant_name: string;
      applicant_kind: string;
      filer_person_id: string | null;
      filer_relation: string;
      helper_staff_id: string | null;
      receiving_agency_id: string;
      deciding_agency_id: string;
      basis_id: string;
      national_code: string | null;
      business: string;
      money: string;
      delivery: string;
      sync: string;
      step: string | null;
      step_role: string | null;
      handling_agency_id: string;
      assignee_id: string | null;
      is_open: boolean;
      submitted_at: Date;
      received_at: Date | null;
      reply_due_at: Date | null;
      due_at: Date | null;
      next_due_at: Date | null;
      finished_at: Date | null;
      fee_amount: number;
      paid_amount: number;
      version: number;
      finished_day: ColumnType<string | null, never, never>;
      filer_standing: ColumnType<string, string | undefined, string>;
    };
    'dossier.event': {
      id: string;
      dossier_id: string;
      seq: number;
      type: string;
      at: Date;
      actor_kind: string;
      actor_id: string | null;
      agency_id: string | null;
      data: ColumnType<unknown, string, string>;
    };
    'dossier_pub.dossier': {
      id: string | null;
      code: string | null;
      procedure_code: string | null;
      title: string | null;
      channel: string | null;
      business: string | null;
      is_open: boolean | null;
      submitted_day: string | null;
      finished_day: string | null;
      receiving_agency_id: string | null;
      deciding_agency_id: string | null;
      next_due_at: Date | null;
      due_at: Date | null;
      is_issued: boolean | null;
      is_online: boolean | null;
      is_on_time: boolean | null;
      fee_amount: number | null;
      paid_amount: number | null;
      is_paperless: boolean | null;
    };
  }
}
