import { handle } from '#platform/http';
import { approveBreakGlass, listEmergencies, refuseBreakGlass, requestBreakGlass } from './break-glass.ts';
import * as contract from './contract.ts';
import { declarePurpose, myPurposes } from './declare-purpose.ts';
import { closeOwn, getBasis, listOwn, nameSubject } from './hold-basis.ts';
import { presentPurpose } from './present.ts';

export const routes = [
  handle(contract.listPurposes, {
    action: 'basis.list-purposes',
    run: async (ctx, { query }) => {
      const purposes = await myPurposes(ctx, 'purpose');
      const [emergency] = await myPurposes(ctx, 'break_glass');
      const wanted = query.covers;
      return {
        items: purposes.filter((row) => !wanted || row.covers.includes(wanted)).map(presentPurpose),
        breakGlass: emergency ? presentPurpose(emergency) : null,
      };
    },
  }),
  handle(contract.listBases, {
    action: 'basis.list',
    run: (ctx, { query }) => listOwn(ctx, { open: query.open === 'true', before: query.cursor }),
  }),
  handle(contract.getBasis, { action: 'basis.read', run: (ctx, { params }) => getBasis(ctx, params.id) }),
  handle(contract.declarePurpose, {
    action: 'basis.declare',
    run: (ctx, { body }) => declarePurpose(ctx, body),
  }),
  handle(contract.nameSubject, {
    action: 'basis.name-subject',
    run: (ctx, { params, body }) => nameSubject(ctx, params.id, body),
  }),
  handle(contract.closeBasis, {
    action: 'basis.close',
    run: (ctx, { params }) => closeOwn(ctx, params.id),
  }),
  handle(contract.requestBreakGlass, {
    action: 'basis.request-break-glass',
    run: (ctx, { body }) => requestBreakGlass(ctx, body),
  }),
  handle(contract.listBreakGlass, {
    action: 'basis.list-break-glass',
    run: async (ctx, { query }) => ({ items: await listEmergencies(ctx, query.state) }),
  }),
  handle(contract.approveBreakGlass, {
    action: 'basis.approve-break-glass',
    run: (ctx, { params }) => approveBreakGlass(ctx, params.id),
  }),
  handle(contract.refuseBreakGlass, {
    action: 'basis.refuse-break-glass',
    run: (ctx, { params, body }) => refuseBreakGlass(ctx, params.id, body.reason),
  }),
];
