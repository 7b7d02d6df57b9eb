import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { canonicalJson } from '#platform/use-case';
import { kept } from '#platform/edition';
import { type Ctx, type Database, forgetInAct } from '#platform/runtime';
import { errors } from './errors.ts';
import { checkPostings } from './rules.ts';
import type { Posting } from './rules.ts';

export interface NewAccount {
  /** Unique; opening the same code again gives the account that is there. */
  readonly code: string;
  readonly kind: 'asset' | 'liability' | 'income' | 'expense';
  readonly name: string;
  readonly agencyId?: string | null;
  readonly ownerPersonId?: string | null;
  readonly ownerOrganisationId?: string | null;
  readonly bankBin?: string | null;
  readonly bankAccount?: string | null;
  readonly floor?: 'none' | 'no_debit' | 'no_credit';
  /** More than 1 for accounts that very many transfers touch. */
  readonly shards?: number;
}

export interface NewTransfer {
  /** The same key never moves money twice; with another content it is refused. */
  readonly key: string;
  readonly kind: string;
  readonly reference: string;
  readonly postings: readonly Posting[];
  readonly occurredAt: Date;
  readonly state?: 'pending' | 'posted';
  readonly obligationId?: string | null;
  readonly reverses?: string | null;
}

export interface Balance {
  readonly posted: number;
  readonly pendingDebit: number;
  readonly pendingCredit: number;
}

const codesByState: Readonly<Record<string, Parameters<typeof errors.error>[0]>> = {
  SM001: 'unbalanced',
  SM002: 'insufficient',
  SM003: 'key_reused',
  SM004: 'transfer_state',
  SM005: 'no_account',
};

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = codesByState[(error as { code?: string }).code ?? ''];
    throw code ? errors.error(code, {}, error) : error;
  }
}

/** Opens an account, or finds the one with this code. */
export async function openAccount(ctx: Ctx, account: NewAccount): Promise<string> {
  const isOwned = Boolean(account.ownerPersonId ?? account.ownerOrganisationId);
  const row = {
    floor: 'none',
    shards: 1,
    ...account,
    id: ctx.ids.next(),
    visibility: isOwned ? 'owner' : 'public',
    openedAt: ctx.clock.now(),
  };
  const { rows } = await sql<{
    id: string;
  }>`select money.open_account(${JSON.stringify(row)}::jsonb) as id`.execute(ctx.db);
  forgetInAct(ctx, 'kept ');
  return rows[0]?.id ?? '';
}

/** Records a transfer. Throws money.unbalanced, insufficient, key_reused, transfer_state or no_account. */
export async function postTransfer(ctx: Ctx, transfer: NewTransfer): Promise<{ id: string; isNew: boolean }> {
  const { postings, ...rest } = transfer;
  checkPostings(postings);
  const content = { ...rest, occurredAt: transfer.occurredAt.toISOString(), postings };
  const row = {
    state: 'posted',
    ...rest,
    id: ctx.ids.next(),
    hash: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    recordedAt: ctx.clock.now(),
  };
  const accounts = postings.map((posting) => posting.accountId);
  const amounts = postings.map((posting) => posting.amount);
  const { rows } = await translated(
    sql<{ id: string; is_new: boolean }>`
      select id, is_new from money.post_transfer(${JSON.stringify(row)}::jsonb, ${accounts}::uuid[], ${amounts}::bigint[])`.execute(
      ctx.db,
    ),
  );
  return { id: rows[0]?.id ?? '', isNew: rows[0]?.is_new ?? false };
}

/** Posts or voids a pending transfer; repeating it is harmless. */
export async function settleTransfer(
  ctx: Ctx,
  transferId: string,
  state: 'posted' | 'voided',
): Promise<void> {
  await translated(
    sql`select money.settle_transfer(${transferId}, ${state}, ${ctx.clock.now()})`.execute(ctx.db),
  );
}

export async function findAccountId(ctx: Ctx, code: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('money.account')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.id;
}

/** Accounts of offices, which everybody may see: what is paid into and what it is booked on. */
export function officeAccounts(ctx: Ctx) {
  return kept(ctx, { tables: ['money-account'], key: 'office accounts' }, async () => {
    const rows = await ctx.db
      .selectFrom('money.account')
      .select(['id', 'code', 'bank_account', 'bank_bin', 'name', 'agency_id'])
      .where('visibility', '=', 'public')
      .orderBy('id')
      .execute();
    return { rows, idByCode: new Map(rows.map((row) => [row.code, row.id])) };
  });
}

export async function getAccountId(ctx: Ctx, code: string): Promise<string> {
  const { idByCode } = await officeAccounts(ctx);
  const id = idByCode.get(code) ?? (await findAccountId(ctx, code));
  if (id === undefined) throw errors.error('no_account', { code });
  return id;
}

export async function getBalance(ctx: Ctx, accountId: string): Promise<Balance> {
  const row = await ctx.db
    .selectFrom('money.account_balance')
    .select((select) => [
      select.fn.sum<string>('posted').as('posted'),
      select.fn.sum<string>('pending_debit').as('debit'),
      select.fn.sum<string>('pending_credit').as('credit'),
    ])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return {
    posted: Number(row?.posted ?? 0),
    pendingDebit: Number(row?.debit ?? 0),
    pendingCredit: Number(row?.credit ?? 0),
  };
}

export interface LedgerFault {
  readonly problem: string;
  readonly subject: string;
  readonly detail: string;
}

/** Everything that is wrong in the ledger: each transfer sums to zero, each balance is the sum of its entries. */
export async function checkLedger(db: Kysely<Database>): Promise<LedgerFault[]> {
  const { rows } = await sql<LedgerFault>`select problem, subject, detail from money.check_ledger()`.execute(
    db,
  );
  return rows;
}
