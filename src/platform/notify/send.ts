import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { enqueueSend } from './send-notice.ts';
import { nextStep, render } from './rules.ts';
import type { Outcome } from './rules.ts';
import {
  beginSending,
  changeDelivery,
  findContent,
  findDelivery,
  listStuck,
  recordAttempt,
} from './store.ts';
import type { DeliveryRow } from './store.ts';

const minuteMs = 60_000;
// No transport waits this long: whoever still sends then has died.
const sendingLimitMs = 15 * minuteMs;
const waitingLimitMs = 60 * minuteMs;

/** Job: marks a delivery as being sent, and commits that before anything leaves the house. */
export async function beginDelivery(ctx: Ctx, deliveryId: string): Promise<void> {
  const attempt = await beginSending(ctx, deliveryId);
  if (attempt === undefined) return;
  await enqueue(ctx, [{ name: 'notify.transmit', payload: { deliveryId, attempt }, maxAttempts: 1 }]);
}

/** Job, run at most once per attempt: hands the message over and records what came of it. */
export async function transmitDelivery(ctx: Ctx, deliveryId: string, attempt: number): Promise<void> {
  const delivery = await findDelivery(ctx, deliveryId);
  if (!delivery || delivery.state !== 'sending' || delivery.attempts !== attempt) return;
  await settleAttempt(ctx, delivery, await handOver(ctx, delivery));
}

async function handOver(ctx: Ctx, delivery: DeliveryRow): Promise<Outcome> {
  const content = await findContent(ctx, delivery.message_id);
  if (!content || delivery.address === null) return { kind: 'permanent', detail: 'nothing to send' };
  const text = render(content.template, content.params, delivery.language === 'en' ? 'en' : 'vi');
  try {
    return await transmit(ctx, delivery, { ...text, address: delivery.address, link: content.link });
  } catch (error) {
    return { kind: 'unknown', detail: (error as Error).name };
  }
}

interface Parcel {
  readonly title: string;
  readonly body: string;
  readonly sms: string | null;
  readonly address: string;
  readonly link: string | null;
}

async function transmit(ctx: Ctx, delivery: DeliveryRow, parcel: Parcel): Promise<Outcome> {
  const { mail, sms, push } = ctx.ports;
  const { address, title, body, link } = parcel;
  if (delivery.channel === 'email') {
    return mail.send({
      to: address,
      subject: title,
      text: body,
      messageId: `<${delivery.id}@serepok.invalid>`,
    });
  }
  if (delivery.channel === 'sms')
    return sms.send({ to: address, text: parcel.sms ?? title, idempotencyKey: delivery.id });
  return push
    ? push.send({ subscription: address, title, body, link })
    : { kind: 'permanent', detail: 'no push service' };
}

async function settleAttempt(ctx: Ctx, delivery: DeliveryRow, outcome: Outcome): Promise<void> {
  const isFirst = await recordAttempt(ctx, delivery, outcome);
  if (!isFirst) return;
  const luck = (ctx.random.bytes(1)[0] ?? 0) / 255;
  const step = nextStep(delivery, outcome, luck);
  const last_error = 'detail' in outcome ? `${outcome.kind}: ${outcome.detail}` : null;
  if (step.state === 'waiting') {
    const next_at = new Date(ctx.clock.now().getTime() + step.delaySeconds * 1000);
    await changeDelivery(ctx, delivery.id, { state: 'waiting', next_at, last_error });
    return enqueueSend(ctx, delivery.id, next_at);
  }
  const provider_id = outcome.kind === 'accepted' ? outcome.providerId : null;
  await changeDelivery(ctx, delivery.id, { state: step.state, provider_id, last_error });
  if (step.state === 'sent') return;
  await ctx.events.emit({
    type: 'notify.delivery_troubled',
    streamId: delivery.message_id,
    data: { deliveryId: delivery.id, channel: delivery.channel, state: step.state },
  });
}

/** Job: finds what a crash left behind. Half-sent: fate unknown; waiting without a job: ordered again. */
export async function sweepDeliveries(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now().getTime();
  for (const delivery of await listStuck(ctx, 'sending', new Date(now - sendingLimitMs))) {
    await settleAttempt(ctx, delivery, { kind: 'unknown', detail: 'interrupted' });
  }
  for (const delivery of await listStuck(ctx, 'waiting', new Date(now - waitingLimitMs))) {
    await enqueueSend(ctx, delivery.id);
  }
}
