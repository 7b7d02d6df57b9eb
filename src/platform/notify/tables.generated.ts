// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'notify.attempt': {
      delivery_id: string;
      number: number;
      outcome: string;
      detail: string | null;
      finished_at: Date;
    };
    'notify.delivery': {
      id: string;
      message_id: string;
      channel: string;
      language: string;
      address: string | null;
      address_mask: string;
      state: string;
      attempts: ColumnType<number, number | undefined, number>;
      next_at: Date | null;
      sending_since: Date | null;
      provider_id: string | null;
      last_error: string | null;
      created_at: Date;
      finished_at: Date | null;
    };
    'notify.message': {
      id: string;
      position: ColumnType<number, number | undefined, number>;
      recipient_person_id: string | null;
      recipient_staff_id: string | null;
      template_id: string;
      params: ColumnType<unknown, string, string>;
      about: string;
      link: string | null;
      dedupe_key: string;
      created_at: Date;
      read_at: Date | null;
    };
    'notify.template': {
      id: string;
      code: string;
      version: number;
      content: ColumnType<unknown, string, string>;
      content_hash: string;
      published_at: Date;
    };
  }
}
