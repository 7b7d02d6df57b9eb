import { localDate, Refusal, type Stage } from '../kit/index.ts';
import { plainPurpose, vietQr } from './vietqr.ts';

export interface Intent {
  intentId: string;
  account: string;
  amount: number;
  code: string;
  description: string;
  vietqr: string;
  createdAt: Date;
}

/** One line of the account; credits have a notice, debits are refunds. */
export interface Entry {
  reference: string;
  account: string;
  direction: 'credit' | 'debit';
  amount: number;
  description: string;
  occurredAt: Date;
  intentId?: string;
  refundOf?: string;
}

export interface Refund {
  refundId: string;
  reference: string;
  amount: number;
  idempotencyKey: string;
  status: 'done';
  occurredAt: string;
}

export interface Book {
  open: (order: Omit<Intent, 'intentId' | 'vietqr' | 'createdAt'>) => { intent: Intent; isNew: boolean };
  find: (intentId: string) => Intent | undefined;
  intents: () => Intent[];
  paid: (intent: Intent) => number;
  credit: (parts: { account: string; amount: number; description: string; intentId?: string }) => Entry;
  refund: (order: { reference: string; amount: number; idempotencyKey: string }) => {
    refund: Refund;
    isNew: boolean;
  };
  statement: (day: string) => Entry[];
  latest: (count: number) => Entry[];
}

export function createBook(stage: Stage, bin: string): Book {
  const intents = new Map<string, Intent>();
  const entries: Entry[] = [];
  const refunds = new Map<string, Refund>();
  const { now, uuid } = stage.surroundings;

  function open(order: Omit<Intent, 'intentId' | 'vietqr' | 'createdAt'>) {
    const known = [...intents.values()].find(({ code }) => code === order.code);
    if (known) {
      if (known.amount !== order.amount || known.account !== order.account)
        throw new Refusal(409, 'code_taken');
      return { intent: known, isNew: false };
    }
    const purpose = plainPurpose(`${order.code} ${order.description}`.trim());
    const vietqr = vietQr({ bin, account: order.account, amount: order.amount, purpose });
    const intent: Intent = { ...order, intentId: uuid(), vietqr, createdAt: now() };
    intents.set(intent.intentId, intent);
    return { intent, isNew: true };
  }

  function refund(order: { reference: string; amount: number; idempotencyKey: string }) {
    const known = refunds.get(order.idempotencyKey);
    if (known) {
      if (known.reference !== order.reference || known.amount !== order.amount) {
        throw new Refusal(409, 'idempotency_key_reused');
      }
      return { refund: known, isNew: false };
    }
    const paid = entries.find(
      ({ reference, direction }) => reference === order.reference && direction === 'credit',
    );
    if (!paid) throw new Refusal(404, 'unknown_reference');
    const returned = entries.filter(({ refundOf }) => refundOf === order.reference);
    const left = paid.amount - returned.reduce((sum, { amount }) => sum + amount, 0);
    if (order.amount > left) throw new Refusal(409, 'exceeds_payment');
    const occurredAt = now();
    entries.push({
      reference: nextReference(),
      account: paid.account,
      direction: 'debit',
      amount: order.amount,
      description: `HOAN TIEN ${order.reference}`,
      occurredAt,
      refundOf: order.reference,
    });
    const made: Refund = { ...order, refundId: uuid(), status: 'done', occurredAt: occurredAt.toISOString() };
    refunds.set(order.idempotencyKey, made);
    return { refund: made, isNew: true };
  }

  // Bank references: FT + yyMMdd + running number.
  function nextReference(): string {
    const day = localDate(now()).replaceAll('-', '').slice(2);
    return `FT${day}${String(entries.length + 1).padStart(6, '0')}`;
  }

  return {
    open,
    refund,
    find: (intentId) => intents.get(intentId),
    intents: () => [...intents.values()].reverse(),
    paid: (intent) =>
      entries
        .filter(({ intentId, direction }) => intentId === intent.intentId && direction === 'credit')
        .reduce((sum, { amount }) => sum + amount, 0),
    credit: (parts) => {
      const entry: Entry = { ...parts, reference: nextReference(), direction: 'credit', occurredAt: now() };
      entries.push(entry);
      return entry;
    },
    statement: (day) => entries.filter(({ occurredAt }) => localDate(occurredAt) === day),
    latest: (count) => entries.slice(-count).reverse(),
  };
}
