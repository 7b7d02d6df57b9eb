import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { isAddress, maskAddress, render, RenderError } from './rules.ts';
import type { Channel, Params } from './rules.ts';
import { findTemplate, insertDelivery, insertMessage } from './store.ts';

export interface NewNotice {
  readonly to: { readonly personId: string } | { readonly staffId: string };
  /** Code of a published template. */
  readonly template: string;
  /** Fills the template; never a personal number. */
  readonly params: Params;
  /** What it is about, `<module>:<id>`. */
  readonly about: string;
  /** Path in the web app. */
  readonly link?: string;
  /** A second notice with the same key is not sent. */
  readonly dedupeKey: string;
  /** Where to send it besides the inbox; a channel without an address is left out. */
  readonly contacts?: {
    readonly email?: string | null;
    readonly phone?: string | null;
    readonly push?: string | null;
  };
  /** Language of mail, SMS and push; default the actor's. */
  readonly language?: 'vi' | 'en';
}

/**
 * Puts a notice into the recipient's inbox and orders its mail, SMS and push, all in this transaction.
 * @returns its id, or null when it had been sent before
 */
export async function sendNotice(ctx: Ctx, notice: NewNotice): Promise<string | null> {
  const found = await findTemplate(ctx, notice.template);
  if (!found) throw errors.error('no_template', { code: notice.template });
  const language = notice.language ?? ctx.language;
  const { sms } = rendered(() => {
    render(found.template, notice.params, language === 'vi' ? 'en' : 'vi');
    return render(found.template, notice.params, language);
  });
  const id = ctx.ids.next();
  const isNew = await insertMessage(ctx, {
    id,
    personId: 'personId' in notice.to ? notice.to.personId : null,
    staffId: 'staffId' in notice.to ? notice.to.staffId : null,
    templateId: found.id,
    params: notice.params,
    about: notice.about,
    link: notice.link ?? null,
    dedupeKey: notice.dedupeKey,
  });
  if (!isNew) return null;
  for (const [channel, address] of addressesOf(notice, sms !== null)) {
    await orderDelivery(ctx, { messageId: id, channel, address, language });
  }
  return id;
}

function rendered<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RenderError) throw errors.error(error.code, { name: error.place }, error);
    throw error;
  }
}

function addressesOf(notice: NewNotice, hasSms: boolean): [Channel, string][] {
  const { email, phone, push } = notice.contacts ?? {};
  const wanted: [Channel, string | null | undefined][] = [
    ['email', email],
    ['sms', hasSms ? phone : null],
    ['push', push],
  ];
  return wanted.flatMap(([channel, address]) => (address ? [[channel, address] as [Channel, string]] : []));
}

async function orderDelivery(
  ctx: Ctx,
  order: { messageId: string; channel: Channel; address: string; language: 'vi' | 'en' },
): Promise<void> {
  const id = ctx.ids.next();
  const isValid = isAddress(order.channel, order.address);
  const mask = maskAddress(order.channel, order.address);
  await insertDelivery(ctx, { ...order, id, address: isValid ? order.address : null, mask });
  if (isValid) await enqueueSend(ctx, id);
}

export async function enqueueSend(ctx: Ctx, deliveryId: string, runAt?: Date): Promise<void> {
  const job = { name: 'notify.send', payload: { deliveryId }, key: `notify:${deliveryId}` };
  await enqueue(ctx, [runAt ? { ...job, runAt } : job]);
}
