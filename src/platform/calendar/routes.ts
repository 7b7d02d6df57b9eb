import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { listDays } from './get-calendar.ts';
import { previewNotice } from './preview-notice.ts';
import { publishNotice } from './publish.ts';

export const routes = [
  handle(contract.listDays, {
    action: 'calendar.list-days',
    run: async (ctx, { query }) => ({ items: await listDays(ctx, query) }),
  }),
  handle(contract.publishNotice, {
    action: 'calendar.publish-notice',
    run: async (ctx, { body }) => ({ id: await publishNotice(ctx, body.agencies, body) }),
  }),
  handle(contract.previewNotice, {
    action: 'calendar.preview-notice',
    mode: 'read',
    run: (ctx, { body }) => previewNotice(ctx, body),
  }),
];
