// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'residence.absence': {
      id: string;
      person_id: string;
      valid_from: string;
      valid_to: string;
      reason: string;
      destination: string;
      recorded_at: Date;
    };
    'residence.household': {
      id: string;
      kind: string;
      place_code: string;
      place_name: string;
      hamlet: string;
      detail: string;
      head_person_id: string | null;
      book_number: string | null;
      opened_on: string | null;
      closed_on: string | null;
      recorded_at: Date;
    };
    'residence.stay': {
      id: string;
      person_id: string;
      household_id: string | null;
      kind: string;
      relation: string;
      place_code: string | null;
      address: string;
      valid_from: string | null;
      valid_to: string | null;
      source: string;
      recorded_at: Date;
    };
    'residence_pub.hamlet': {
      place_code: string | null;
      hamlet: string | null;
      households: number | null;
    };
    'residence_pub.household': {
      place: string | null;
      kind: string | null;
      households: number | null;
    };
    'residence_pub.member': {
      person_id: string | null;
      place_code: string | null;
      hamlet: string | null;
      kind: string | null;
    };
    'residence_pub.stay': {
      place: string | null;
      kind: string | null;
      persons: number | null;
    };
  }
}
