import { createHash } from 'node:crypto';
import { errors as accessErrors, mayEver } from '#platform/access';
import { canonicalJson } from '#platform/use-case';
import type { Ctx } from '#platform/runtime';
import type { CalendarCatalog, CatalogHours, CatalogNotice, CatalogRule } from './contract.ts';
import { policy } from './policy.ts';
import {
  hoursKey,
  insertHolidayRule,
  insertHours,
  insertNotice,
  noticeKey,
  readHashes,
  ruleKey,
} from './store.ts';

const hashOf = (row: unknown): string => createHash('sha256').update(canonicalJson(row)).digest('hex');

function checkMayPublish(ctx: Ctx, what: 'opening-hours' | 'holiday-rule' | 'notice'): void {
  if (!mayEver(policy, what, { principal: ctx.principal, action: 'publish' }))
    throw accessErrors.error('forbidden');
}

async function announce(ctx: Ctx, what: string, published: { id: string; key: string }): Promise<string> {
  await ctx.events.emit({
    type: 'calendar.published',
    streamId: published.id,
    data: { what, key: published.key },
  });
  return published.id;
}

/** Publishes opening hours of an agency, or of all agencies without their own when `agencyId` is null. */
export async function publishHours(ctx: Ctx, agencyId: string | null, row: CatalogHours): Promise<string> {
  checkMayPublish(ctx, 'opening-hours');
  const id = await insertHours(ctx, agencyId, { row, hash: hashOf(row) });
  return announce(ctx, 'opening-hours', { id, key: hoursKey(agencyId, row.from) });
}

export async function publishHolidayRule(ctx: Ctx, row: CatalogRule): Promise<string> {
  checkMayPublish(ctx, 'holiday-rule');
  const id = await insertHolidayRule(ctx, { row, hash: hashOf(row) });
  return announce(ctx, 'holiday-rule', { id, key: ruleKey(row.id, row.from) });
}

/** Publishes an official notice; one with the id of an earlier one takes its place, the earlier row stays on record. */
export async function publishNotice(
  ctx: Ctx,
  agencyIds: readonly string[] | null,
  row: CatalogNotice,
): Promise<string> {
  checkMayPublish(ctx, 'notice');
  const id = await insertNotice(ctx, agencyIds, { row, hash: hashOf(row) });
  return announce(ctx, 'notice', { id, key: noticeKey(row.id) });
}

export interface ImportResult {
  readonly published: number;
  readonly unchanged: number;
}

/**
 * Publishes what is new or changed in the catalogue; what is already there with the same content is left alone.
 * @param agencyIds registry id of each agency key the catalogue names
 */
export async function importCalendar(
  ctx: Ctx,
  catalog: CalendarCatalog,
  agencyIds: ReadonlyMap<string, string> = new Map(),
): Promise<ImportResult> {
  const known = await readHashes(ctx);
  const idOf = (key: string): string => {
    const id = agencyIds.get(key);
    if (id === undefined) throw new Error(`the calendar names an unknown agency: ${key}`);
    return id;
  };
  let published = 0;
  let unchanged = 0;
  const once = async (key: string, row: unknown, publish: () => Promise<string>): Promise<void> => {
    if (known.get(key) === hashOf(row)) {
      unchanged += 1;
      return;
    }
    await publish();
    published += 1;
  };
  for (const row of catalog.hours) {
    const agencyId = row.agency === null ? null : idOf(row.agency);
    await once(hoursKey(agencyId, row.from), row, () => publishHours(ctx, agencyId, row));
  }
  for (const row of catalog.holidays)
    await once(ruleKey(row.id, row.from), row, () => publishHolidayRule(ctx, row));
  for (const row of catalog.notices) {
    const ids = row.agencies?.map(idOf) ?? null;
    await once(noticeKey(row.id), row, () => publishNotice(ctx, ids, row));
  }
  return { published, unchanged };
}
