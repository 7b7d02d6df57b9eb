import { definePolicy, type Rule } from '#platform/access';

/** Who pairs devices at an office: the officers who stand at its desks, and the administrator everywhere. */
export const pairingRoles = ['one-stop-officer', 'administrator'] as const;

const keepers: Rule[] = [
  { role: 'administrator', on: 'device', actions: ['revoke'], scope: 'all' },
  { role: 'one-stop-officer', on: 'device', actions: ['revoke'], scope: { agency: 'agency' } },
  { role: 'administrator', on: 'pairing', actions: ['read', 'open'], scope: 'all' },
  { role: 'one-stop-officer', on: 'pairing', actions: ['read', 'open'], scope: { agency: 'agency' } },
];

/** A device concerns nobody; its key is public. What an officer lists is cut to the own offices by the query. */
export const policy = definePolicy({
  module: 'devices',
  resources: {
    device: {
      table: 'devices.device',
      columns: { agency: 'agency_id' },
      actions: { read: 'select', pair: 'insert', revoke: 'update' },
    },
    state: {
      table: 'devices.device_state',
      actions: { read: 'select', begin: 'insert', see: 'update' },
    },
    pairing: {
      table: 'devices.pairing',
      columns: { agency: 'agency_id' },
      actions: { read: 'select', open: 'insert', use: 'update' },
    },
  },
  rules: [
    { role: 'staff', on: 'device', actions: ['read'], scope: 'all' },
    { role: 'staff', on: 'state', actions: ['read', 'see'], scope: 'all' },
    { role: 'system', on: 'device', actions: ['read', 'pair', 'revoke'], scope: 'all' },
    { role: 'system', on: 'state', actions: ['read', 'begin', 'see'], scope: 'all' },
    { role: 'system', on: 'pairing', actions: ['read', 'use'], scope: 'all' },
    ...keepers,
  ],
});
