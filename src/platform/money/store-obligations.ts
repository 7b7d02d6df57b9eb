import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import type { ObligationView } from './contract.ts';
import { errors } from './errors.ts';
import type { Claim } from './rules-matching.ts';

export type ObligationRow = Selectable<Database['money.obligation']> & {
  bank_account: string;
  bank_bin: string;
  holder: string;
};

function withAccount(ctx: Ctx) {
  return ctx.db
    .selectFrom('money.obligation as obligation')
    .innerJoin('money.account as account', 'account.id', 'obligation.bank_account_id')
    .selectAll('obligation')
    .select(['account.bank_account', 'account.bank_bin', 'account.name as holder']);
}

function complete(
  row: Omit<ObligationRow, 'bank_account' | 'bank_bin'> & {
    bank_account: string | null;
    bank_bin: string | null;
  },
): ObligationRow {
  return { ...row, bank_account: row.bank_account ?? '', bank_bin: row.bank_bin ?? '' };
}

/** Throws money.not_found when there is none, or none that the actor may see. */
export async function getObligation(ctx: Ctx, id: string): Promise<ObligationRow> {
  const row = await withAccount(ctx).where('obligation.id', '=', id).executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return complete(row);
}

/** As getObligation; nobody else changes it until this transaction ends. */
export async function lockObligation(ctx: Ctx, id: string): Promise<ObligationRow> {
  const row = await withAccount(ctx)
    .where('obligation.id', '=', id)
    .forUpdate('obligation')
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return complete(row);
}

export async function lockObligationsByCode(ctx: Ctx, codes: readonly string[]): Promise<ObligationRow[]> {
  if (codes.length === 0) return [];
  const rows = await withAccount(ctx)
    .where('obligation.code', 'in', [...codes])
    .orderBy('obligation.id')
    .forUpdate('obligation')
    .execute();
  return rows.map((row) => complete(row));
}

export async function findObligationByKey(
  ctx: Ctx,
  key: string,
): Promise<{ id: string; code: string; amount: number } | undefined> {
  return ctx.db
    .selectFrom('money.obligation')
    .select(['id', 'code', 'amount'])
    .where('open_key', '=', key)
    .executeTakeFirst();
}

/** Obligations of a reference (`dossier:<id>`), oldest first. */
export async function listObligationsOf(ctx: Ctx, reference: string): Promise<ObligationView[]> {
  const rows = await ctx.db
    .selectFrom('money.obligation')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('opened_at')
    .execute();
  return rows.map(obligationView);
}

/** What the actor and those they represent owe or paid, newest first. */
export async function listPayerObligations(ctx: Ctx, limit = 200): Promise<ObligationView[]> {
  const { persons, organisations } = ctx.principal;
  if (persons.length + organisations.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('money.obligation')
    .selectAll()
    .where((where) =>
      where.or([
        sql<boolean>`payer_person_id = any (${[...persons]}::uuid[])`,
        sql<boolean>`payer_organisation_id = any (${[...organisations]}::uuid[])`,
      ]),
    )
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(obligationView);
}

export function obligationView(row: Selectable<Database['money.obligation']>): ObligationView {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    reference: row.reference,
    description: row.description,
    amount: row.amount,
    received: row.received,
    state: row.state as ObligationView['state'],
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
  };
}

export function claimOf(row: ObligationRow): Claim {
  return {
    obligationId: row.id,
    code: row.code,
    account: row.bank_account,
    amount: row.amount,
    received: row.received,
    state: row.state === 'refunded' ? 'paid' : (row.state as Claim['state']),
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  };
}

/** Open claims on an account for exactly this amount, for a clerk to choose from. */
export async function listOpenClaims(
  ctx: Ctx,
  account: string,
  owing: number,
): Promise<(Claim & { description: string })[]> {
  const rows = await withAccount(ctx)
    .where('account.bank_account', '=', account)
    .where('obligation.state', 'in', ['open', 'short'])
    .where('obligation.amount', '>=', owing)
    .orderBy('obligation.amount')
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...claimOf(complete(row)), description: row.description }));
}

export async function insertObligation(
  ctx: Ctx,
  row: Omit<Insertable<Database['money.obligation']>, 'received' | 'state' | 'paid_at' | 'closed_at'>,
): Promise<boolean> {
  const result = await ctx.db
    .insertInto('money.obligation')
    .values({ ...row, received: 0, state: 'open', paid_at: null, closed_at: null })
    .onConflict((conflict) => conflict.column('open_key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function changeObligation(
  ctx: Ctx,
  id: string,
  change: { state?: ObligationView['state']; received?: number; paid_at?: Date; closed_at?: Date },
): Promise<void> {
  await ctx.db.updateTable('money.obligation').set(change).where('id', '=', id).execute();
}
