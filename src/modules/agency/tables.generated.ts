// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'agency.agency': {
      id: string;
      key: string;
      code: string | null;
      provisional: boolean;
      name: string;
      name_en: string;
      short_name: string | null;
      kind: string;
      parent_key: string | null;
      dossier_prefix: string | null;
      places: string[];
      fields: string[];
      valid_from: string;
      valid_to: string | null;
      search_text: string;
      source: string;
      verified: boolean;
      note: string | null;
    };
    'agency.staff': {
      id: string;
      person_id: string | null;
      full_name: string;
      search_text: string;
      email: string | null;
      phone: string | null;
      added_at: Date;
      added_by: string | null;
    };
    'agency.succession': {
      on_day: string;
      from_key: string;
      to_key: string;
      scope: string[];
      law: string[];
      source: string;
      verified: boolean;
      note: string | null;
    };
    'agency.term': {
      id: string;
      staff_id: string;
      agency_id: string;
      role: string;
      title: string;
      valid_from: string;
      valid_to: string | null;
      decision: string | null;
      granted_at: Date;
      granted_by: string | null;
      ended_at: Date | null;
      ended_by: string | null;
      end_reason: string | null;
    };
    'agency_pub.agency': {
      id: string | null;
      key: string | null;
      code: string | null;
      name: string | null;
      name_en: string | null;
      short_name: string | null;
      kind: string | null;
      parent_key: string | null;
      places: string[] | null;
      valid_from: string | null;
      valid_to: string | null;
    };
  }
}
