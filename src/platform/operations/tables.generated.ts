// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'operations.ended_job': {
      id: string;
      job_id: number;
      task: string;
      about: string | null;
      error: string;
      reason: string;
      ended_by: string;
      ended_at: Date;
    };
  }
}
