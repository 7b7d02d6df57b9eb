import { definePolicy } from '#platform/access';

export const policy = definePolicy({
  module: 'consent',
  resources: {
    consent: {
      table: 'consent.consent',
      columns: { person: 'person_id', asker: 'asked_by' },
      actions: { read: 'select', ask: 'insert', decide: 'update', withdraw: 'update' },
    },
  },
  rules: [
    { role: 'citizen', on: 'consent', actions: ['read', 'ask'], scope: { actor: 'asker' } },
    { role: 'citizen', on: 'consent', actions: ['read', 'withdraw'], scope: { represented: 'person' } },
    { role: 'staff', on: 'consent', actions: ['read'], scope: { basis: 'person' } },
    { role: 'staff', on: 'consent', actions: ['read', 'ask'], scope: { actor: 'asker' } },
    { role: 'system', on: 'consent', actions: ['read', 'ask', 'decide'], scope: 'all' },
  ],
});
