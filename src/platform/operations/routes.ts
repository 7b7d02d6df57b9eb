import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { endJob, listEndedJobs, listFailedJobs, retryJob } from './failed-jobs.ts';

export const routes = [
  handle(contract.listFailedJobs, {
    action: 'operations.list-failed-jobs',
    run: async (ctx) => ({ items: await listFailedJobs(ctx) }),
  }),
  handle(contract.retryJob, {
    action: 'operations.retry-job',
    run: (ctx, { params }) => retryJob(ctx, params.id),
  }),
  handle(contract.endJob, {
    action: 'operations.end-job',
    run: (ctx, { params, body }) => endJob(ctx, params.id, body.reason),
  }),
  handle(contract.listEndedJobs, {
    action: 'operations.list-ended-jobs',
    run: async (ctx) => ({ items: await listEndedJobs(ctx) }),
  }),
];
