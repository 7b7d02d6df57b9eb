// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'holder_check.holder_check': {
      id: string;
      identity_check_id: string;
      officer_id: string;
      person_id: string | null;
      challenge: string[];
      opened_at: Date;
      expires_at: Date;
      state: string;
      attempts: ColumnType<number, number | undefined, number>;
      score: number | null;
      threshold: number | null;
      model: string | null;
      findings: ColumnType<string[], string[] | undefined, string[]>;
      consented_at: Date | null;
      decided_at: Date | null;
      reason: string | null;
    };
    'holder_check.threshold': {
      id: string;
      model: string;
      value: number;
      false_match_rate: number;
      false_non_match_rate: number;
      genuine_pairs: number;
      impostor_pairs: number;
      source: string;
      proposed_by: string;
      proposed_at: Date;
      approved_by: string | null;
      approved_at: Date | null;
    };
  }
}
