import { openBasis } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { type Known, askRegisters, fieldsOf, loadDraft, questionFor } from './draft-state.ts';
import { discardDraftRow, getDraftRow, lockDraftRow, storeDraft } from './store.ts';

/** Saves what was typed, as typed: nothing is refused here, faults are shown at the check. Unknown fields are dropped. */
export async function saveDraft(
  ctx: Ctx,
  input: { id: string; version: number; answers: Readonly<Record<string, unknown>>; page: string | null },
): Promise<void> {
  const row = await getDraftRow(ctx, input.id);
  const { definition } = await loadDraft(ctx, row);
  const fields = new Set(fieldsOf(definition).map((field) => field.key));
  const accepted = Object.fromEntries(Object.entries(input.answers).filter(([key]) => fields.has(key)));
  const answers = { ...(row.answers as object), ...accepted };
  await storeDraft(ctx, input, { answers, known: row.known, page: input.page });
}

/** Asks the registers again: after one was out of reach, or when something changed there. */
export async function refreshKnownFacts(ctx: Ctx, id: string): Promise<void> {
  const row = await lockDraftRow(ctx, id);
  const { definition, context } = await loadDraft(ctx, row);
  await openBasis(ctx, {
    kind: 'self',
    subjects: [row.filer_person_id, row.applicant_person_id].filter((person) => person !== null),
  });
  const registers = await askRegisters(ctx, definition, questionFor(row, context));
  const known: Known = { registers, claims: {} };
  await storeDraft(ctx, row, { answers: row.answers as Record<string, unknown>, known, page: row.page });
}

export async function discardDraft(ctx: Ctx, id: string): Promise<void> {
  await discardDraftRow(ctx, id);
  await ctx.events.emit({ type: 'filing.discarded', streamId: id, data: {} });
}
