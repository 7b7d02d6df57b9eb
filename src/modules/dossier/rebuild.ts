import type { Ctx } from '#platform/runtime';
import { handlingOf } from './case-file.ts';
import { getDefinition } from '#modules/procedure';
import { project } from './rules.ts';
import { getDossierRow, listEvents, projectionOf } from './store.ts';

/** Computes a case's projection anew from its record; the same columns as stored, or the record and the row disagree. */
export async function recomputeProjection(ctx: Ctx, id: string) {
  const row = await getDossierRow(ctx, id);
  const definition = await getDefinition(ctx, row.procedure_code, row.procedure_version);
  const state = project(await listEvents(ctx, id));
  const computed = projectionOf(state, handlingOf(row, definition, state));
  const stored = Object.fromEntries(Object.keys(computed).map((key) => [key, row[key as keyof typeof row]]));
  return { computed, stored };
}
