import { definePolicy } from '#platform/access';

const both = (scope: 'represented' | 'basis') =>
  scope === 'basis'
    ? { any: [{ basis: 'subject' }, { basis: 'partner' }] }
    : { any: [{ represented: 'subject' }, { represented: 'partner' }] };

export const policy = definePolicy({
  module: 'civil-status',
  resources: {
    act: {
      table: 'civil_status.act',
      columns: { subject: 'subject_id', partner: 'partner_id' },
      actions: { read: 'select', register: 'insert', cancel: 'update' },
    },
    book: { table: 'civil_status.book', actions: { read: 'select', begin: 'insert', number: 'update' } },
  },
  rules: [
    { role: 'citizen', on: 'act', actions: ['read'], scope: both('represented') },
    { role: 'staff', on: 'act', actions: ['read'], scope: both('basis') },
    { role: 'civil-status-registrar', on: 'act', actions: ['register', 'cancel'], scope: both('basis') },
    { role: 'system', on: 'act', actions: ['read', 'register', 'cancel'], scope: 'all' },
    { role: 'civil-status-registrar', on: 'book', actions: ['read', 'begin', 'number'], scope: 'all' },
    { role: 'system', on: 'book', actions: ['read', 'begin', 'number'], scope: 'all' },
  ],
});
