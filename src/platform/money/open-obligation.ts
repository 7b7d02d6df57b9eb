import type { Ctx } from '#platform/runtime';
import { bankCode, incomeCode } from './accounts.ts';
import { errors } from './errors.ts';
import { positiveDong } from './rules.ts';
import { makePaymentCode } from './rules-payment-code.ts';
import { getAccountId } from './store-ledger.ts';
import { findObligationByKey, insertObligation } from './store-obligations.ts';

/** Two letters that open the payment code of each kind. */
export const codeKinds = { fee: 'PH', fine: 'XP', fare: 'VE', loan: 'VV', other: 'KH' } as const;
export type ObligationKind = keyof typeof codeKinds;

export interface NewObligation {
  /** Opening with the same key again gives the obligation that is there. */
  readonly key: string;
  readonly kind: ObligationKind;
  /** `<module>:<id>` of what it is for; comes back in every event. */
  readonly reference: string;
  readonly payer: { readonly personId: string } | { readonly organisationId: string };
  readonly agencyId: string;
  readonly bankAccount: string;
  readonly amount: number;
  readonly channel: string;
  /** The catalogue row that set the amount. */
  readonly feeRule: string;
  readonly description: string;
  readonly expiresAt?: Date | null;
}

/** Says that somebody owes an amount. Throws money.key_reused when the key was used for another amount. */
export async function openObligation(ctx: Ctx, wanted: NewObligation): Promise<{ id: string; code: string }> {
  positiveDong(wanted.amount);
  const row = {
    id: ctx.ids.next(),
    open_key: wanted.key,
    code: makePaymentCode(codeKinds[wanted.kind], ctx.random.bytes(5)),
    kind: wanted.kind,
    reference: wanted.reference,
    payer_person_id: 'personId' in wanted.payer ? wanted.payer.personId : null,
    payer_organisation_id: 'organisationId' in wanted.payer ? wanted.payer.organisationId : null,
    agency_id: wanted.agencyId,
    bank_account_id: await getAccountId(ctx, bankCode(wanted.bankAccount)),
    income_account_id: await getAccountId(ctx, incomeCode(wanted.agencyId, wanted.kind)),
    amount: wanted.amount,
    channel: wanted.channel,
    fee_rule: wanted.feeRule,
    description: wanted.description,
    opened_at: ctx.clock.now(),
    expires_at: wanted.expiresAt ?? null,
  };
  const isNew = await insertObligation(ctx, row);
  if (!isNew) {
    const other = await findObligationByKey(ctx, wanted.key);
    if (!other) throw errors.error('key_reused');
    return sameObligation(other, wanted);
  }
  await ctx.events.emit({
    type: 'money.obligation_opened',
    streamId: row.id,
    data: { obligationId: row.id, reference: row.reference, kind: row.kind, amount: row.amount },
    subjects: row.payer_person_id === null ? [] : [row.payer_person_id],
  });
  return { id: row.id, code: row.code };
}

function sameObligation(
  known: { id: string; code: string; amount: number },
  wanted: NewObligation,
): { id: string; code: string } {
  if (known.amount !== wanted.amount) throw errors.error('key_reused');
  return { id: known.id, code: known.code };
}
