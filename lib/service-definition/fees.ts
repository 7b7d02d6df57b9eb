import { evaluate, readPath } from './condition.ts';
import type { ServiceContext } from './context.ts';
import { onDay } from './parts.ts';
import type { Bilingual } from './parts.ts';
import type { Exemption, Fee, FeeLine, ServiceDefinition } from './schema.ts';

export type FeeItem = {
  fee: string;
  name: Bilingual;
  /** Amount before exemption, đồng. */
  gross: number;
  /** What is to be paid, đồng. */
  amount: number;
  count: number;
  times: number;
  exemption: { key: string; name: Bilingual; percent: number } | null;
  law: string[];
  verified: boolean;
};

export type FeeResult =
  | { ok: true; items: FeeItem[]; total: number }
  | { ok: false; fee: string; reason: 'noLine' | 'countMissing' };

const largest = 1_000_000;

const countOf = (context: ServiceContext, path: string | undefined): number | undefined => {
  if (path === undefined) return 1;
  const value = readPath(context, path);
  const count = Array.isArray(value) ? value.length : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= largest
    ? count
    : undefined;
};

const tieredAmount = (tiers: NonNullable<FeeLine['tiers']>, count: number): number => {
  let sum = 0;
  let done = 0;
  for (const tier of tiers) {
    const upTo = Math.min(tier.upTo ?? count, count);
    sum += Math.max(0, upTo - done) * tier.amount;
    done = Math.max(done, upTo);
  }
  return sum;
};

const lineAmount = (line: FeeLine, count: number, times: number): number => {
  const single = line.tiers === undefined ? (line.amount ?? 0) * count : tieredAmount(line.tiers, count);
  return Math.min(single, line.cap ?? single) * times;
};

const bestExemption = (fee: Fee, context: ServiceContext): Exemption | undefined =>
  fee.exemptions
    .filter((row) => onDay([row], context.day) !== undefined && evaluate(row.when, context))
    .toSorted((a, b) => b.percent - a.percent)[0];

const lineFor = (fee: Fee, context: ServiceContext): FeeLine | undefined =>
  fee.lines.find(
    (line) =>
      line.channels.includes(context.channel) &&
      onDay([line], context.day) !== undefined &&
      evaluate(line.when ?? true, context),
  );

const itemFor = (fee: Fee, context: ServiceContext): FeeItem | 'noLine' | 'countMissing' => {
  const line = lineFor(fee, context);
  if (line === undefined) return 'noLine';
  const count = countOf(context, line.count);
  const times = countOf(context, line.times);
  if (count === undefined || times === undefined) return 'countMissing';
  const gross = lineAmount(line, count, times);
  const exemption = bestExemption(fee, context);
  const waived = exemption === undefined ? 0 : Math.ceil((gross * exemption.percent) / 100);
  return {
    fee: fee.key,
    name: fee.name,
    gross,
    amount: gross - waived,
    count,
    times,
    exemption:
      exemption === undefined
        ? null
        : { key: exemption.key, name: exemption.name, percent: exemption.percent },
    law: line.law,
    verified: line.verified,
  };
};

/**
 * What a dossier costs, in integer đồng, by channel, day and answers.
 * Not ok when a fee has no line for the channel on the day, or the number of copies or persons is not yet answered:
 * never silently nothing.
 */
export function feesFor(definition: ServiceDefinition, context: ServiceContext): FeeResult {
  const items: FeeItem[] = [];
  for (const fee of definition.fees) {
    const item = itemFor(fee, context);
    if (typeof item === 'string') return { ok: false, fee: fee.key, reason: item };
    items.push(item);
  }
  return { ok: true, items, total: items.reduce((sum, item) => sum + item.amount, 0) };
}
