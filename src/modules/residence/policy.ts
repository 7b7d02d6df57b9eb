import { definePolicy, type Rule } from '#platform/access';

function personal(on: string, person: string): Rule[] {
  return [
    { role: 'citizen', on, actions: ['read'], scope: { represented: person } },
    { role: 'staff', on, actions: ['read'], scope: { basis: person } },
    { role: 'system', on, actions: ['read', 'add', 'change'], scope: 'all' },
    { role: 'residence-registrar', on, actions: ['add', 'change'], scope: { basis: person } },
  ];
}

const actions = { read: 'select', add: 'insert', change: 'update' } as const;

export const policy = definePolicy({
  module: 'residence',
  resources: {
    household: { table: 'residence.household', columns: { head: 'head_person_id' }, actions },
    stay: { table: 'residence.stay', columns: { person: 'person_id' }, actions },
    absence: { table: 'residence.absence', columns: { person: 'person_id' }, actions },
  },
  rules: [...personal('household', 'head'), ...personal('stay', 'person'), ...personal('absence', 'person')],
});
