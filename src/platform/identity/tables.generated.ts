// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'identity.account': {
      id: string;
      person_id: string;
      organisation_id: string | null;
      subject_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      created_at: Date;
      last_signed_in_at: Date;
    };
    'identity.enrolment': {
      id: string;
      account_id: string;
      ticket_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      reason: string;
      requested_by: string | null;
      approved_by: string | null;
      totp_sealed: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      challenge: string | null;
      created_at: Date;
      approved_at: Date | null;
      expires_at: Date;
      used_at: Date | null;
    };
    'identity.flow': {
      id: string;
      kind: string;
      browser_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      lookup_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      content_sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
      account_id: string | null;
      methods: ColumnType<string[], string[] | undefined, string[]>;
      challenge: string | null;
      created_at: Date;
      expires_at: Date;
      consumed_at: Date | null;
      upstream_sid: string | null;
    };
    'identity.oidc_artifact': {
      model: string;
      id: string;
      payload_sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
      grant_id: string | null;
      account_id: string | null;
      uid: string | null;
      user_code: string | null;
      consumed_at: Date | null;
      expires_at: Date;
    };
    'identity.passkey': {
      id: string;
      account_id: string;
      credential_id: string;
      public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
      counter: number;
      transports: string[];
      name: string;
      is_backed_up: boolean;
      created_at: Date;
      last_used_at: Date | null;
    };
    'identity.seen_token': {
      token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      seen_at: Date;
    };
    'identity.session': {
      id: string;
      token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      kind: string;
      account_id: string;
      person_id: string | null;
      organisation_id: string | null;
      acting_person_id: string | null;
      acting_organisation_id: string | null;
      display_name: string;
      evidence: string;
      account_level: number | null;
      auth_level: number | null;
      methods: string[];
      upstream_sid: string | null;
      upstream_token_sealed: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      device: string;
      started_at: Date;
      authenticated_at: Date;
      last_seen_at: Date;
      idle_until: Date;
      absolute_until: Date;
      ended_at: Date | null;
      ended_why: string | null;
    };
    'identity.signing_key': {
      kid: string;
      private_sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
      created_at: Date;
      signs_from: Date;
      signs_to: Date;
      shown_to: Date;
    };
    'identity.staff_account': {
      id: string;
      person_id: string | null;
      login_name: string;
      display_name: string;
      password_hash: string | null;
      password_changed_at: Date | null;
      totp_sealed: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
      totp_last_step: number | null;
      vneid_allowed: ColumnType<boolean, boolean | undefined, boolean>;
      created_at: Date;
      disabled_at: Date | null;
    };
    'identity.throttle': {
      key_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
      failures: number;
      first_failed_at: Date;
      locked_until: Date | null;
    };
    'identity_pub.account': {
      is_organisation: boolean | null;
      created_day: string | null;
      last_used_day: string | null;
      accounts: number | null;
    };
    'identity_pub.session': {
      kind: string | null;
      day: string | null;
      account_level: number | null;
      sessions: number | null;
    };
    'identity_pub.staff_account': {
      is_active: boolean | null;
      has_passkey: boolean | null;
      accounts: number | null;
    };
  }
}
