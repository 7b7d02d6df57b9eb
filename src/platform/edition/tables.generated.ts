// Generated from the migrated database by `./serepok types`; do not edit.
import type {} from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'edition.edition': {
      name: string;
      changed_in: unknown;
    };
  }
}
