import type { Period } from '#lib/indicator';
import { getAgencyById } from '#modules/agency';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Tasks } from './contract.ts';
import { wholeProgramme } from './figures.ts';
import { type TaskQuestion, listDone, listLate, listObstacles, listStuck } from './store-tasks.ts';

async function questionOf(ctx: Ctx, order: { unitId: string; period: Period }): Promise<TaskQuestion> {
  const { kind } = await getAgencyById(ctx, order.unitId);
  const today = legalDay(ctx.clock.now());
  const to = order.period.to < today ? order.period.to : today;
  return { from: order.period.from, to, unitId: wholeProgramme.includes(kind) ? null : order.unitId };
}

/** Tasks done, late and stuck in a period, as the programme's published views have them. */
export async function readTasks(ctx: Ctx, order: { unitId: string; period: Period }): Promise<Tasks> {
  const question = await questionOf(ctx, order);
  return {
    done: await listDone(ctx, question),
    late: await listLate(ctx, question),
    stuck: await listStuck(ctx, question),
  };
}

const joined = (known: string, more: readonly (string | null)[]): string => {
  const lines = known.split('\n').filter((line) => line.trim() !== '');
  const said = new Set(lines);
  for (const line of more) if (line !== null && line.trim() !== '' && !said.has(line)) lines.push(line);
  return lines.join('\n');
};

/** What is carried over from the last report, with the obstacles and proposals the units have entered since. */
export async function withObstacles(
  ctx: Ctx,
  order: { unitId: string; period: Period },
  texts: { obstacles: string; proposals: string },
): Promise<{ obstacles: string; proposals: string }> {
  const found = await listObstacles(ctx, await questionOf(ctx, order));
  return {
    obstacles: joined(
      texts.obstacles,
      found.map((one) => one.text),
    ),
    proposals: joined(
      texts.proposals,
      found.map((one) => one.proposal),
    ),
  };
}
