import { definePolicy, type Rule, type Scope } from '#platform/access';

const agencies: Scope = { any: [{ agency: 'receiving' }, { agency: 'deciding' }] };
// A parent, guardian or director sees through the register, and no longer than it says so; who was authorised, until
// the authorisation ends.
const applicants: Scope = {
  any: [
    { represented: 'applicant' },
    { organisation: 'organisation' },
    {
      every: [
        { self: 'filer' },
        { column: 'relation', in: ['authorised'] },
        { column: 'standing', in: ['holds'] },
      ],
    },
  ],
};

const officeRoles = ['one-stop-officer', 'specialist', 'leader', 'clerk'] as const;

function office(role: string): Rule {
  return { role, on: 'dossier', actions: ['read', 'handle'], scope: agencies };
}

const part = (commands: readonly ('select' | 'insert' | 'update')[]) => ({
  resource: 'dossier',
  column: 'dossier_id',
  commands,
});

/** Who may do what with a case. Which step is whose is decided by the service definition, on top of this table. */
export const policy = definePolicy({
  module: 'dossier',
  resources: {
    dossier: {
      table: 'dossier.dossier',
      columns: {
        applicant: 'applicant_person_id',
        organisation: 'applicant_organisation_id',
        filer: 'filer_person_id',
        relation: 'filer_relation',
        standing: 'filer_standing',
        receiving: 'receiving_agency_id',
        deciding: 'deciding_agency_id',
      },
      actions: { read: 'select', submit: 'insert', follow: 'update', handle: 'update' },
    },
    event: {
      table: 'dossier.event',
      actions: { read: 'select', append: 'insert' },
      partOf: part(['select', 'insert']),
    },
    content: {
      table: 'dossier.content',
      actions: { read: 'select', append: 'insert' },
      partOf: part(['select', 'insert']),
    },
    component: {
      table: 'dossier.component',
      actions: { read: 'select', add: 'insert', change: 'update' },
      partOf: part(['select', 'insert', 'update']),
    },
    attachment: {
      table: 'dossier.attachment',
      actions: { read: 'select', add: 'insert' },
      partOf: part(['select', 'insert']),
    },
    document: {
      table: 'dossier.document',
      actions: { read: 'select', add: 'insert' },
      partOf: part(['select', 'insert']),
    },
  },
  rules: [
    { role: 'citizen', on: 'dossier', actions: ['read', 'submit', 'follow'], scope: applicants },
    ...officeRoles.map(office),
    { role: 'one-stop-officer', on: 'dossier', actions: ['submit'], scope: { agency: 'receiving' } },
    { role: 'system', on: 'dossier', actions: ['read', 'submit', 'handle'], scope: 'all' },
  ],
  open: { 'dossier.counter': ['select', 'insert', 'update'] },
});
