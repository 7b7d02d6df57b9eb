import { type Consumer, type Job, defineRoom } from '#platform/manifest';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { followIssue } from './effects.ts';
import { forms, makeForm } from './forms.ts';
import { noticeConsumer } from './notices.ts';
import { numberResult, sealResult } from './seal-result.ts';

const dossierOf = (payload: Readonly<Record<string, unknown>>): string => String(payload['dossierId']);

const jobs: readonly Job[] = [
  {
    name: 'one-stop.form',
    run: (ctx, payload) =>
      makeForm(ctx, { dossierId: dossierOf(payload), eventId: String(payload['eventId']) }),
  },
  { name: 'one-stop.number', run: (ctx, payload) => numberResult(ctx, dossierOf(payload)) },
  { name: 'one-stop.seal', run: (ctx, payload) => sealResult(ctx, dossierOf(payload)) },
];

function later(ctx: Ctx, name: string, payload: { dossierId: string; eventId?: string }): Promise<void> {
  const { dossierId, eventId } = payload;
  return enqueue(ctx, [
    { name, payload, queue: `case:${dossierId}`, key: `${name}:${eventId ?? dossierId}`, maxAttempts: 25 },
  ]);
}

const consumers: readonly Consumer[] = [
  {
    name: 'one-stop.papers',
    types: Object.keys(forms).map((type) => `dossier.${type}`),
    run: (ctx, event) =>
      later(ctx, 'one-stop.form', { dossierId: event.streamId, eventId: String(event.data['eventId']) }),
  },
  {
    name: 'one-stop.number-after-signing',
    types: ['dossier.signed'],
    run: (ctx, event) => later(ctx, 'one-stop.number', { dossierId: event.streamId }),
  },
  {
    name: 'one-stop.seal-after-number',
    types: ['dossier.numbered', 'dossier.issue_asked'],
    run: (ctx, event) => later(ctx, 'one-stop.seal', { dossierId: event.streamId }),
  },
  {
    name: 'one-stop.follow-issue',
    types: ['dossier.issued'],
    run: (ctx, event) => followIssue(ctx, event.streamId),
  },
  noticeConsumer,
];

export const oneStop = defineRoom({
  name: 'one-stop',
  layer: 'service',
  models: [1, 3],
  dependsOn: [
    'access',
    'audit',
    'events',
    'jobs',
    'files',
    'documents',
    'signing',
    'notify',
    'agency',
    'place',
    'person',
    'residence',
    'dossier',
    'vault',
  ],
  folder: import.meta.dirname,
  jobs,
  consumers,
  events: ['one-stop.form_made'],
});
