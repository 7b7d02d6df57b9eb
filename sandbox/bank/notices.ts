import { type Courier, signBody, type Stage } from '../kit/index.ts';
import type { Entry } from './book.ts';

export interface NoticeParts {
  stage: Stage;
  courier: Courier;
  webhook: string;
  secret: string;
}

/** Tells the account's holder of a credit; how the telling goes wrong is decided by the hostile mode. */
export function createNotifier(parts: NoticeParts): (entry: Entry, delayMs?: number) => void {
  const { stage, courier, webhook, secret } = parts;

  async function notify(entry: Entry, delayMs: number): Promise<void> {
    const body = JSON.stringify({
      noticeId: stage.surroundings.uuid(),
      account: entry.account,
      amount: entry.amount,
      description: entry.description,
      occurredAt: entry.occurredAt.toISOString(),
      reference: entry.reference,
    });
    const parcel = { url: webhook, secret, body };
    const fault = stage.hostile.decide();
    stage.log('notice', { fault, delayMs });
    // Never told: only the day's statement shows it, and reconciliation has to find it.
    if (fault === 'dropped') return;
    const wait = fault === 'late' ? stage.hostile.settings().lateMs : delayMs;
    if (wait > 0) await stage.surroundings.sleep(wait);
    if (fault === 'wrong') await courier.tryOnce({ ...parcel, secret: `${secret}?` });
    if (fault === 'half') {
      await courier.tryOnce({
        ...parcel,
        body: body.slice(0, body.length / 2),
        signature: signBody(secret, body),
      });
    }
    await courier.deliver(parcel);
    if (fault === 'duplicated') await courier.deliver(parcel);
  }

  return (entry, delayMs = 0) => {
    notify(entry, delayMs).catch((error: unknown) => {
      stage.log('notice_failed', { reason: error instanceof Error ? error.message : 'unknown' });
    });
  };
}
