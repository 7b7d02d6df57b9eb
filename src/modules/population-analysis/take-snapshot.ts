import { enqueue } from '#platform/jobs';
import { type Ctx, legalDay } from '#platform/runtime';
import { release } from './rules-release.ts';
import { communesOn, countRegister, deleteDaily, insertFigures, insertSnapshot, ruleOn } from './store.ts';

const DAILY_KEPT_MS = 62 * 24 * 3_600_000;

/** Counts the registers at this instant, hides what is small, and keeps the figures. */
export async function takeSnapshot(ctx: Ctx): Promise<string> {
  const day = legalDay(ctx.clock.now());
  const rule = await ruleOn(ctx, day);
  const communes = await communesOn(ctx, day);
  const raw = await countRegister(ctx, { day, places: communes.map((one) => one.code) });
  const { figures, hidden, withheld } = release(raw, rule);
  const id = ctx.ids.next();
  await insertSnapshot(ctx, {
    id,
    day,
    least: rule.least,
    persons: raw.people.reduce((sum, row) => sum + row.count, 0),
    households: raw.households.reduce((sum, row) => sum + row.count, 0),
    unplaced: raw.unplaced,
    hidden,
    withheld,
  });
  await insertFigures(ctx, id, figures);
  await deleteDaily(ctx, legalDay(new Date(ctx.clock.now().getTime() - DAILY_KEPT_MS)));
  await ctx.events.emit({ type: 'population-analysis.snapshot_taken', streamId: id, data: { day } });
  return id;
}

/** Asks for a count now; a second press while the first waits changes nothing. */
export async function requestSnapshot(ctx: Ctx): Promise<void> {
  await enqueue(ctx, [
    {
      name: 'population-analysis.take_snapshot',
      payload: {},
      queue: 'population-analysis',
      key: 'population-now',
    },
  ]);
}
