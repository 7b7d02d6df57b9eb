import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { getPlace, listPlaces, resolvePrintedAddress } from './get-place.ts';

export const routes = [
  handle(contract.listPlaces, {
    action: 'place.list',
    run: async (ctx, { query }) => ({
      items: await listPlaces(ctx, { ...query, includeFormer: query.former === 'true' }),
    }),
  }),
  handle(contract.getPlace, {
    action: 'place.get',
    run: (ctx, { params, query }) => getPlace(ctx, params.code, query.on),
  }),
  handle(contract.resolveAddress, {
    action: 'place.resolve-address',
    mode: 'read',
    run: (ctx, { body }) => resolvePrintedAddress(ctx, body),
  }),
];
