// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'law.instrument': {
      id: string;
      number: string;
      kind: string;
      title: string;
      issuer: string;
      issued_on: string | null;
      valid_from: string | null;
      valid_to: string | null;
      amends: string[];
      replaced_by: string[];
      governs: string;
      search_text: string;
      source: string;
      verified: boolean;
      note: string | null;
    };
  }
}
