import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { getInstrument, listInstruments } from './get-instrument.ts';

export const routes = [
  handle(contract.listInstruments, {
    action: 'law.list',
    run: async (ctx, { query }) => ({ items: await listInstruments(ctx, query) }),
  }),
  handle(contract.getInstrument, {
    action: 'law.get',
    run: (ctx, { params, query }) => getInstrument(ctx, params.id, query.on),
  }),
];
