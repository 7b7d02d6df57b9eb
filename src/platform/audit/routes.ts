import { handle } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import { type AccessPage, listAccesses } from './accesses.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { findLastCheckpoint, listCheckpoints } from './store.ts';

function present(page: AccessPage) {
  return {
    items: page.accesses.map((access) => ({ ...access, at: access.at.toISOString() })),
    cursor: page.cursor,
  };
}

/** A person in whose name the actor may not ask is not found, whether it exists or not. */
function requirePerson(ctx: Ctx, asked: string | undefined): string {
  const person = asked ?? ctx.principal.personId;
  if (person === null || !ctx.principal.persons.includes(person)) throw errors.error('not_found');
  return person;
}

export const routes = [
  handle(contract.listMyAccesses, {
    action: 'audit.list-accesses',
    run: async (ctx, { query }) => present(await listAccesses(ctx, requirePerson(ctx, query.person), query)),
  }),
  handle(contract.listPersonAccesses, {
    action: 'audit.list-accesses',
    run: async (ctx, { params, query }) => {
      if (!ctx.principal.terms.some((term) => term.role === 'auditor')) throw errors.error('not_found');
      return present(await listAccesses(ctx, params.id, query));
    },
  }),
  handle(contract.getCheckpoint, {
    action: 'audit.get-checkpoint',
    run: async (ctx) => {
      const last = await findLastCheckpoint(ctx);
      if (last === undefined) throw errors.error('not_found');
      const [head] = await listCheckpoints(ctx, { after: last.size - 1, to: last.size });
      return { size: last.size, note: head?.note ?? last.note };
    },
  }),
];
