// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'person.contact': {
      id: string;
      person_id: string;
      kind: string;
      value: string;
      verified_at: Date | null;
      valid_from: string | null;
      valid_to: string | null;
      recorded_at: Date;
    };
    'person.former_name': {
      id: string;
      person_id: string;
      full_name: string;
      valid_to: string;
      reason: string;
      recorded_at: Date;
    };
    'person.identifier': {
      id: string;
      person_id: string;
      type: string;
      lookup: string;
      sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
      hint: string;
      state: string;
      valid_from: string | null;
      valid_to: string | null;
      reason: string | null;
      recorded_at: Date;
    };
    'person.kinship': {
      id: string;
      person_id: string;
      relative_id: string;
      kind: string;
      valid_from: string | null;
      valid_to: string | null;
      source: string;
      recorded_at: Date;
    };
    'person.load_step': {
      position: number;
      statement: string;
    };
    'person.person': {
      id: string;
      full_name: string;
      family_name: string;
      middle_name: string;
      given_name: string;
      search_key: string;
      sex: string;
      birth_year: number;
      birth_month: number | null;
      birth_day: number | null;
      ethnicity: string;
      religion: string | null;
      nationality: string;
      marital_status: string;
      birth_place_code: string | null;
      birth_place: string | null;
      hometown: string | null;
      home_place: string | null;
      father_name: string | null;
      mother_name: string | null;
      state: string;
      died_on: string | null;
      moved_away_on: string | null;
      version: number;
      recorded_at: Date;
    };
    'person.population_query': {
      id: string;
      asked_at: Date;
      operation: string;
      officer_code: string;
      actor_id: string | null;
      purpose_code: string;
      case_ref: string;
      outcome: string;
    };
    'person.population_verdict': {
      request_key: string;
      operation: string;
      verdict: boolean;
      checked_at: Date;
      expires_at: Date;
    };
    'person_pub.population': {
      place: string | null;
      sex: string | null;
      birth_year: number | null;
      persons: number | null;
    };
    'person_pub.resident': {
      id: string | null;
      sex: string | null;
      birth_year: number | null;
      birth_month: number | null;
      birth_day: number | null;
      ethnicity: string | null;
      home_place: string | null;
    };
  }
}
