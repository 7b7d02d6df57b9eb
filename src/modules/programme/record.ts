import type { Ctx } from '#platform/runtime';
import { insertEvent } from './store-office.ts';

export interface Act {
  readonly type: `programme.${string}`;
  readonly streamId: string;
  readonly handbook?: number | null | undefined;
  readonly taskId?: string | null | undefined;
  readonly agencyId?: string | null | undefined;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** Keeps an act in the history of the programme and tells it to the house, in one transaction. */
export async function record(ctx: Ctx, act: Act): Promise<void> {
  const {
    type,
    streamId,
    handbook = null,
    taskId = null,
    agencyId = null,
    before = null,
    after = null,
  } = act;
  const isOwn =
    agencyId !== null &&
    ctx.principal.kind === 'staff' &&
    ctx.principal.terms.some((term) => term.agencyId === agencyId);
  await insertEvent(ctx, {
    type,
    handbook,
    task_id: taskId,
    agency_id: agencyId,
    by_own_agency: isOwn,
    before,
    after,
  });
  await ctx.events.emit({ type, streamId, data: { handbook, taskId, agencyId } });
}

/** Only what differs, for the history: before and after of the same keys. */
export function differences<T extends object>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (from: T): Partial<T> => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
