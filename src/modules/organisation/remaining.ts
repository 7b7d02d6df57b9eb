import { type Ctx, legalDay } from '#platform/runtime';
import { authorisationState } from './rules.ts';
import { listHeldRows } from './store-mandates.ts';

/** Procedures a holder may still file for a grantor today; null: all of them. */
export async function remainingOf(
  ctx: Ctx,
  at: { holderPersonId: string; grantorPersonId: string | null; grantorOrganisationId: string | null },
): Promise<readonly string[] | null> {
  const day = legalDay(ctx.clock.now());
  const running = (await listHeldRows(ctx, at.holderPersonId)).filter(
    (row) =>
      row.grantor_person_id === at.grantorPersonId &&
      row.grantor_organisation_id === at.grantorOrganisationId &&
      authorisationState(row, day) === 'in_force',
  );
  if (running.some((row) => row.procedures === null)) return null;
  return running.flatMap((row) => row.procedures ?? []);
}
