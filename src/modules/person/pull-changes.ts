import { isAppError } from '#lib/contract';
import { enqueue } from '#platform/jobs';
import { type Ctx, legalDay } from '#platform/runtime';
import { recordDeath, recordMoveAway, replaceNumber } from './change-person.ts';
import { listPopulationChanges } from './check-population.ts';
import { findPersonByIdentifier } from './find-person.ts';
import type { PopulationChange } from './population-port.ts';

const PAGE = 500;
const WINDOW_DAYS = 7;
const DAY = 86_400_000;
const REASON = { officerCode: 'serepok', purposeCode: 'register-sync', caseRef: 'job:person.pull_changes' };

export interface Pull {
  readonly from: string;
  readonly to: string;
  readonly page: number;
}

export interface Pulled {
  /** Changed here now. */
  readonly applied: number;
  /** Known here already, or about nobody in our register. */
  readonly passed: number;
  /** Contradicts what the register holds; an operator sees it in the log. */
  readonly refused: number;
}

/** The last days up to today; overlapping windows do no harm, as every change is applied once. */
export function usualPull(ctx: Ctx): Pull {
  const now = ctx.clock.now();
  return { from: legalDay(new Date(now.getTime() - WINDOW_DAYS * DAY)), to: legalDay(now), page: 1 };
}

/**
 * Takes one page of deaths, re-issued numbers and moves from the national database into the register and asks for
 * the next. @throws Error when the database gives no answer, so that the job is tried again
 */
export async function pullChanges(ctx: Ctx, pull: Pull): Promise<Pulled> {
  const answer = await listPopulationChanges(ctx, { ...pull, size: PAGE }, REASON);
  if (answer.state !== 'confirmed') {
    throw new Error(`population changes: ${answer.state === 'unverified' ? answer.reason : answer.state}`);
  }
  const pulled = { applied: 0, passed: 0, refused: 0 };
  for (const change of answer.value.items) pulled[await applyChange(ctx, change)] += 1;
  if (pull.page * PAGE < answer.value.total) {
    await enqueue(ctx, [{ name: 'person.pull_changes', payload: { ...pull, page: pull.page + 1 } }]);
  }
  return pulled;
}

async function applyChange(ctx: Ctx, change: PopulationChange): Promise<keyof Pulled> {
  const value = change.kind === 'number_changed' ? change.formerNumber : change.number;
  if (value === null) return 'passed';
  const found = await findPersonByIdentifier(ctx, { type: 'personal_number', value });
  if (!found || found.state === 'cancelled') return 'passed';
  try {
    return (await carryOut(ctx, { change, personId: found.personId })) ? 'applied' : 'passed';
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'person.deceased') return 'passed';
    ctx.log.warn(
      { code: error.code, kind: change.kind, changeId: change.id },
      'a change of the population database was refused',
    );
    return 'refused';
  }
}

async function carryOut(ctx: Ctx, at: { change: PopulationChange; personId: string }): Promise<boolean> {
  const { change, personId } = at;
  const { on } = change;
  switch (change.kind) {
    case 'death':
      await recordDeath(ctx, { personId, on });
      return true;
    case 'moved_away':
      return recordMoveAway(ctx, { personId, on });
    case 'number_changed':
      await replaceNumber(ctx, {
        personId,
        type: 'personal_number',
        value: change.number,
        on,
        reason: 'reissued',
      });
      return true;
    default:
      return false;
  }
}
