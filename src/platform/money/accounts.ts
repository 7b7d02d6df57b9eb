import type { Ctx } from '#platform/runtime';
import { getAccountId, officeAccounts, openAccount } from './store-ledger.ts';

// Accounts that every payment touches hold their balance in this many rows.
const hotShards = 16;

export const bankCode = (account: string): string => `bank:${account}`;
export const suspenseCode = (account: string): string => `suspense:${account}`;
export const depositCode = (account: string): string => `deposit:${account}`;
export const cashCode = (agencyId: string): string => `cash:${agencyId}`;
export const incomeCode = (agencyId: string, purpose: string): string => `income:${agencyId}:${purpose}`;

export interface NewBankAccount {
  readonly account: string;
  readonly bin: string;
  readonly holder: string;
  readonly agencyId: string;
}

/**
 * Opens what a bank account needs in the books: the money at the bank, credits not yet understood (suspense) and what we
 * hold for payers (part payments, excess to go back). Repeating it is harmless.
 */
export async function openBankAccount(ctx: Ctx, bank: NewBankAccount): Promise<void> {
  const { account, bin, holder, agencyId } = bank;
  const common = { agencyId, shards: hotShards };
  await openAccount(ctx, {
    ...common,
    code: bankCode(account),
    kind: 'asset',
    name: holder,
    bankBin: bin,
    bankAccount: account,
  });
  await openAccount(ctx, {
    ...common,
    code: suspenseCode(account),
    kind: 'liability',
    name: `Chờ xác minh ${account}`,
  });
  await openAccount(ctx, {
    ...common,
    code: depositCode(account),
    kind: 'liability',
    name: `Tạm giữ ${account}`,
  });
}

/** Opens an agency's income account for a purpose (`fee`, `fine`, …); repeating it is harmless. */
export async function openIncomeAccount(
  ctx: Ctx,
  income: { agencyId: string; purpose: string; name: string },
): Promise<string> {
  const { agencyId, purpose, name } = income;
  return openAccount(ctx, {
    code: incomeCode(agencyId, purpose),
    kind: 'income',
    name,
    agencyId,
    shards: hotShards,
  });
}

/** Opens the till of an agency: it can never hold less than nothing. */
export async function openTill(ctx: Ctx, agencyId: string): Promise<string> {
  return openAccount(ctx, {
    code: cashCode(agencyId),
    kind: 'asset',
    name: 'Tiền mặt tại quầy',
    agencyId,
    floor: 'no_credit',
  });
}

export const getDepositAccountId = (ctx: Ctx, account: string): Promise<string> =>
  getAccountId(ctx, depositCode(account));

export interface CollectionAccount {
  readonly account: string;
  readonly bin: string;
  readonly holder: string;
}

/** The bank account into which an agency's fees are paid: its own, else the province's common one (the oldest). */
export async function findCollectionAccount(
  ctx: Ctx,
  agencyId: string,
): Promise<CollectionAccount | undefined> {
  const rows = (await officeAccounts(ctx)).rows.filter((account) => account.bank_account !== null);
  const row = rows.find((candidate) => candidate.agency_id === agencyId) ?? rows[0];
  return row?.bank_account && row.bank_bin
    ? { account: row.bank_account, bin: row.bank_bin, holder: row.name }
    : undefined;
}
