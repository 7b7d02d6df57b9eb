import { errors as accessErrors } from '#platform/access';
import { handle } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { findHouseholdOf, getResidence } from './get-residence.ts';

function ownPerson(ctx: Ctx): string {
  const { personId } = ctx.principal;
  if (!personId) throw accessErrors.error('forbidden');
  return personId;
}

export const routes = [
  handle(contract.getMyResidence, {
    action: 'residence.read_own',
    run: (ctx) => getResidence(ctx, ownPerson(ctx)),
  }),
  handle(contract.getMyHousehold, {
    action: 'residence.read_own_household',
    run: async (ctx) => {
      const household = await findHouseholdOf(ctx, ownPerson(ctx));
      if (!household) throw errors.error('not_found');
      return household;
    },
  }),
  handle(contract.getPersonResidence, {
    action: 'residence.read',
    run: async (ctx, { params }) => {
      const residence = await getResidence(ctx, params.id);
      if (!residence.permanent && residence.temporary.length === 0) throw errors.error('not_found');
      return residence;
    },
  }),
];
