import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';

export type DraftRow = Awaited<ReturnType<typeof getDraftRow>>;

/** A draft that is not yet filed. @throws filing.draft_not_found */
export async function getDraftRow(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('filing.draft')
    .selectAll()
    .where('id', '=', id)
    .where('dossier_id', 'is', null)
    .executeTakeFirst();
  if (!row) throw errors.error('draft_not_found');
  return row;
}

export async function lockDraftRow(ctx: Ctx, id: string): Promise<DraftRow> {
  const row = await ctx.db
    .selectFrom('filing.draft')
    .selectAll()
    .where('id', '=', id)
    .where('dossier_id', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw errors.error('draft_not_found');
  return row;
}

export function listDraftRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('filing.draft')
    .selectAll()
    .where('filer_person_id', '=', ctx.principal.personId ?? '')
    .where('dossier_id', 'is', null)
    .orderBy('saved_at', 'desc')
    .limit(50)
    .execute();
}

export interface DraftChange {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly known: unknown;
  readonly page: string | null;
}

/** @throws filing.changed_meanwhile when another device saved since `version` */
export async function storeDraft(
  ctx: Ctx,
  seen: { id: string; version: number },
  change: DraftChange,
): Promise<void> {
  const done = await ctx.db
    .updateTable('filing.draft')
    .set({
      answers: JSON.stringify(change.answers),
      known: JSON.stringify(change.known),
      page: change.page,
      version: seen.version + 1,
      saved_at: ctx.clock.now(),
    })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw errors.error('changed_meanwhile');
}

export function listAttachmentRows(ctx: Ctx, draftId: string) {
  return ctx.db
    .selectFrom('filing.attachment')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('uploaded_at')
    .execute();
}

export async function discardDraftRow(ctx: Ctx, id: string): Promise<void> {
  const done = await ctx.db
    .deleteFrom('filing.draft')
    .where('id', '=', id)
    .where('dossier_id', 'is', null)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) throw errors.error('draft_not_found');
}

/** Keeps what registers answered without counting as a change by the person. */
export async function keepKnown(ctx: Ctx, id: string, known: unknown): Promise<void> {
  await ctx.db
    .updateTable('filing.draft')
    .set({ known: JSON.stringify(known) })
    .where('id', '=', id)
    .execute();
}
