// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'report.dispatch': {
      id: string;
      report_id: string;
      unit_id: string;
      receiver_id: string;
      title: string;
      number: string;
      pdf_file_id: string;
      sent_by: string | null;
      sent_at: Date;
      received_by: string | null;
      received_at: Date | null;
    };
    'report.register': {
      unit_id: string;
      year: number;
      number: number;
      symbol: string;
      report_id: string;
      title: string;
      issued_on: string;
      numbered_by: string | null;
    };
    'report.report': {
      id: string;
      unit_id: string;
      kind: string;
      period_from: string;
      period_to: string;
      title: string;
      state: string;
      version: number;
      previous_id: string | null;
      figures: ColumnType<unknown, string, string>;
      tasks: ColumnType<unknown, string, string>;
      figures_at: Date;
      made_by: string | null;
      made_at: Date;
      returned_note: string | null;
      signed_by: string | null;
      signed_at: Date | null;
      signed_title: string | null;
      digest: string | null;
      number: number | null;
      symbol: string | null;
      issued_on: string | null;
      pdf_file_id: string | null;
      docx_file_id: string | null;
      sealed_at: Date | null;
      sent_at: Date | null;
    };
    'report.section': {
      report_id: string;
      key: string;
      version: number;
      text: string;
      saved_by: string | null;
      saved_at: Date;
    };
    'report.step': {
      id: string;
      report_id: string;
      kind: string;
      note: string;
      by_staff: string | null;
      at: Date;
    };
  }
}
