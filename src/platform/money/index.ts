export { findCollectionAccount, openBankAccount, openIncomeAccount, openTill } from './accounts.ts';
export type { CollectionAccount, NewBankAccount } from './accounts.ts';
export { BankRefusal } from './bank.ts';
export type { Bank } from './bank.ts';
export type { ObligationView, PaymentView, UnmatchedView } from './contract.ts';
export { errors } from './errors.ts';
export { httpBank } from './http-bank.ts';
export type { HttpBankOptions } from './http-bank.ts';
export { openObligation } from './open-obligation.ts';
export type { NewObligation, ObligationKind } from './open-obligation.ts';
export { reconcileDay } from './reconcile-day.ts';
export { recordCashPayment } from './record-cash-payment.ts';
export {
  cancelObligation,
  completeCashRefund,
  listOpenRefunds,
  refundObligation,
  retryRefund,
} from './refund.ts';
export { listUnmatched, resolveNotice } from './resolve-notice.ts';
export type { Resolution } from './resolve-notice.ts';
export { money } from './room.ts';
export { move, reversed, sumDong } from './rules.ts';
export type { Dong, Posting } from './rules.ts';
export { findPaymentCodes, isPaymentCode, makePaymentCode } from './rules-payment-code.ts';
export { buildVietQr, parseVietQr, VietQrError } from './rules-vietqr.ts';
export type { VietQr } from './rules-vietqr.ts';
export { startPayment } from './start-payment.ts';
export { checkLedger, getBalance, openAccount, postTransfer, settleTransfer } from './store-ledger.ts';
export type { Balance, LedgerFault, NewAccount, NewTransfer } from './store-ledger.ts';
export { listObligationsOf, listPayerObligations } from './store-obligations.ts';
export { texts } from './texts.ts';
