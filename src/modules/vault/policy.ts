import { definePolicy } from '#platform/access';

/** A paper belongs to its owner; offices read it through the case that made it, or with the owner's consent. */
export const policy = definePolicy({
  module: 'vault',
  resources: {
    document: {
      table: 'vault.document',
      columns: { owner: 'owner_person_id', organisation: 'owner_organisation_id' },
      actions: { read: 'select', deposit: 'insert', see: 'update', revoke: 'update' },
    },
  },
  rules: [
    {
      role: 'citizen',
      on: 'document',
      actions: ['read', 'see'],
      scope: { any: [{ represented: 'owner' }, { organisation: 'organisation' }] },
    },
    { role: 'system', on: 'document', actions: ['read', 'deposit', 'revoke'], scope: 'all' },
  ],
});
