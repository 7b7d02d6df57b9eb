/** Whole đồng. VND has no minor unit; every amount is a safe integer (|x| ≤ 2⁵³ − 1). */
export type Dong = number;

export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** Checks an amount above zero. */
export function positiveDong(value: number): Dong {
  if (!Number.isSafeInteger(value) || value <= 0)
    throw new MoneyError(`not an amount in whole đồng: ${value}`);
  return value;
}

/** Exact sum; throws MoneyError when it no longer fits a safe integer. */
export function sumDong(amounts: Iterable<Dong>): Dong {
  let sum = 0n;
  for (const amount of amounts) {
    if (!Number.isSafeInteger(amount)) throw new MoneyError(`not an amount in whole đồng: ${amount}`);
    sum += BigInt(amount);
  }
  const result = Number(sum);
  if (!Number.isSafeInteger(result)) throw new MoneyError('the sum is too large');
  return result;
}

/** One side of a transfer: debit above zero, credit below. */
export interface Posting {
  readonly accountId: string;
  readonly amount: Dong;
}

/** Refuses postings that do not balance, are empty, hold a zero or name an account twice. */
export function checkPostings(postings: readonly Posting[]): readonly Posting[] {
  if (postings.length < 2) throw new MoneyError('a transfer has at least two postings');
  if (postings.some((posting) => posting.amount === 0))
    throw new MoneyError('a posting of zero says nothing');
  const accounts = new Set(postings.map((posting) => posting.accountId));
  if (accounts.size !== postings.length) throw new MoneyError('a transfer names an account twice');
  const sum = sumDong(postings.map((posting) => posting.amount));
  if (sum !== 0) throw new MoneyError(`the transfer does not balance: ${sum}`);
  return postings;
}

/** The postings of moving an amount from one account to another. */
export function move(amount: Dong, from: string, to: string): readonly Posting[] {
  positiveDong(amount);
  return checkPostings([
    { accountId: to, amount },
    { accountId: from, amount: -amount },
  ]);
}

export function reversed(postings: readonly Posting[]): readonly Posting[] {
  return checkPostings(postings.map(({ accountId, amount }) => ({ accountId, amount: -amount })));
}
