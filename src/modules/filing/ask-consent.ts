import { fillStatement, readPath } from '#lib/service-definition';
import { askConsent } from '#modules/consent';
import type { Ctx } from '#platform/runtime';
import { draftRef, loadDraft } from './draft-state.ts';
import { errors } from './errors.ts';
import { getDraftRow } from './store.ts';

/** Asks the person a component needs (householder, owner, parent) for consent, on their phone. */
export async function askDraftConsent(
  ctx: Ctx,
  input: { id: string; key: string; personNumber: string },
): Promise<void> {
  const state = await loadDraft(ctx, await getDraftRow(ctx, input.id));
  const need = state.needs.find((item) => item.key === input.key && item.need === 'consent');
  const consent = need?.component.consent;
  if (!need || !consent?.ways.includes('vneid')) throw errors.error('consent_not_asked');
  const named = readPath(state.context, consent.of) as { fullName?: string } | undefined;
  const text = fillStatement(consent.text.vi, state.context, (_path, value) =>
    typeof value === 'string' ? value : '',
  );
  await askConsent(ctx, {
    caseRef: draftRef(input.id),
    key: input.key,
    person: { id: null, name: named?.fullName ?? '', personalNumber: input.personNumber },
    text: `${state.row.applicant_name}: ${text}`,
  });
}
