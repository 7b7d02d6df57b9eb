import { createHash } from 'node:crypto';
import { maskNumber } from '#lib/identity';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';

export interface NewConsent {
  /** `draft:<id>` or `dossier:<id>` */
  readonly caseRef: string;
  /** Key of the component that needs it. */
  readonly key: string;
  readonly person: { readonly id: string | null; readonly name: string; readonly personalNumber: string };
  readonly text: string;
}

export type ConsentRow = Awaited<ReturnType<typeof listConsents>>[number];

/** Consents asked for on a case, newest first. */
export function listConsents(ctx: Ctx, caseRef: string) {
  return ctx.db
    .selectFrom('consent.consent')
    .selectAll()
    .where('case_ref', '=', caseRef)
    .orderBy('asked_at', 'desc')
    .execute();
}

/**
 * Asks a person for consent on their phone.
 * @throws consent.not_reachable when VNeID does not answer; nothing is stored then
 */
export async function askConsent(ctx: Ctx, input: NewConsent): Promise<string> {
  const id = ctx.ids.next();
  const asked = await ctx.ports.confirmations
    .ask({ personalNumber: input.person.personalNumber, purpose: 'consent', text: input.text, reference: id })
    .catch((error: unknown) => {
      throw errors.error('not_reachable', {}, error);
    });
  await ctx.db
    .insertInto('consent.consent')
    .values({
      id,
      case_ref: input.caseRef,
      key: input.key,
      person_id: input.person.id,
      person_name: input.person.name,
      number_hint: maskNumber(input.person.personalNumber),
      text_vi: input.text,
      text_hash: createHash('sha256').update(input.text).digest(),
      channel: 'vneid',
      state: 'asked',
      outside_ref: asked.id,
      asked_by: ctx.principal.id,
      asked_at: ctx.clock.now(),
      expires_at: asked.expiresAt,
    })
    .execute();
  await ctx.events.emit({
    type: 'consent.asked',
    streamId: id,
    data: { caseRef: input.caseRef, key: input.key },
    subjects: input.person.id ? [input.person.id] : [],
  });
  return id;
}

/** Records what the person decided; the signed answer is the evidence. Telling it twice changes nothing. */
export async function recordConfirmation(
  ctx: Ctx,
  input: { confirmationId: string; answer: string },
): Promise<void> {
  const row = await ctx.db
    .selectFrom('consent.consent')
    .selectAll()
    .where('outside_ref', '=', input.confirmationId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  const answer = await ctx.ports.confirmations.verify(input.answer, row.text_vi).catch((error: unknown) => {
    throw errors.error('answer_not_valid', {}, error);
  });
  if (answer.confirmationId !== input.confirmationId || answer.reference !== row.id)
    throw errors.error('answer_not_valid');
  if (row.state !== 'asked') return;
  const state = answer.decision === 'approved' ? 'given' : 'refused';
  await ctx.db
    .updateTable('consent.consent')
    .set({ state, evidence: input.answer, decided_at: ctx.clock.now() })
    .where('id', '=', row.id)
    .execute();
  await ctx.events.emit({
    type: `consent.${state}`,
    streamId: row.id,
    data: { caseRef: row.case_ref, key: row.key },
    subjects: row.person_id ? [row.person_id] : [],
  });
}

/** The person takes a consent back; what was done on it before stays done. NĐ 356/2025/NĐ-CP */
export async function withdrawConsent(ctx: Ctx, id: string) {
  const row = await ctx.db
    .updateTable('consent.consent')
    .set({ state: 'withdrawn', withdrawn_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('state', '=', 'given')
    .returningAll()
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  await ctx.events.emit({
    type: 'consent.withdrawn',
    streamId: id,
    data: { caseRef: row.case_ref, key: row.key },
    subjects: row.person_id ? [row.person_id] : [],
  });
  return row;
}
