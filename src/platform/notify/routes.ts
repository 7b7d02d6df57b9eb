import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { listNotices, listTroubledDeliveries, markAllRead, markRead } from './inbox.ts';

export const routes = [
  handle(contract.listNotices, {
    action: 'notify.list-notices',
    run: (ctx, { query }) => listNotices(ctx, { before: query.before, unreadOnly: query.unread === 'true' }),
  }),
  handle(contract.markRead, {
    action: 'notify.mark-read',
    run: (ctx, { params }) => markRead(ctx, params.id),
  }),
  handle(contract.markAllRead, {
    action: 'notify.mark-all-read',
    run: async (ctx) => ({ marked: await markAllRead(ctx) }),
  }),
  handle(contract.listTroubledDeliveries, {
    action: 'notify.list-troubled-deliveries',
    run: async (ctx) => ({ items: await listTroubledDeliveries(ctx) }),
  }),
];
