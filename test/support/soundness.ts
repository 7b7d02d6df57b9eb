import { expect } from 'vitest';
import { recomputeProjection } from '#modules/dossier';
import { sequenceAll, verifyAudit } from '#platform/audit';
import { checkLedger } from '#platform/money';
import { system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';

/**
 * What must hold whatever happened: every case's row is what its record says, the books balance, every act has its entry
 * in the log and the log proves itself.
 */
export async function expectSound(runner: Runner): Promise<{ dossiers: number; entries: number }> {
  const dossiers = await runner.act({ action: 'test.rebuild', principal: system }, async (ctx) => {
    const rows = await ctx.db.selectFrom('dossier.dossier').select('id').execute();
    for (const { id } of rows) {
      const { stored, computed } = await recomputeProjection(ctx, id);
      expect(stored, id).toEqual(computed);
    }
    expect(await checkLedger(ctx.db)).toEqual([]);
    return rows.length;
  });
  await sequenceAll(runner);
  const report = await verifyAudit(runner);
  expect(report.account.findings).toEqual([]);
  expect(report.log.findings.filter((finding) => finding.kind !== 'unsigned')).toEqual([]);
  expect(report.waiting.count).toBe(0);
  return { dossiers, entries: report.account.entries };
}
