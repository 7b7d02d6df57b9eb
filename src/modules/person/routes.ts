import { handle } from '#platform/http';
import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { changeContact } from './change-person.ts';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { matchPerson } from './find-person.ts';
import { getPerson } from './get-person.ts';
import { listRepresentations } from './list-representations.ts';
import { searchPersons } from './search-persons.ts';

function ownPerson(ctx: Ctx): string {
  const { personId } = ctx.principal;
  if (!personId) throw accessErrors.error('forbidden');
  return personId;
}

export const routes = [
  handle(contract.getMyPerson, {
    action: 'person.read_own',
    run: (ctx) => getPerson(ctx, ownPerson(ctx)),
  }),
  handle(contract.listMyRepresentations, {
    action: 'person.list_representations',
    run: async (ctx) => ({ items: await listRepresentations(ctx, ownPerson(ctx)) }),
  }),
  handle(contract.changeMyContact, {
    action: 'person.change_contact',
    run: (ctx, { params, body }) =>
      changeContact(ctx, { personId: ownPerson(ctx), kind: params.kind, value: body.value }),
  }),
  handle(contract.searchPersons, {
    action: 'person.search',
    mode: 'read',
    run: async (ctx, { body }) => ({ items: await searchPersons(ctx, body) }),
  }),
  handle(contract.identifyPerson, {
    action: 'person.identify',
    mode: 'read',
    run: async (ctx, { body }) => {
      if (ctx.principal.kind !== 'staff') throw accessErrors.error('forbidden');
      const found = await matchPerson(ctx, {
        type: 'personal_number',
        value: body.personNumber,
        fullName: body.fullName,
      });
      if (!found) throw errors.error('not_found');
      return { personId: found.personId };
    },
  }),
  handle(contract.getPerson, {
    action: 'person.read',
    run: (ctx, { params }) => getPerson(ctx, params.id),
  }),
];
