import { handle } from '#platform/http';
import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { answerByChip } from './answer-by-chip.ts';
import { answerByHand, answerByQr } from './answer-by-text.ts';
import * as contract from './contract.ts';
import { getIdentityCheck, openIdentityCheck } from './open-check.ts';
import { outcomeOf, presentCheck } from './present.ts';
import { demandsOf } from './rules.ts';
import { listOf } from './store.ts';

async function show(ctx: Ctx, id: string) {
  return presentCheck(ctx, await getIdentityCheck(ctx, id));
}

function ownPerson(ctx: Ctx): string {
  const { personId } = ctx.principal;
  if (!personId) throw accessErrors.error('forbidden');
  return personId;
}

function onlyStaff(ctx: Ctx): void {
  if (ctx.principal.kind !== 'staff') throw accessErrors.error('forbidden');
}

export const routes = [
  handle(contract.openIdentityCheck, {
    action: 'identity-check.open',
    run: async (ctx, { body }) => {
      onlyStaff(ctx);
      const opened = await openIdentityCheck(ctx, body);
      return {
        id: opened.id,
        nonce: opened.nonce.toString('base64url'),
        expiresAt: opened.expiresAt.toISOString(),
        demands: demandsOf[body.purposeCode].map((demand) => ({ ...demand })) as never,
      };
    },
  }),
  handle(contract.getIdentityCheck, {
    action: 'identity-check.read',
    run: (ctx, { params }) => show(ctx, params.id),
  }),
  handle(contract.answerByChip, {
    action: 'identity-check.answer_chip',
    run: async (ctx, { params, body }) => {
      await answerByChip(ctx, { id: params.id, ...body });
      return show(ctx, params.id);
    },
  }),
  handle(contract.answerByQr, {
    action: 'identity-check.answer_qr',
    run: async (ctx, { params, body }) => {
      await answerByQr(ctx, { id: params.id, ...body });
      return show(ctx, params.id);
    },
  }),
  handle(contract.answerByHand, {
    action: 'identity-check.answer_typed',
    run: async (ctx, { params, body }) => {
      await answerByHand(ctx, { id: params.id, ...body });
      return show(ctx, params.id);
    },
  }),
  handle(contract.listMyIdentityChecks, {
    action: 'identity-check.list_own',
    run: async (ctx) => ({
      items: (await listOf(ctx, ownPerson(ctx))).map((row) => {
        const { level, purposeCode } = presentCheck(ctx, row);
        const at = (row.answered_at ?? row.opened_at).toISOString();
        return { id: row.id, at, agencyId: row.agency_id, purposeCode, level, outcome: outcomeOf(row) };
      }),
    }),
  }),
];
