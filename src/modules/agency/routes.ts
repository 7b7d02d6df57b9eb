import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { getAgency, listAgencies } from './find-agency.ts';
import { addStaff, endTerm, grantTerm, listStaff } from './staff.ts';

export const routes = [
  handle(contract.listAgencies, {
    action: 'agency.list',
    run: async (ctx, { query }) => ({
      items: await listAgencies(ctx, { ...query, isFormerToo: query.former === 'true' }),
    }),
  }),
  handle(contract.getAgency, { action: 'agency.get', run: (ctx, { params }) => getAgency(ctx, params.id) }),
  handle(contract.listStaff, {
    action: 'agency.list-staff',
    run: async (ctx, { query }) => ({ items: await listStaff(ctx, query) }),
  }),
  handle(contract.addStaff, {
    action: 'agency.add-staff',
    run: async (ctx, { body }) => ({ id: await addStaff(ctx, body) }),
  }),
  handle(contract.grantTerm, {
    action: 'agency.grant-term',
    run: async (ctx, { params, body }) => ({ id: await grantTerm(ctx, { ...body, staffId: params.id }) }),
  }),
  handle(contract.endTerm, {
    action: 'agency.end-term',
    run: async (ctx, { params, body }) => {
      const ended = await endTerm(ctx, params.id, body);
      return { id: ended.id, validTo: body.on };
    },
  }),
];
