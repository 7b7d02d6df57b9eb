import { definePolicy } from '#platform/access';
import type { Rule, Scope } from '#platform/access';

const office: Scope = { agency: 'agency' };
const payer: Scope = { any: [{ represented: 'payer' }, { organisation: 'organisation' }] };
const officeRoles = ['one-stop-officer', 'specialist', 'leader', 'clerk', 'accountant'] as const;

const everything = (on: string, actions: readonly string[]): Rule => ({
  role: 'system',
  on,
  actions,
  scope: 'all',
});
const ofOffice = (on: string, actions: readonly string[]): Rule[] =>
  officeRoles.map((role) => ({ role, on, actions, scope: office }));
const partOfObligation = (commands: readonly ('select' | 'insert' | 'update')[]) => ({
  resource: 'obligation',
  column: 'obligation_id',
  commands,
});

/** Who sees and moves money. The ledger itself is written only by the database's own functions. */
export const policy = definePolicy({
  module: 'money',
  resources: {
    account: {
      table: 'money.account',
      columns: { owner: 'owner_person_id', organisation: 'owner_organisation_id', visibility: 'visibility' },
      actions: { read: 'select' },
    },
    'account-balance': { table: 'money.account_balance', actions: { read: 'select' } },
    transfer: { table: 'money.transfer', actions: { read: 'select' } },
    entry: { table: 'money.entry', actions: { read: 'select' } },
    obligation: {
      table: 'money.obligation',
      columns: { payer: 'payer_person_id', organisation: 'payer_organisation_id', agency: 'agency_id' },
      actions: { read: 'select', open: 'insert', pay: 'update', cancel: 'update', refund: 'update' },
    },
    'payment-intent': {
      table: 'money.payment_intent',
      actions: { read: 'select', start: 'insert', register: 'update' },
      partOf: partOfObligation(['select', 'insert']),
    },
    payment: {
      table: 'money.payment',
      actions: { read: 'select', record: 'insert' },
      partOf: partOfObligation(['select', 'insert']),
    },
    'bank-notice': {
      table: 'money.bank_notice',
      columns: { agency: 'agency_id' },
      actions: { read: 'select', deliver: 'insert', match: 'update', resolve: 'update' },
    },
    refund: {
      table: 'money.refund',
      columns: { agency: 'agency_id' },
      actions: { read: 'select', order: 'insert', settle: 'update' },
      partOf: partOfObligation(['select', 'insert']),
    },
    reconciliation: { table: 'money.reconciliation', actions: { read: 'select', record: 'insert' } },
  },
  rules: [
    { role: 'anyone', on: 'account', actions: ['read'], scope: { column: 'visibility', in: ['public'] } },
    {
      role: 'citizen',
      on: 'account',
      actions: ['read'],
      scope: { any: [{ represented: 'owner' }, { organisation: 'organisation' }] },
    },
    { role: 'citizen', on: 'obligation', actions: ['read', 'open', 'cancel'], scope: payer },
    ...ofOffice('obligation', ['read', 'open', 'pay', 'cancel', 'refund']),
    { role: 'anyone', on: 'bank-notice', actions: ['deliver'], scope: 'all' },
    { role: 'accountant', on: 'bank-notice', actions: ['read', 'resolve'], scope: office },
    { role: 'accountant', on: 'refund', actions: ['read', 'order', 'settle'], scope: office },
    { role: 'accountant', on: 'reconciliation', actions: ['read'], scope: 'all' },
    { role: 'accountant', on: 'account-balance', actions: ['read'], scope: 'all' },
    { role: 'accountant', on: 'transfer', actions: ['read'], scope: 'all' },
    { role: 'accountant', on: 'entry', actions: ['read'], scope: 'all' },
    everything('account', ['read']),
    everything('account-balance', ['read']),
    everything('transfer', ['read']),
    everything('entry', ['read']),
    everything('obligation', ['read', 'open', 'pay', 'cancel', 'refund']),
    everything('payment-intent', ['read', 'start', 'register']),
    everything('payment', ['read', 'record']),
    everything('bank-notice', ['read', 'deliver', 'match', 'resolve']),
    everything('refund', ['read', 'order', 'settle']),
    everything('reconciliation', ['read', 'record']),
  ],
});
