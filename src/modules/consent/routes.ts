import { handle } from '#platform/http';
import { type Ctx, system } from '#platform/runtime';
import * as contract from './contract.ts';
import { type ConsentRow, recordConfirmation, withdrawConsent } from './consents.ts';

function present(row: ConsentRow) {
  return {
    id: row.id,
    text: row.text_vi,
    channel: row.channel as 'vneid',
    state: row.state as 'given',
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}

function mine(ctx: Ctx) {
  return ctx.db
    .selectFrom('consent.consent')
    .selectAll()
    .where(
      'person_id',
      'in',
      ctx.principal.persons.length > 0 ? [...ctx.principal.persons] : [system.id ?? ''],
    )
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute();
}

export const routes = [
  handle(contract.receiveConfirmation, {
    action: 'consent.confirm',
    as: system,
    run: (ctx, { body }) => recordConfirmation(ctx, body),
  }),
  handle(contract.listMyConsents, {
    action: 'consent.list',
    run: async (ctx) => ({ items: (await mine(ctx)).map(present) }),
  }),
  handle(contract.withdrawConsent, {
    action: 'consent.withdraw',
    run: async (ctx, { params }) => present(await withdrawConsent(ctx, params.id)),
  }),
];
