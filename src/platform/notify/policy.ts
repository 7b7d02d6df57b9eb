import { definePolicy } from '#platform/access';

/** A notice is read by the one it is for (or who represents them); whoever acts may cause one. */
export const policy = definePolicy({
  module: 'notify',
  resources: {
    template: { table: 'notify.template', actions: { read: 'select', publish: 'insert' } },
    message: {
      table: 'notify.message',
      columns: { person: 'recipient_person_id', staff: 'recipient_staff_id' },
      actions: { read: 'select', send: 'insert', mark: 'update' },
    },
    delivery: {
      table: 'notify.delivery',
      actions: { read: 'select', order: 'insert', settle: 'update' },
      partOf: { resource: 'message', column: 'message_id', commands: ['select'] },
    },
    attempt: { table: 'notify.attempt', actions: { read: 'select', record: 'insert' } },
  },
  rules: [
    { role: 'anyone', on: 'template', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'template', actions: ['publish'], scope: 'all' },
    { role: 'anyone', on: 'message', actions: ['send'], scope: 'all' },
    { role: 'citizen', on: 'message', actions: ['read', 'mark'], scope: { represented: 'person' } },
    { role: 'staff', on: 'message', actions: ['read', 'mark'], scope: { actor: 'staff' } },
    { role: 'system', on: 'message', actions: ['read'], scope: 'all' },
    { role: 'anyone', on: 'delivery', actions: ['order'], scope: 'all' },
    { role: 'operator', on: 'delivery', actions: ['read'], scope: 'all' },
    { role: 'operator', on: 'attempt', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'delivery', actions: ['read', 'settle'], scope: 'all' },
    { role: 'system', on: 'attempt', actions: ['read', 'record'], scope: 'all' },
  ],
});
