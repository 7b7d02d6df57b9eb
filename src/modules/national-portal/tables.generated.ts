// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'national_portal.intake': {
      gateway_code: string;
      dossier_id: string;
      received_at: Date;
    };
    'national_portal.sync': {
      dossier_id: string;
      gateway_code: string;
      sent_state: number | null;
      attempts: number;
      last_error: string | null;
      synced_at: Date | null;
    };
  }
}
