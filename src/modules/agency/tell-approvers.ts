import type { Consumer, StoredEvent } from '#platform/manifest';
import { sendNotice } from '#platform/notify';
import type { Ctx } from '#platform/runtime';
import { listHolders, staffNames } from './staff.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody who may decide on emergency access is told of a request, except the one who asked. */
async function tellApprovers(ctx: Ctx, event: StoredEvent): Promise<void> {
  const asker = text(event.data.requestedBy);
  const name = (await staffNames(ctx, [asker])).get(asker) ?? '';
  for (const holder of await listHolders(ctx, 'access-approver')) {
    if (holder.id === asker) continue;
    await sendNotice(ctx, {
      to: { staffId: holder.id },
      template: 'access.emergency_requested',
      params: { name },
      about: `basis:${event.streamId}`,
      link: '/can-bo/can-cu',
      dedupeKey: `${event.id}:${holder.id}`,
    });
  }
}

async function tellAsker(ctx: Ctx, event: StoredEvent): Promise<void> {
  await sendNotice(ctx, {
    to: { staffId: text(event.data.requestedBy) },
    template:
      event.type === 'basis.break_glass_approved' ? 'access.emergency_approved' : 'access.emergency_refused',
    params: {},
    about: `basis:${event.streamId}`,
    link: '/can-bo/can-cu',
    dedupeKey: event.id,
  });
}

export const emergencyConsumers: readonly Consumer[] = [
  { name: 'agency.tell-approvers', types: ['basis.break_glass_requested'], run: tellApprovers },
  {
    name: 'agency.tell-decision',
    types: ['basis.break_glass_approved', 'basis.break_glass_refused'],
    run: tellAsker,
  },
];
