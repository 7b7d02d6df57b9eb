import { definePolicy, type Rule } from '#platform/access';

const registrar = 'business-registrar';
const kept = { read: 'select', add: 'insert', change: 'update' } as const;
const open = ['organisation', 'change', 'establishment', 'licence', 'succession'] as const;

/** What is announced of an organisation is open to who is signed in; the registrar and the system write. */
function announced(on: string): Rule[] {
  return [
    { role: 'citizen', on, actions: ['read'], scope: 'all' },
    { role: 'staff', on, actions: ['read'], scope: 'all' },
    { role: 'system', on, actions: ['read', 'add', 'change'], scope: 'all' },
    { role: registrar, on, actions: ['add', 'change'], scope: 'all' },
  ];
}

export const policy = definePolicy({
  module: 'organisation',
  resources: {
    organisation: { table: 'organisation.organisation', actions: kept },
    change: { table: 'organisation.change', actions: kept },
    establishment: { table: 'organisation.establishment', actions: kept },
    licence: { table: 'organisation.licence', actions: kept },
    succession: { table: 'organisation.succession', actions: kept },
    identifier: {
      table: 'organisation.identifier',
      columns: { organisation: 'organisation_id' },
      actions: kept,
    },
    representative: {
      table: 'organisation.representative',
      columns: { organisation: 'organisation_id', person: 'person_id' },
      actions: kept,
    },
    authorisation: {
      table: 'organisation.authorisation',
      columns: {
        grantor: 'grantor_person_id',
        organisation: 'grantor_organisation_id',
        holder: 'holder_person_id',
        grantedBy: 'granted_by',
      },
      actions: { read: 'select', grant: 'insert', end: 'update' },
    },
  },
  rules: [
    ...open.flatMap(announced),
    { role: 'citizen', on: 'identifier', actions: ['read'], scope: { organisation: 'organisation' } },
    { role: 'staff', on: 'identifier', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'identifier', actions: ['read', 'add', 'change'], scope: 'all' },
    { role: registrar, on: 'identifier', actions: ['add', 'change'], scope: 'all' },
    {
      role: 'citizen',
      on: 'representative',
      actions: ['read'],
      scope: { any: [{ self: 'person' }, { organisation: 'organisation' }] },
    },
    { role: 'staff', on: 'representative', actions: ['read'], scope: { basis: 'person' } },
    { role: registrar, on: 'representative', actions: ['read', 'add', 'change'], scope: 'all' },
    { role: 'system', on: 'representative', actions: ['read', 'add', 'change'], scope: 'all' },
    {
      role: 'citizen',
      on: 'authorisation',
      actions: ['read', 'end'],
      scope: { any: [{ self: 'grantor' }, { self: 'holder' }, { organisation: 'organisation' }] },
    },
    {
      role: 'citizen',
      on: 'authorisation',
      actions: ['grant'],
      scope: {
        every: [{ self: 'grantedBy' }, { any: [{ self: 'grantor' }, { organisation: 'organisation' }] }],
      },
    },
    {
      role: 'staff',
      on: 'authorisation',
      actions: ['read'],
      scope: { any: [{ basis: 'holder' }, { basis: 'grantor' }] },
    },
    { role: 'system', on: 'authorisation', actions: ['read', 'end'], scope: 'all' },
  ],
});
