import { noteSync, openCase, nationalCode } from '#modules/dossier';
import type { Consumer, Job } from '#platform/manifest';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { GatewayRefusal } from './gateway.ts';
import { gatewayDossier } from './payload.ts';
import { pathBetween } from './rules.ts';

async function syncRow(ctx: Ctx, dossierId: string, gatewayCode: string) {
  await ctx.db
    .insertInto('national_portal.sync')
    .values({ dossier_id: dossierId, gateway_code: gatewayCode, attempts: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ctx.db
    .selectFrom('national_portal.sync')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Tells the gateway each state up to the present one. A refusal is noted on the case; an outage makes the job try again. */
export async function syncDossier(ctx: Ctx, dossierId: string): Promise<void> {
  const file = await openCase(ctx, dossierId);
  if (file.state.sync === 'off' || file.state.sync === 'synced') return;
  const gatewayCode = file.row.national_code ?? file.row.code;
  const row = await syncRow(ctx, dossierId, gatewayCode);
  // What the portal filed itself, it knows as newly registered.
  let sent = row.sent_state ?? (file.row.national_code ? 1 : null);
  const wanted = nationalCode(file.state);
  try {
    for (const state of pathBetween(sent, wanted)) {
      const dossier = await gatewayDossier(ctx, file, {
        gatewayCode,
        state,
        publicUrl: ctx.ports.identity.settings.publicUrl,
      });
      await ctx.ports.nationalGateway.syncDossier(dossier, sent !== null);
      sent = state;
    }
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    await store(ctx, dossierId, { sent, error: error.message });
    await noteSync(ctx, dossierId, { type: 'sync_failed', code: wanted, reason: error.message });
    return;
  }
  await store(ctx, dossierId, { sent, error: null });
  if (sent === wanted) await noteSync(ctx, dossierId, { type: 'synced', code: wanted });
}

async function store(
  ctx: Ctx,
  dossierId: string,
  outcome: { sent: number | null; error: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('national_portal.sync')
    .set((eb) => ({
      sent_state: outcome.sent,
      last_error: outcome.error,
      attempts: eb('attempts', '+', 1),
      synced_at: outcome.error ? null : ctx.clock.now(),
    }))
    .where('dossier_id', '=', dossierId)
    .execute();
}

/** Any change of a case may change its state at the gateway; many changes at once make one call. */
export function syncConsumer(types: readonly string[]): Consumer {
  return {
    name: 'national-portal.follow',
    types: types.filter(
      (type) => !type.startsWith('dossier.sync') && type !== 'dossier.judged' && type !== 'dossier.assigned',
    ),
    run: (ctx, event) =>
      enqueue(ctx, [
        {
          name: 'national-portal.sync',
          payload: { dossierId: event.streamId },
          queue: `sync:${event.streamId}`,
          key: `sync:${event.streamId}`,
        },
      ]),
  };
}

export const syncJob: Job = {
  name: 'national-portal.sync',
  run: (ctx, payload) => syncDossier(ctx, String(payload['dossierId'])),
};
