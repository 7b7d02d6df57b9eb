import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404, still_running: 409 } as const;

const instant = z.iso.datetime({ offset: true });
const jobId = z.object({ id: z.string().regex(/^\d{1,18}$/) });

export const FailedJob = z.object({
  id: z.string(),
  /** `<module>.<verb>` */
  task: z.string(),
  /** The key of the job: what it is about, without personal data. */
  about: z.string().nullable(),
  attempts: z.int(),
  mostAttempts: z.int(),
  error: z.string(),
  createdAt: instant,
  lastAt: instant,
  /** When it is tried again by itself; null: never, it waits for an operator. */
  nextAt: instant.nullable(),
});
export type FailedJob = z.output<typeof FailedJob>;

export const listFailedJobs = route({
  method: 'GET',
  path: '/failed-jobs',
  summary: 'Jobs whose last try failed: those given up by the queue first',
  response: z.object({ items: z.array(FailedJob) }),
});
export const retryJob = route({
  method: 'POST',
  path: '/failed-jobs/{id}/retry',
  summary: 'Run a failed job again, at once and from its first attempt',
  params: jobId,
  status: 204,
});
export const endJob = route({
  method: 'POST',
  path: '/failed-jobs/{id}/ending',
  summary: 'Take a job that failed for good out of the queue, with a reason',
  params: jobId,
  body: z.object({ reason: z.string().trim().min(10).max(500) }),
  status: 204,
});
export const listEndedJobs = route({
  method: 'GET',
  path: '/ended-jobs',
  summary: 'Jobs that operators took out of the queue, with their reasons',
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        task: z.string(),
        about: z.string().nullable(),
        error: z.string(),
        reason: z.string(),
        endedBy: z.uuid(),
        endedAt: instant,
      }),
    ),
  }),
});
