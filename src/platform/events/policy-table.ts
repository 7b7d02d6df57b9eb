import { definePolicy } from '#platform/access';

/** Anyone's act may append events; only the system reads them, to deliver. */
export const policy = definePolicy({
  module: 'events',
  resources: {
    event: { table: 'events.event', actions: { append: 'insert', read: 'select' } },
    outgoing: {
      table: 'events.outgoing',
      actions: { append: 'insert', read: 'select', take: 'delete' },
    },
    delivery: { table: 'events.delivery', actions: { append: 'insert', read: 'select' } },
  },
  rules: [
    { role: 'anyone', on: 'event', actions: ['append'], scope: 'all' },
    { role: 'anyone', on: 'outgoing', actions: ['append'], scope: 'all' },
    { role: 'system', on: 'outgoing', actions: ['read', 'take'], scope: 'all' },
    { role: 'system', on: 'event', actions: ['read'], scope: 'all' },
    { role: 'system', on: 'delivery', actions: ['append', 'read'], scope: 'all' },
  ],
});
