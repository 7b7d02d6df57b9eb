import { remainingOf } from '#modules/organisation';
import type { Consumer, StoredEvent } from '#platform/manifest';
import type { Ctx } from '#platform/runtime';
import { endFilerStanding } from './store-mine.ts';

interface Ended {
  readonly holderPersonId: string;
  readonly grantorPersonId: string | null;
  readonly grantorOrganisationId: string | null;
}

/** Whoever filed on an authorisation that ended sees those dossiers no more, unless another still reaches them. */
async function endStanding(ctx: Ctx, event: StoredEvent): Promise<void> {
  const ended = event.data as unknown as Ended;
  const remaining = await remainingOf(ctx, ended);
  if (remaining !== null) await endFilerStanding(ctx, ended, remaining);
}

export const standingConsumer: Consumer = {
  name: 'dossier.end-standing',
  types: ['organisation.authorisation_ended'],
  run: endStanding,
};
