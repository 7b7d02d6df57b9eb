import { addDays } from '#lib/indicator';
import { mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Alert, Board, LayoutRow, Page } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { makePage, today } from './make-board.ts';
import { policy } from './policy.ts';
import { findBoard, findLayout, listAlertRows } from './store.ts';

const ALERTS_SHOWN = 12;
/** What was known when a legal day ended in Việt Nam. */
export const endOfDay = (day: string): Date => new Date(`${addDays(day, 1)}T00:00:00+07:00`);

export function checkMayLook(ctx: Ctx): void {
  if (!mayEver(policy, 'board', { principal: ctx.principal, action: 'read' }))
    throw errors.error('not_entitled');
}

export interface BoardQuestion {
  readonly key: string;
  readonly page: number;
  /** A past day: figures, alerts and layout as they were known when it ended. */
  readonly on?: string;
}

async function contentOf(
  ctx: Ctx,
  layout: LayoutRow,
  at: { page: number; on?: string },
): Promise<{ page: Page; madeAt: Date }> {
  if (at.on === undefined) {
    const stored = await findBoard(ctx, layout.key, { page: at.page, version: layout.version });
    if (stored) return { page: stored.body, madeAt: stored.madeAt };
  }
  const spec = layout.body.pages[at.page];
  if (!spec) throw errors.error('not_found');
  const on = at.on ?? today(ctx);
  const page = await makePage(ctx, spec, { on, ...(at.on === undefined ? {} : { asKnownOn: at.on }) });
  return { page, madeAt: ctx.clock.now() };
}

async function readBoard(ctx: Ctx, question: BoardQuestion, alerts: readonly Alert[]): Promise<Board> {
  const { key, on } = question;
  const now = today(ctx);
  const isPast = on !== undefined && on < now;
  const layout =
    (await findLayout(ctx, key, isPast ? endOfDay(on) : undefined)) ?? (await findLayout(ctx, key));
  if (!layout) throw errors.error('not_found');
  const page = Math.min(question.page, layout.body.pages.length - 1);
  const content = await contentOf(ctx, layout, { page, ...(isPast ? { on } : {}) });
  return {
    layout: {
      key: layout.key,
      version: layout.version,
      title: layout.body.title,
      subtitle: layout.body.subtitle ?? null,
    },
    page,
    pages: layout.body.pages.map((one) => one.title),
    rotateSeconds: layout.body.rotateSeconds,
    on: isPast ? on : now,
    isPast,
    madeAt: content.madeAt.toISOString(),
    now: ctx.clock.now().toISOString(),
    content: content.page,
    alerts: [...alerts],
  };
}

/** A page as an officer of the centre sees it. */
export async function getBoard(ctx: Ctx, question: BoardQuestion): Promise<Board> {
  checkMayLook(ctx);
  const isPast = question.on !== undefined && question.on < today(ctx);
  const alerts = await listAlertRows(ctx, {
    state: 'running',
    limit: ALERTS_SHOWN,
    ...(isPast && question.on ? { until: endOfDay(question.on) } : {}),
  });
  return readBoard(ctx, question, alerts);
}

/** A page as a wall screen sees it: without what people wrote on alerts. */
export async function getDisplayBoard(ctx: Ctx, key: string, page: number): Promise<Board> {
  const layout = await findLayout(ctx, key);
  if (layout?.audience !== 'display') throw errors.error('not_for_displays');
  const alerts = await listAlertRows(ctx, { state: 'running', limit: ALERTS_SHOWN });
  return readBoard(
    ctx,
    { key, page },
    alerts.map((alert) => ({ ...alert, note: null })),
  );
}
