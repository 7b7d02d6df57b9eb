import { definePolicy } from '#platform/access';
import { defineRoom } from '#platform/manifest';
import { errors } from './problem.ts';
import { texts } from './texts.ts';

/** An answer is kept for the actor who asked: the key holds the actor, the query names it. */
const policy = definePolicy({
  module: 'http',
  resources: {
    idempotency: { table: 'http.idempotency', actions: { read: 'select', keep: 'insert', answer: 'update' } },
  },
  rules: [{ role: 'anyone', on: 'idempotency', actions: ['read', 'keep', 'answer'], scope: 'all' }],
});

export const http = defineRoom({
  name: 'http',
  layer: 'platform',
  dependsOn: ['access'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
});
