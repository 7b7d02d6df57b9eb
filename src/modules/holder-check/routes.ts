import { handle } from '#platform/http';
import {
  compareFaces,
  decideHolder,
  getHolderCheck,
  openHolderCheck,
  presentHolderCheck,
} from './check-holder.ts';
import * as contract from './contract.ts';
import { approveThreshold, listThresholds, proposeThreshold } from './thresholds.ts';

export const routes = [
  handle(contract.openHolderCheck, {
    action: 'holder-check.open',
    run: async (ctx, { params }) => presentHolderCheck(await openHolderCheck(ctx, params.id)),
  }),
  handle(contract.compareFaces, {
    action: 'holder-check.compare',
    run: async (ctx, { params, body }) =>
      presentHolderCheck(await compareFaces(ctx, { id: params.id, ...body })),
  }),
  handle(contract.decideHolder, {
    action: 'holder-check.decide',
    run: async (ctx, { params, body }) =>
      presentHolderCheck(await decideHolder(ctx, { id: params.id, ...body })),
  }),
  handle(contract.getHolderCheck, {
    action: 'holder-check.read',
    run: async (ctx, { params }) => presentHolderCheck(await getHolderCheck(ctx, params.id)),
  }),
  handle(contract.listThresholds, {
    action: 'holder-check.list_thresholds',
    run: async (ctx) => ({ items: await listThresholds(ctx) }),
  }),
  handle(contract.proposeThreshold, {
    action: 'holder-check.propose_threshold',
    run: (ctx, { body }) => proposeThreshold(ctx, body),
  }),
  handle(contract.approveThreshold, {
    action: 'holder-check.approve_threshold',
    run: (ctx, { params }) => approveThreshold(ctx, params.id),
  }),
];
