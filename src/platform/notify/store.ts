import type { Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import { templateSchema } from './contract.ts';
import type { Template } from './contract.ts';
import type { Channel, Outcome, Params } from './rules.ts';

export type DeliveryRow = Selectable<Database['notify.delivery']> & { channel: Channel };

export interface TemplateRow {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly template: Template;
}

export async function findTemplate(ctx: Ctx, code: string): Promise<TemplateRow | undefined> {
  const row = await ctx.db
    .selectFrom('notify.template')
    .selectAll()
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      version: row.version,
      hash: row.content_hash,
      template: templateSchema.parse(row.content),
    }
  );
}

export async function insertTemplate(
  ctx: Ctx,
  row: { template: Template; version: number; hash: string },
): Promise<void> {
  await ctx.db
    .insertInto('notify.template')
    .values({
      id: ctx.ids.next(),
      code: row.template.code,
      version: row.version,
      content: JSON.stringify(row.template),
      content_hash: row.hash,
      published_at: ctx.clock.now(),
    })
    .execute();
}

export interface NewMessage {
  readonly id: string;
  readonly personId: string | null;
  readonly staffId: string | null;
  readonly templateId: string;
  readonly params: Params;
  readonly about: string;
  readonly link: string | null;
  readonly dedupeKey: string;
}

/** @returns false when a message with this key is already there */
export async function insertMessage(ctx: Ctx, message: NewMessage): Promise<boolean> {
  const result = await ctx.db
    .insertInto('notify.message')
    .values({
      id: message.id,
      recipient_person_id: message.personId,
      recipient_staff_id: message.staffId,
      template_id: message.templateId,
      params: JSON.stringify(message.params),
      about: message.about,
      link: message.link,
      dedupe_key: message.dedupeKey,
      created_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function insertDelivery(
  ctx: Ctx,
  delivery: {
    id: string;
    messageId: string;
    channel: Channel;
    language: 'vi' | 'en';
    address: string | null;
    mask: string;
  },
): Promise<void> {
  const isSendable = delivery.address !== null;
  await ctx.db
    .insertInto('notify.delivery')
    .values({
      id: delivery.id,
      message_id: delivery.messageId,
      channel: delivery.channel,
      language: delivery.language,
      address: delivery.address,
      address_mask: delivery.mask,
      state: isSendable ? 'waiting' : 'failed',
      next_at: isSendable ? ctx.clock.now() : null,
      last_error: isSendable ? null : 'address not valid',
      created_at: ctx.clock.now(),
      finished_at: isSendable ? null : ctx.clock.now(),
    })
    .execute();
}

export async function findDelivery(ctx: Ctx, id: string): Promise<DeliveryRow | undefined> {
  const row = await ctx.db.selectFrom('notify.delivery').selectAll().where('id', '=', id).executeTakeFirst();
  return row as DeliveryRow | undefined;
}

export async function findContent(
  ctx: Ctx,
  messageId: string,
): Promise<{ template: Template; params: Params; link: string | null } | undefined> {
  const row = await ctx.db
    .selectFrom('notify.message as message')
    .innerJoin('notify.template as template', 'template.id', 'message.template_id')
    .select(['template.content', 'message.params', 'message.link'])
    .where('message.id', '=', messageId)
    .executeTakeFirst();
  return row && { template: templateSchema.parse(row.content), params: row.params as Params, link: row.link };
}

/** @returns false when somebody else has already taken it */
export async function beginSending(ctx: Ctx, id: string): Promise<number | undefined> {
  const row = await ctx.db
    .updateTable('notify.delivery')
    .set((set) => ({
      state: 'sending',
      attempts: set('attempts', '+', 1),
      sending_since: ctx.clock.now(),
      next_at: null,
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts;
}

export async function recordAttempt(ctx: Ctx, delivery: DeliveryRow, outcome: Outcome): Promise<boolean> {
  const result = await ctx.db
    .insertInto('notify.attempt')
    .values({
      delivery_id: delivery.id,
      number: delivery.attempts,
      outcome: outcome.kind,
      detail: 'detail' in outcome ? outcome.detail.slice(0, 500) : null,
      finished_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function changeDelivery(
  ctx: Ctx,
  id: string,
  change: { state: string; next_at?: Date | null; provider_id?: string | null; last_error?: string | null },
): Promise<void> {
  const isFinal = change.state !== 'waiting';
  await ctx.db
    .updateTable('notify.delivery')
    .set({
      ...change,
      sending_since: null,
      ...(isFinal ? { address: null, finished_at: ctx.clock.now() } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Deliveries that have been in the state since before an instant. */
export async function listStuck(
  ctx: Ctx,
  state: 'sending' | 'waiting',
  before: Date,
): Promise<DeliveryRow[]> {
  const rows = await ctx.db
    .selectFrom('notify.delivery')
    .selectAll()
    .where('state', '=', state)
    .where(state === 'sending' ? 'sending_since' : 'next_at', '<', before)
    .orderBy('created_at')
    .limit(1000)
    .execute();
  return rows as DeliveryRow[];
}
