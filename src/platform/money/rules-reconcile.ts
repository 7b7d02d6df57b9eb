/** A line of the bank's statement of a day. */
export interface StatementLine {
  readonly reference: string;
  readonly account: string;
  /** Positive = came in, negative = went out (refunds). */
  readonly amount: number;
  readonly description: string;
  readonly occurredAt: Date;
}

/** What our books hold for the same day and account. */
export interface BookedLine {
  readonly reference: string;
  readonly account: string;
  readonly amount: number;
}

export type Difference =
  | { readonly kind: 'missing_in_books'; readonly line: StatementLine }
  | { readonly kind: 'missing_at_bank'; readonly booked: BookedLine }
  | { readonly kind: 'amount_differs'; readonly line: StatementLine; readonly booked: BookedLine }
  | { readonly kind: 'twice_in_statement'; readonly line: StatementLine };

export interface Reconciliation {
  readonly agreed: number;
  readonly bankTotal: number;
  readonly bookTotal: number;
  readonly differences: readonly Difference[];
}

/** Compares a day's statement with the books, line by line by the bank's reference. */
export function reconcile(lines: readonly StatementLine[], books: readonly BookedLine[]): Reconciliation {
  const open = new Map(books.map((line) => [keyOf(line), line]));
  const seen = new Set<string>();
  const differences: Difference[] = [];
  let agreed = 0;
  for (const line of lines) {
    const key = keyOf(line);
    const booked = open.get(key);
    if (seen.has(key)) differences.push({ kind: 'twice_in_statement', line });
    else if (!booked) differences.push({ kind: 'missing_in_books', line });
    else if (booked.amount === line.amount) agreed += 1;
    else differences.push({ kind: 'amount_differs', line, booked });
    seen.add(key);
    open.delete(key);
  }
  for (const booked of open.values()) differences.push({ kind: 'missing_at_bank', booked });
  const total = (list: readonly { amount: number }[]): number =>
    list.reduce((sum, line) => sum + line.amount, 0);
  return { agreed, bankTotal: total(lines), bookTotal: total(books), differences };
}

const keyOf = (line: { account: string; reference: string }): string => `${line.account} ${line.reference}`;
