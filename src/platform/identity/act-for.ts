import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { type SessionRow, setActingFor } from './store-session.ts';

export interface Represented {
  readonly personId?: string;
  readonly organisationId?: string;
}

/** Chooses in whose name the next acts are; what may be chosen comes from the registers at this moment. */
export async function actFor(ctx: Ctx, session: SessionRow, target: Represented): Promise<void> {
  const personId = target.personId === ctx.principal.personId ? null : (target.personId ?? null);
  const organisationId = target.organisationId ?? null;
  if (!mayActFor(ctx, session, { personId, organisationId })) throw errors.error('not_represented');
  await setActingFor(ctx, session.id, { personId, organisationId });
  await ctx.events.emit({
    type: 'identity.acting_changed',
    streamId: session.account_id,
    data: { sessionId: session.id, personId, organisationId },
    subjects: personId ? [personId] : [],
  });
}

interface Choice {
  readonly personId: string | null;
  readonly organisationId: string | null;
}

function mayActFor(ctx: Ctx, session: SessionRow, { personId, organisationId }: Choice): boolean {
  if (personId && organisationId) return false;
  if (session.organisation_id && session.organisation_id !== organisationId) return false;
  const { persons, organisations } = ctx.principal;
  const isPersonFine = personId === null || persons.includes(personId);
  return isPersonFine && (organisationId === null || organisations.includes(organisationId));
}
