import type { StatementLine } from './rules-reconcile.ts';

/** The bank that holds the agencies' accounts. Adapters: http-bank.ts; the sandbox plays the other side. */
export interface Bank {
  /** Whether a notice's signature fits its body. */
  isGenuine(body: Uint8Array, signature: string): boolean;
  /** Tells the bank what is expected; idempotent by code. */
  createIntent(intent: {
    account: string;
    amount: number;
    code: string;
    description: string;
  }): Promise<{ intentId: string; vietqr: string }>;
  /** Sends money of a payment back; idempotent by key. Throws BankRefusal when it never will. */
  refund(order: { reference: string; amount: number; idempotencyKey: string }): Promise<{ occurredAt: Date }>;
  /** All movements of a legal day; a refund carries the reference of the payment it returns and a negative amount. */
  statement(day: string): Promise<readonly StatementLine[]>;
}

declare module '#platform/runtime' {
  interface Ports {
    bank: Bank;
  }
}

/** The bank said no, and will say no again. Anything else thrown by the port may be tried again. */
export class BankRefusal extends Error {
  override readonly name = 'BankRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
