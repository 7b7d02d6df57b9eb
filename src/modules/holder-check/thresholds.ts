import { embedderId, leastClaimedFalseMatchRate, shippedThreshold } from '#lib/vision';
import type { Ctx } from '#platform/runtime';
import type { ThresholdView } from './contract.ts';
import { errors } from './errors.ts';
import {
  addThreshold,
  approveRow,
  findThreshold,
  findThresholdInForce,
  listThresholdRows,
  type Measured,
  type ThresholdRow,
} from './store.ts';

/** The threshold in force for the embedder we run: the province's own, else the one the product comes with. */
export async function thresholdInForce(ctx: Ctx): Promise<number> {
  return (await findThresholdInForce(ctx, embedderId))?.value ?? shippedThreshold.value;
}

function stateOf(row: ThresholdRow, inForce: string | undefined): ThresholdView['state'] {
  if (row.approved_at === null) return 'proposed';
  return row.id === inForce ? 'in_force' : 'replaced';
}

function view(row: ThresholdRow, inForce?: string): ThresholdView {
  return {
    id: row.id,
    model: row.model,
    value: row.value,
    falseMatchRate: row.false_match_rate,
    falseNonMatchRate: row.false_non_match_rate,
    genuinePairs: row.genuine_pairs,
    impostorPairs: row.impostor_pairs,
    source: row.source,
    state: stateOf(row, inForce),
    approvedAt: row.approved_at?.toISOString() ?? null,
  };
}

export async function listThresholds(ctx: Ctx): Promise<ThresholdView[]> {
  const rows = await listThresholdRows(ctx);
  const inForce = (await findThresholdInForce(ctx, embedderId))?.id;
  const { model, ...figures } = shippedThreshold;
  const shipped: ThresholdView = {
    id: null,
    model,
    ...figures,
    source: 'Serepok',
    state: 'shipped',
    approvedAt: null,
  };
  return [...rows.map((row) => view(row, inForce)), shipped];
}

/** Rule of three: with no false match among n pairs the rate may still be 3/n. */
function canBeShown(measured: Measured): boolean {
  const aim = Math.max(measured.falseMatchRate, leastClaimedFalseMatchRate);
  return measured.genuinePairs > 0 && measured.impostorPairs >= 3 / aim;
}

/** @throws holder-check.threshold_unfounded */
export async function proposeThreshold(ctx: Ctx, measured: Measured): Promise<ThresholdView> {
  if (!canBeShown(measured)) throw errors.error('threshold_unfounded');
  return view(await addThreshold(ctx, embedderId, measured));
}

/** @throws holder-check.own_proposal */
export async function approveThreshold(ctx: Ctx, id: string): Promise<ThresholdView> {
  const row = await findThreshold(ctx, id);
  if (!row || row.approved_at !== null) throw errors.error('not_found');
  if (row.proposed_by === ctx.principal.id) throw errors.error('own_proposal');
  const approved = await approveRow(ctx, id);
  await ctx.events.emit({
    type: 'holder-check.threshold_approved',
    streamId: id,
    data: { value: approved.value, model: approved.model },
  });
  return view(approved, approved.id);
}
