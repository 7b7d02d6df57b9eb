import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue } from '#platform/jobs';
import { defineRoom } from '#platform/manifest';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { type TestHouse, officer, openHouse } from '../../../test/support/house.ts';
import { endJob, listEndedJobs, listFailedJobs, retryJob } from './failed-jobs.ts';

const agencyId = '019ab000-0000-7000-8000-0000000000bb';
const operator = officer('019ab000-0000-7000-8000-0000000000aa', { role: 'operator', agencyId });
const clerk = officer('019ab000-0000-7000-8000-0000000000ac', { role: 'clerk', agencyId });

let house: TestHouse;
let isBroken = true;
let runs = 0;

const fragile = defineRoom({
  name: 'fragile',
  layer: 'platform',
  dependsOn: ['jobs'],
  folder: import.meta.dirname,
  jobs: [
    {
      name: 'fragile.work',
      run: () => {
        if (isBroken) return Promise.reject(new Error('the outside system said no\nnumber 100184000001'));
        runs += 1;
        return Promise.resolve();
      },
    },
  ],
});

const act = <T>(as: Principal, run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.act', principal: as }, run);

async function fail(key: string): Promise<string> {
  await act(system, (ctx) => enqueue(ctx, [{ name: 'fragile.work', payload: {}, key, maxAttempts: 1 }]));
  await house.drain();
  const idOf = async () => (await act(operator, listFailedJobs)).find((job) => job.about === key)?.id;
  await expect.poll(idOf, { timeout: 10_000 }).toBeDefined();
  return (await idOf()) ?? '';
}

beforeAll(async () => {
  house = await openHouse({
    rooms: ['operations'],
    extraRooms: [{ ...fragile, folder: '/nonexistent/fragile' }],
  });
});
afterAll(() => house.close());

test('a dead letter shows why, but nothing of whom it was about', async () => {
  const id = await fail('case:1');
  const [job] = await act(operator, listFailedJobs);
  expect(job).toMatchObject({ id, task: 'fragile.work', attempts: 1, mostAttempts: 1, nextAt: null });
  expect(job?.error).toContain('the outside system said no');
  expect(job?.error).not.toContain('100184000001');
});

test('nobody but an operator sees or moves it', async () => {
  await expect(act(clerk, listFailedJobs)).rejects.toMatchObject({ code: 'access.forbidden' });
  const { rows } = await house.admin.query('select count(*)::int as n from operations.failed_jobs(10)');
  expect(rows).toEqual([{ n: 0 }]);
});

test('retried after the cause is gone it runs once and leaves the list', async () => {
  const id = await fail('case:2');
  isBroken = false;
  await act(operator, (ctx) => retryJob(ctx, id));
  await house.drain();
  expect(runs).toBe(1);
  await expect(act(operator, (ctx) => retryJob(ctx, id))).rejects.toMatchObject({
    code: 'operations.not_found',
  });
  isBroken = true;
});

test('given up with a reason it is gone from the queue and stays on record', async () => {
  const id = await fail('case:3');
  await act(operator, (ctx) => endJob(ctx, id, 'Hệ thống kia đã ngừng hẳn'));
  expect((await act(operator, listFailedJobs)).map((job) => job.id)).not.toContain(id);
  expect(await act(operator, listEndedJobs)).toMatchObject([
    { about: 'case:3', task: 'fragile.work', reason: 'Hệ thống kia đã ngừng hẳn', endedBy: operator.id },
  ]);
});
