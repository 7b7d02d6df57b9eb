// Generated from the migrated database by `./serepok types`; do not edit.
import type { ColumnType } from 'kysely';

declare module '#platform/runtime' {
  interface Database {
    'money.account': {
      id: string;
      code: string;
      kind: string;
      name: string;
      agency_id: string | null;
      owner_person_id: string | null;
      owner_organisation_id: string | null;
      bank_bin: string | null;
      bank_account: string | null;
      floor: string;
      shards: number;
      visibility: string;
      opened_at: Date;
      closed_at: Date | null;
    };
    'money.account_balance': {
      account_id: string;
      shard: number;
      posted: ColumnType<number, number | undefined, number>;
      pending_debit: ColumnType<number, number | undefined, number>;
      pending_credit: ColumnType<number, number | undefined, number>;
    };
    'money.bank_notice': {
      id: string;
      notice_id: string;
      account: string;
      amount: number;
      description: string;
      occurred_at: Date;
      reference: string;
      source: string;
      content_hash: string;
      received_at: Date;
      state: string;
      reason: string | null;
      obligation_id: string | null;
      agency_id: string | null;
      transfer_id: string | null;
      resolution: string | null;
      resolved_at: Date | null;
      resolved_by: string | null;
    };
    'money.entry': {
      position: ColumnType<number, number | undefined, number>;
      transfer_id: string;
      account_id: string;
      phase: string;
      amount: number;
      recorded_at: Date;
    };
    'money.obligation': {
      id: string;
      open_key: string;
      code: string;
      kind: string;
      reference: string;
      payer_person_id: string | null;
      payer_organisation_id: string | null;
      agency_id: string;
      bank_account_id: string;
      income_account_id: string;
      amount: number;
      received: ColumnType<number, number | undefined, number>;
      channel: string;
      fee_rule: string;
      description: string;
      state: string;
      opened_at: Date;
      expires_at: Date | null;
      paid_at: Date | null;
      closed_at: Date | null;
    };
    'money.payment': {
      id: string;
      obligation_id: string;
      notice_id: string | null;
      method: string;
      amount: number;
      applied: number;
      transfer_id: string;
      received_at: Date;
      recorded_by: string | null;
    };
    'money.payment_intent': {
      id: string;
      obligation_id: string;
      amount: number;
      vietqr: string;
      bank_intent_id: string | null;
      created_at: Date;
      registered_at: Date | null;
    };
    'money.reconciliation': {
      id: string;
      day: string;
      account: string;
      agreed: number;
      bank_total: number;
      book_total: number;
      state: string;
      differences: ColumnType<unknown, string, string>;
      run_at: Date;
    };
    'money.refund': {
      id: string;
      obligation_id: string | null;
      notice_id: string | null;
      agency_id: string | null;
      method: string;
      amount: number;
      reason: string;
      bank_reference: string | null;
      bank_account: string | null;
      debit_account_id: string;
      credit_account_id: string;
      state: string;
      failure: string | null;
      transfer_id: string | null;
      created_at: Date;
      created_by: string | null;
      done_at: Date | null;
      bank_at: Date | null;
    };
    'money.transfer': {
      id: string;
      idempotency_key: string;
      content_hash: string;
      kind: string;
      state: string;
      reference: string;
      obligation_id: string | null;
      reverses: string | null;
      occurred_at: Date;
      recorded_at: Date;
      settled_at: Date | null;
      actor_id: string | null;
    };
  }
}
