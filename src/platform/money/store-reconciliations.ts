import { z } from 'zod';
import type { Ctx } from '#platform/runtime';

const differencesSchema = z.array(z.record(z.string(), z.unknown()));

/** Newest first; one row per run. */
export async function listReconciliations(ctx: Ctx, limit = 60) {
  const rows = await ctx.db
    .selectFrom('money.reconciliation')
    .selectAll()
    .orderBy('day', 'desc')
    .orderBy('run_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    day: row.day,
    account: row.account,
    agreed: row.agreed,
    bankTotal: row.bank_total,
    bookTotal: row.book_total,
    state: row.state,
    differences: differencesSchema.parse(row.differences),
    runAt: row.run_at,
  }));
}
