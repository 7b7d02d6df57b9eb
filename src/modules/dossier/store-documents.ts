import type { Ctx } from '#platform/runtime';

export interface NewDocument {
  readonly id: string;
  readonly dossierId: string;
  readonly kind:
    | 'receipt'
    | 'supplement-request'
    | 'refusal'
    | 'apology'
    | 'stop'
    | 'control-sheet'
    | 'result'
    | 'appeal-receipt';
  readonly name: { readonly vi: string; readonly en: string };
  readonly number: string | null;
  readonly fileId: string;
  readonly bytes: number;
  readonly signed: boolean;
  readonly verificationCode: string | null;
  /** The event that called for it: one paper per event and kind, however often a job runs. */
  readonly eventId: string;
}

export async function findDocument(ctx: Ctx, eventId: string, kind: NewDocument['kind']) {
  return ctx.db
    .selectFrom('dossier.document')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

/** Keeps a paper of the office with its case; a second one for the same event is dropped. */
export async function addDocument(ctx: Ctx, document: NewDocument): Promise<void> {
  await ctx.db
    .insertInto('dossier.document')
    .values({
      id: document.id,
      dossier_id: document.dossierId,
      kind: document.kind,
      name_vi: document.name.vi,
      name_en: document.name.en,
      number: document.number,
      file_id: document.fileId,
      bytes: document.bytes,
      signed: document.signed,
      verification_code: document.verificationCode,
      event_id: document.eventId,
      issued_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'kind']).doNothing())
    .execute();
}
