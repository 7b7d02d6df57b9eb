import { type Period, periodOf } from '#lib/indicator';
import { isAllowed } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { ReportKind, SectionKey } from './contract.ts';
import { errors } from './errors.ts';
import { takeFigures } from './figures.ts';
import { policy } from './policy.ts';
import { openingText, titleOf } from './rules.ts';
import {
  type ReportRecord,
  type SectionRecord,
  changeReport,
  findLastBefore,
  findReportOf,
  getReportRecord,
  insertReport,
  insertSection,
  noteStep,
  readSections,
} from './store.ts';
import { readTasks, withObstacles } from './tasks.ts';

export type Action = 'make' | 'edit' | 'sign' | 'number';

export const mayAct = (ctx: Ctx, action: Action, unitId: string): boolean =>
  isAllowed(policy, 'report', {
    principal: ctx.principal,
    action,
    attributes: { unit: unitId },
    basis: null,
  });

/** @throws report.not_your_unit */
export function checkMay(ctx: Ctx, action: Action, unitId: string): void {
  if (!mayAct(ctx, action, unitId)) throw errors.error('not_your_unit');
}

/** What the next report takes over from the last: what is not settled, and what was planned. */
function carriedOver(last: readonly SectionRecord[]): Partial<Record<SectionKey, string>> {
  const textOf = (key: SectionKey): string => last.find((section) => section.key === key)?.text ?? '';
  return { review: textOf('plan'), obstacles: textOf('obstacles'), proposals: textOf('proposals') };
}

const firstTexts: Readonly<Record<SectionKey, string>> = {
  overview: '',
  review: '',
  results: '',
  obstacles: '',
  proposals: '',
  plan: '',
};

async function writeSections(ctx: Ctx, report: ReportRecord, last: ReportRecord | undefined): Promise<void> {
  const texts = {
    ...firstTexts,
    ...(last ? carriedOver(await readSections(ctx, last.id)) : {}),
    overview: openingText(report.kind, report, report.figures),
  };
  const period = { from: report.from, to: report.to };
  Object.assign(texts, await withObstacles(ctx, { unitId: report.unitId, period }, texts));
  for (const [key, text] of Object.entries(texts))
    await insertSection(ctx, report.id, { key: key as SectionKey, version: 1, text });
}

/**
 * Makes the report of the period in which a day lies; where there is one already, that one. It starts from the last one
 * of its kind. @throws report.future_period, report.not_your_unit
 */
export async function makeReport(
  ctx: Ctx,
  order: { unitId: string; kind: ReportKind; on: string },
): Promise<ReportRecord> {
  checkMay(ctx, 'make', order.unitId);
  const period: Period = periodOf(order.kind, order.on);
  if (period.from > legalDay(ctx.clock.now())) throw errors.error('future_period');
  const question = { ...order, ...period };
  const known = await findReportOf(ctx, question);
  if (known) return known;
  const last = await findLastBefore(ctx, question);
  const figures = await takeFigures(ctx, { ...order, period, last: last?.figures ?? null });
  const id = await insertReport(ctx, {
    ...question,
    title: titleOf(order.kind, period),
    previousId: last?.id ?? null,
    figures,
    tasks: await readTasks(ctx, { unitId: order.unitId, period }),
  });
  if (id === undefined) {
    const other = await findReportOf(ctx, question);
    if (!other) throw errors.error('changed_meanwhile');
    return other;
  }
  const report = await getReportRecord(ctx, id);
  await writeSections(ctx, report, last);
  await noteStep(ctx, id, { kind: 'made' });
  await ctx.events.emit({
    type: 'report.made',
    streamId: id,
    data: { unitId: order.unitId, kind: order.kind, from: period.from },
  });
  return report;
}

/** Takes figures and tasks anew; the texts stay as they were written. */
export async function refreshFigures(ctx: Ctx, seen: { id: string; version: number }): Promise<void> {
  const report = await getReportRecord(ctx, seen.id);
  checkMay(ctx, 'edit', report.unitId);
  if (report.state !== 'draft') throw errors.error('not_in_this_state');
  const last = report.previousId === null ? null : await getReportRecord(ctx, report.previousId);
  const period = { from: report.from, to: report.to };
  const figures = await takeFigures(ctx, { ...report, period, last: last?.figures ?? null });
  const tasks = await readTasks(ctx, { unitId: report.unitId, period });
  await changeReport(ctx, seen, {
    figures: JSON.stringify(figures),
    tasks: JSON.stringify(tasks),
    figures_at: ctx.clock.now(),
  });
  await noteStep(ctx, seen.id, { kind: 'figures-refreshed' });
}
