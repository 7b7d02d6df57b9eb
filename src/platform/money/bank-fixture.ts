import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#platform/http';
import { system } from '#platform/runtime';
import type { Ctx, Principal } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  checkLedger,
  getBalance,
  httpBank,
  openBankAccount,
  openIncomeAccount,
  openObligation,
} from './index.ts';
import type { Bank, NewObligation, ObligationView } from './index.ts';
import { obligationView } from './store-obligations.ts';

// A house with one agency and its bank account, for the tests of this room.

export const agency = '019ab000-0000-7000-8000-0000000000b1';
export const payer = '019ab000-0000-7000-8000-000000000001';
export const account = '1234567890';
export const secret = 'webhook-secret';
export const accountant = officer('019ab000-0000-7000-8000-0000000000a1', {
  role: 'accountant',
  agencyId: agency,
});
export const stranger = citizen('019ab000-0000-7000-8000-000000000009');
export const person = citizen(payer);

export interface MoneyHouse {
  readonly house: TestHouse;
  readonly webhook: string;
  as<T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T>;
  open(over?: Partial<NewObligation>): Promise<{ id: string; code: string }>;
  read(id: string): Promise<ObligationView>;
  /** Sends a signed notice as the bank would; returns the status. */
  tell(notice: Record<string, unknown>, tamper?: { signature?: string; body?: string }): Promise<number>;
  /** Balances by the first part of the account's code. */
  balances(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** `bankUrl` gets the webhook's address before the bank is started. */
export async function openMoneyHouse(
  startBank: (webhook: string, now: () => Date) => Promise<string>,
): Promise<MoneyHouse> {
  let bank: Bank | undefined;
  const late: Bank = {
    isGenuine: (body, signature) => ready().isGenuine(body, signature),
    createIntent: (intent) => ready().createIntent(intent),
    refund: (order) => ready().refund(order),
    statement: (day) => ready().statement(day),
  };
  const ready = (): Bank => {
    if (!bank) throw new Error('the bank is not there yet');
    return bank;
  };
  const house = await openHouse({ rooms: ['money'], ports: { bank: late } });
  const server: FastifyInstance = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: async () => stranger,
    origins: [],
  });
  const webhook = `${await server.listen({ port: 0, host: '127.0.0.1' })}/api/v1/bank-notices`;
  bank = httpBank({
    baseUrl: await startBank(webhook, () => house.clock.now()),
    webhookSecret: secret,
    timeoutMs: 2000,
  });
  const as: MoneyHouse['as'] = (principal, run) => house.runner.act({ action: 'test.money', principal }, run);
  await as(system, async (ctx) => {
    await openBankAccount(ctx, { account, bin: '970999', holder: 'UBND PHUONG TAN LAP', agencyId: agency });
    await openIncomeAccount(ctx, { agencyId: agency, purpose: 'fee', name: 'Lệ phí hộ tịch' });
  });
  let counter = 0;
  return {
    house,
    webhook,
    as,
    open: (over = {}) => {
      counter += 1;
      const wanted = { ...fee(counter), ...over };
      return as(person, (ctx) => openObligation(ctx, wanted));
    },
    read: (id) =>
      as(system, async (ctx) =>
        obligationView(
          await ctx.db
            .selectFrom('money.obligation')
            .selectAll()
            .where('id', '=', id)
            .executeTakeFirstOrThrow(),
        ),
      ),
    tell: (notice, tamper) => tell(webhook, notice, tamper),
    balances: () => as(system, balances),
    close: async () => {
      await server.close();
      await house.close();
    },
  };
}

const fee = (n: number): NewObligation => ({
  key: `dossier:${n}:fee`,
  kind: 'fee',
  reference: `dossier:019ab000-0000-7000-8000-00000000${String(n).padStart(4, '0')}`,
  payer: { personId: payer },
  agencyId: agency,
  bankAccount: account,
  amount: 8000,
  channel: 'online',
  feeRule: '2.000635:fee',
  description: 'Lệ phí trích lục',
});

async function tell(
  webhook: string,
  notice: Record<string, unknown>,
  tamper: { signature?: string; body?: string } = {},
): Promise<number> {
  const body = JSON.stringify(notice);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const answer = await fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': tamper.signature ?? signature },
    body: tamper.body ?? body,
  });
  return answer.status;
}

async function balances(ctx: Ctx): Promise<Record<string, number>> {
  const faults = await checkLedger(ctx.db);
  if (faults.length > 0) throw new Error(`the ledger is broken: ${JSON.stringify(faults)}`);
  const accounts = await ctx.db.selectFrom('money.account').select(['id', 'code']).orderBy('code').execute();
  const result: Record<string, number> = {};
  for (const { id, code } of accounts)
    result[code.split(':')[0] ?? code] = (await getBalance(ctx, id)).posted + 0;
  return result;
}
