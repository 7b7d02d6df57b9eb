import { importBoundaries } from '#lib/province-map';
import { errors as accessErrors, mayEver } from '#platform/access';
import type { UploadedFile } from '#platform/http';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { problemSentence } from './rules.ts';
import {
  type BoundaryRow,
  insertBoundary,
  knownUnits,
  listBoundaryRows,
  useBoundary,
} from './store-screens.ts';

function checkMay(ctx: Ctx, action: 'add' | 'use'): void {
  if (!mayEver(policy, 'boundary', { principal: ctx.principal, action }))
    throw accessErrors.error('forbidden');
}

export function presentBoundary(row: BoundaryRow) {
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    pointsRead: row.points_read,
    pointsKept: row.points_kept,
    importedAt: row.imported_at.toISOString(),
    isInUse: row.used_from !== null && row.used_until === null,
  };
}

/** Keeps a supplied map, simplified; it is not used before somebody chooses it. */
export async function addBoundaries(ctx: Ctx, file: UploadedFile) {
  checkMay(ctx, 'add');
  const units = await knownUnits(ctx, legalDay(ctx.clock.now()));
  const result = importBoundaries(file.bytes.toString('utf8'), units);
  if (!result.ok) throw errors.error('boundaries_refused', { detail: problemSentence(result.problems) });
  const row = await insertBoundary(ctx, { name: file.name.slice(0, 200), ...result });
  await ctx.events.emit({
    type: 'ioc.boundaries_imported',
    streamId: row.id,
    data: { points: result.pointsKept },
  });
  return presentBoundary(row);
}

export async function chooseMap(ctx: Ctx, id: string | null) {
  checkMay(ctx, 'use');
  if (!(await useBoundary(ctx, id))) throw errors.error('not_found');
  await ctx.events.emit({
    type: 'ioc.map_chosen',
    streamId: id ?? ctx.ids.next(),
    data: { map: id === null ? 'schematic' : 'official' },
  });
  return { items: (await listBoundaryRows(ctx)).map(presentBoundary) };
}
