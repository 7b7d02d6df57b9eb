import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { listNotices, listTroubledDeliveries, markAllRead, markRead } from './inbox.ts';

type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer U)[]
    ? Wire<U>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** RFC 3339 instants instead of Dates, the same for a first answer and a repeated one. */
const wire = <T>(value: T): Wire<T> => JSON.parse(JSON.stringify(value)) as Wire<T>;

export const routes = [
  handle(contract.listNotices, {
    action: 'notify.list-notices',
    run: async (ctx, { query }) =>
      wire(await listNotices(ctx, { before: query.before, unreadOnly: query.unread === 'true' })),
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
    run: async (ctx) => wire({ items: await listTroubledDeliveries(ctx) }),
  }),
];
