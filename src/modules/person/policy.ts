import { definePolicy, type Rule } from '#platform/access';

const parts = ['identifier', 'former-name', 'contact'] as const;
const read = ['read'];
const registrars = ['population-registrar', 'civil-status-registrar'];

/** A person's own rows, those of persons one represents, those named by the open basis; the system keeps the register. */
function personal(on: string): Rule[] {
  return [
    { role: 'citizen', on, actions: read, scope: { represented: 'person' } },
    { role: 'staff', on, actions: read, scope: { basis: 'person' } },
    { role: 'system', on, actions: ['read', 'add', 'change'], scope: 'all' },
    ...registrars.flatMap((role): Rule[] => [
      { role, on, actions: ['add'], scope: 'all' },
      { role, on, actions: ['change'], scope: { basis: 'person' } },
    ]),
  ];
}

export const policy = definePolicy({
  module: 'person',
  resources: {
    person: {
      table: 'person.person',
      columns: { person: 'id' },
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    identifier: {
      table: 'person.identifier',
      columns: { person: 'person_id' },
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    'former-name': {
      table: 'person.former_name',
      columns: { person: 'person_id' },
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    kinship: {
      table: 'person.kinship',
      columns: { person: 'person_id', relative: 'relative_id' },
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    contact: {
      table: 'person.contact',
      columns: { person: 'person_id' },
      actions: { read: 'select', add: 'insert', change: 'update' },
    },
    'population-query': {
      table: 'person.population_query',
      columns: { actor: 'actor_id' },
      actions: { read: 'select', note: 'insert' },
    },
  },
  rules: [
    ...['person', ...parts].flatMap(personal),
    { role: 'citizen', on: 'contact', actions: ['add', 'change'], scope: { self: 'person' } },
    {
      role: 'citizen',
      on: 'kinship',
      actions: read,
      scope: { any: [{ represented: 'person' }, { represented: 'relative' }] },
    },
    {
      role: 'staff',
      on: 'kinship',
      actions: read,
      scope: { any: [{ basis: 'person' }, { basis: 'relative' }] },
    },
    { role: 'system', on: 'kinship', actions: ['read', 'add', 'change'], scope: 'all' },
    ...registrars.flatMap((role): Rule[] => [
      { role, on: 'kinship', actions: ['add'], scope: { basis: 'person' } },
      { role, on: 'kinship', actions: ['change'], scope: { basis: 'person' } },
    ]),
    { role: 'anyone', on: 'population-query', actions: ['note'], scope: 'all' },
    { role: 'auditor', on: 'population-query', actions: read, scope: 'all' },
    { role: 'staff', on: 'population-query', actions: read, scope: { actor: 'actor' } },
  ],
  open: {
    'person.population_verdict': ['select', 'insert', 'update', 'delete'],
    'person.load_step': ['select'],
  },
});
