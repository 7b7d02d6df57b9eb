import { errors as accessErrors } from '#platform/access';
import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { getAct, listActs } from './get-act.ts';

export const routes = [
  handle(contract.listMyActs, {
    action: 'civil-status.read_own',
    run: async (ctx) => {
      if (!ctx.principal.personId) throw accessErrors.error('forbidden');
      return { items: await listActs(ctx, ctx.principal.personId) };
    },
  }),
  handle(contract.listPersonActs, {
    action: 'civil-status.list',
    run: async (ctx, { params }) => ({ items: await listActs(ctx, params.id) }),
  }),
  handle(contract.getAct, {
    action: 'civil-status.read',
    run: (ctx, { params }) => getAct(ctx, params.id),
  }),
];
