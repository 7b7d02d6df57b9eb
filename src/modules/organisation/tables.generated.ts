// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'organisation.authorisation': {
      id: string;
      grantor_person_id: string | null;
      grantor_organisation_id: string | null;
      grantor_name: string;
      holder_person_id: string;
      holder_name: string;
      granted_by: string;
      procedures: string[] | null;
      reason: string;
      text_version: string;
      valid_from: string;
      valid_to: string;
      granted_at: Date;
      ended_at: Date | null;
      ended_by: string | null;
      end_reason: string | null;
    };
    'organisation.change': {
      id: string;
      organisation_id: string;
      field: string;
      former: string;
      new_value: string;
      valid_from: string;
      decision: string | null;
      recorded_at: Date;
    };
    'organisation.establishment': {
      id: string;
      organisation_id: string;
      kind: string;
      name: string;
      place_code: string | null;
      address: string;
      manager_person_id: string | null;
      valid_from: string;
      valid_to: string | null;
      recorded_at: Date;
    };
    'organisation.identifier': {
      id: string;
      organisation_id: string;
      type: string;
      lookup: string;
      sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
      hint: string;
      valid_from: string;
      valid_to: string | null;
      recorded_at: Date;
    };
    'organisation.licence': {
      id: string;
      organisation_id: string;
      establishment_id: string | null;
      kind: string;
      number: string;
      issued_by: string;
      valid_from: string;
      valid_to: string | null;
      revoked_on: string | null;
      revoke_reason: string | null;
      recorded_at: Date;
    };
    'organisation.organisation': {
      id: string;
      kind: string;
      name: string;
      search_key: string;
      short_name: string | null;
      founded_on: string | null;
      place_code: string | null;
      address: string;
      fields: string[];
      state: string;
      ended_on: string | null;
      end_reason: string | null;
      version: number;
      recorded_at: Date;
    };
    'organisation.representative': {
      id: string;
      organisation_id: string;
      person_id: string;
      title: string;
      valid_from: string;
      valid_to: string | null;
      source: string;
      end_reason: string | null;
      recorded_at: Date;
    };
    'organisation.succession': {
      from_id: string;
      to_id: string;
      kind: string;
      valid_from: string;
      decision: string;
      recorded_at: Date;
    };
  }
}
