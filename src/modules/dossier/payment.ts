import {
  cancelObligation,
  findCollectionAccount,
  listObligationsOf,
  openObligation,
  startPayment,
} from '#platform/money';
import type { StoredEvent } from '#platform/manifest';
import type { Ctx } from '#platform/runtime';
import { type CaseFile, caseRef, openCase, openCaseForAct, record } from './case-file.ts';
import { errors } from './errors.ts';
import type { CaseEvent } from './rules.ts';

/** Banks by the number in their VietQR (NAPAS BIN); a name for people, the number decides. */
const bankNames: Readonly<Record<string, string>> = { '970400': 'Ngân hàng Cao Nguyên (thử nghiệm)' };

export interface NewFee {
  readonly dossierId: string;
  readonly code: string;
  readonly amount: number;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly channel: string;
  readonly feeRule: string;
}

/** Says that the fee of a case is owed, in the transaction that opens the case. */
export async function openFee(ctx: Ctx, fee: NewFee): Promise<void> {
  const account = await findCollectionAccount(ctx, fee.agencyId);
  if (!account) throw errors.error('no_agency');
  const payer = fee.organisationId
    ? { organisationId: fee.organisationId }
    : { personId: fee.personId ?? '' };
  await openObligation(ctx, {
    key: caseRef(fee.dossierId),
    kind: 'fee',
    reference: caseRef(fee.dossierId),
    payer,
    agencyId: fee.agencyId,
    bankAccount: account.account,
    amount: fee.amount,
    channel: fee.channel,
    feeRule: fee.feeRule,
    description: `Le phi ${fee.code}`,
  });
}

async function obligationOf(ctx: Ctx, dossierId: string) {
  const [obligation] = await listObligationsOf(ctx, caseRef(dossierId));
  return obligation;
}

/** What is still owed is called off and what was paid goes back. */
export async function cancelFee(ctx: Ctx, file: CaseFile, reason: string): Promise<void> {
  const obligation = await obligationOf(ctx, file.row.id);
  if (
    obligation &&
    (obligation.state === 'open' || obligation.state === 'short' || obligation.state === 'paid')
  ) {
    await cancelObligation(ctx, obligation.id, reason);
  }
}

type PaymentState = 'due' | 'pending' | 'short' | 'paid' | 'refund_due' | 'refunded';

function viewState(file: CaseFile): PaymentState {
  const { money } = file.state;
  return money === 'none' || money === 'exempt' ? 'paid' : money;
}

type Obligation = NonNullable<Awaited<ReturnType<typeof obligationOf>>>;

/** Where to pay what is left; empty once nothing is. */
async function transferDetails(ctx: Ctx, obligation: Obligation) {
  const isOpen = obligation.state === 'open' || obligation.state === 'short';
  if (!isOpen)
    return { vietqr: null, bankName: '', accountNumber: '', accountName: '', transferCode: obligation.code };
  const { vietqr, bin, account, holder, code } = await startPayment(ctx, obligation.id);
  return {
    vietqr,
    bankName: bankNames[bin] ?? bin,
    accountNumber: account,
    accountName: holder,
    transferCode: code,
  };
}

/** Has the bank told us? */
export async function paymentView(ctx: Ctx, dossierId: string) {
  const file = await openCase(ctx, dossierId);
  const obligation = await obligationOf(ctx, dossierId);
  if (!obligation) throw errors.error('nothing_to_pay');
  return {
    state: viewState(file),
    amount: obligation.amount,
    paid: obligation.received,
    remaining: obligation.amount - obligation.received,
    ...(await transferDetails(ctx, obligation)),
    paidAt: obligation.paidAt?.toISOString() ?? null,
  };
}

/** The VietQR for the fee; asking twice gives the same. */
export async function startDossierPayment(ctx: Ctx, dossierId: string) {
  const file = await openCaseForAct(ctx, dossierId);
  if (!['due', 'pending', 'short'].includes(file.state.money)) throw errors.error('nothing_to_pay');
  if (file.state.money === 'due')
    await record(ctx, file, [{ type: 'payment_asked', amount: file.state.feeAmount }]);
  return paymentView(ctx, dossierId);
}

interface MoneyEvent {
  readonly reference: string | null;
  readonly amount: number;
  readonly received?: number;
  readonly reason?: string;
}

function caseEventOf(type: string, data: MoneyEvent): CaseEvent | null {
  if (type === 'money.obligation_paid') return { type: 'paid', paid: data.received ?? data.amount };
  if (type === 'money.payment_short') return { type: 'payment_short', paid: data.received ?? 0 };
  if (type === 'money.refund_due') return { type: 'refund_due', amount: data.amount };
  return type === 'money.refunded' ? { type: 'refunded', amount: data.amount } : null;
}

export const moneyEvents = [
  'money.obligation_paid',
  'money.payment_short',
  'money.refund_due',
  'money.refunded',
];

/** Consumer: what the ledger says of a fee becomes part of the case's record. */
export async function noteMoney(ctx: Ctx, event: StoredEvent): Promise<void> {
  const data = event.data as unknown as MoneyEvent;
  const [, dossierId] = /^dossier:(.+)$/.exec(data.reference ?? '') ?? [];
  const noted = dossierId ? caseEventOf(event.type, data) : null;
  // What was paid beyond the fee goes back by itself and changes nothing of the case.
  if (!dossierId || !noted || data.reason === 'over') return;
  const file = await openCaseForAct(ctx, dossierId);
  await record(ctx, file, [noted]);
}
