import type { Consumer, StoredEvent } from '#platform/manifest';
import type { Ctx } from '#platform/runtime';
import type { MemberChangeView } from './contract.ts';
import { insertMemberChange, listMemberRows, notePopulationChange } from './store-changes.ts';

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const kinds: Readonly<Record<string, MemberChangeView['kind']>> = {
  'person.died': 'died',
  'person.moved_away': 'moved_away',
  'person.number_replaced': 'number_replaced',
  'person.name_changed': 'name_changed',
  'residence.permanent_registered': 'residence_changed',
  'residence.temporary_registered': 'residence_changed',
  'residence.ended': 'residence_changed',
};

async function noteForRows(ctx: Ctx, event: StoredEvent, personId: string): Promise<void> {
  const kind = kinds[event.type];
  if (!kind) return;
  for (const row of await listMemberRows(ctx, personId)) {
    const id = ctx.ids.next();
    const at = { listId: row.list_id, rowId: row.id, agencyId: row.agency_id, personId, eventId: event.id };
    const isNew = await insertMemberChange(ctx, { id, ...at, kind, on: textOf(event.data.on) });
    if (!isNew) continue;
    await ctx.events.emit({
      type: 'matching.member_changed',
      streamId: row.list_id,
      data: { changeId: id, listId: row.list_id, rowId: row.id, personId, kind },
      subjects: [personId],
    });
  }
}

/** A list stays linked: what the registers learn of somebody on it becomes a task for its owner. */
const followMembers: Consumer = {
  name: 'matching.follow_members',
  types: Object.keys(kinds),
  run: async (ctx, event) => {
    const personId = textOf(event.data.personId) ?? event.streamId;
    await noteForRows(ctx, event, personId);
  },
};

/** The engine reads again who changed. */
const followRegister: Consumer = {
  name: 'matching.follow_register',
  types: [
    ...Object.keys(kinds),
    'person.registered',
    'person.identifier_added',
    'person.kinship_recorded',
    'person.kinship_ended',
  ],
  run: async (ctx, event) => {
    await notePopulationChange(ctx, event.id, textOf(event.data.personId) ?? event.streamId);
  },
};

export const consumers: readonly Consumer[] = [followMembers, followRegister];
