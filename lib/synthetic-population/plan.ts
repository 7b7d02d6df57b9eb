import { ETHNIC_GROUPS, ethnicGroup } from './ethnicity.ts';
import { hashText, WeightedChoice } from './random.ts';
import type { PopulationOptions, UnitInput } from './types.ts';

export interface UnitPlan {
  index: number;
  unit: UnitInput;
  /** First person ref of this unit; the unit owns firstRef … firstRef + quota − 1. */
  firstRef: number;
  quota: number;
  /** Draws the ethnic group of a founding family. */
  groups: WeightedChoice<string>;
}

const WARD_WEIGHT = 2;
const REFERENCE_AREA_KM2 = 150;
// Lineages of the minorities grow larger in the simulation; dividing by this brings persons back to the shares.
const LARGER_FAMILY = 1.27;

/** Relative weight of a unit; an assumption (kind and area), overridden by `unit.weight`. */
export function unitWeight(unit: UnitInput): number {
  if (unit.weight !== undefined) return unit.weight;
  const base = unit.kind === 'ward' ? WARD_WEIGHT : 1;
  return base * ((unit.areaKm2 ?? REFERENCE_AREA_KM2) / REFERENCE_AREA_KM2) ** 0.2;
}

/** Splits `total` by weights into integers that sum to `total` exactly (largest remainder). */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) throw new RangeError('weights must sum to more than zero');
  const exact = weights.map((w) => (total * w) / sum);
  const result = exact.map(Math.floor);
  const missing = total - result.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, missing)) result[i] = (result[i] ?? 0) + 1;
  return result;
}

/** Plans the quota, refs and ethnic mix of every unit; cheap, and equal in every worker. */
export function planUnits(options: PopulationOptions, reserved: number): UnitPlan[] {
  const { units, persons } = options;
  if (units.length === 0) throw new RangeError('at least one unit is needed');
  if (new Set(units.map((u) => u.code)).size !== units.length)
    throw new RangeError('unit codes must be unique');
  if (!Number.isInteger(persons) || persons < reserved) {
    throw new RangeError(`persons must be an integer of at least ${reserved} (the featured persons)`);
  }
  const quotas = apportion(persons - reserved, units.map(unitWeight));
  const mixes = mixByUnit(units, quotas, options.ethnicShares);
  let firstRef = reserved;
  return units.map((unit, index) => {
    const quota = quotas[index] ?? 0;
    const plan = { index, unit, firstRef, quota, groups: mixes[index] ?? kinhOnly() };
    firstRef += quota;
    return plan;
  });
}

function kinhOnly(): WeightedChoice<string> {
  return new WeightedChoice(['01'], [1]);
}

/** Iterative proportional fitting of unit × group to the unit quotas and to the shares of the province. */
function mixByUnit(
  units: readonly UnitInput[],
  quotas: readonly number[],
  shares: Readonly<Record<string, number>> | undefined,
): WeightedChoice<string>[] {
  const codes = shares ? Object.keys(shares) : ETHNIC_GROUPS.map((g) => g.code);
  const share = codes.map((code) => (shares ? (shares[code] ?? 0) : ethnicGroup(code).perMillion));
  const total = quotas.reduce((a, b) => a + b, 0);
  const columnTargets = share.map((s) => (s * total) / share.reduce((a, b) => a + b, 0));
  const cells = units.map((unit) => codes.map((code, g) => (share[g] ?? 0) * affinity(unit, code)));
  for (let round = 0; round < 12; round++) {
    scaleColumns(cells, columnTargets);
    cells.forEach((row, u) => scaleRow(row, quotas[u] ?? 0));
  }
  for (const row of cells)
    codes.forEach((code, g) => {
      if (code !== '01') row[g] = (row[g] ?? 0) / LARGER_FAMILY;
    });
  return cells.map((row) => (row.some((w) => w > 0) ? new WeightedChoice(codes, row) : kinhOnly()));
}

function scaleRow(row: number[], target: number): void {
  const sum = row.reduce((a, b) => a + b, 0);
  if (sum > 0) for (let g = 0; g < row.length; g++) row[g] = ((row[g] ?? 0) * target) / sum;
}

function scaleColumns(cells: number[][], targets: readonly number[]): void {
  targets.forEach((target, g) => {
    const sum = cells.reduce((a, row) => a + (row[g] ?? 0), 0);
    if (sum > 0) for (const row of cells) row[g] = ((row[g] ?? 0) * target) / sum;
  });
}

/** How much more a group lives here than its share says: an assumption, stable per unit and group. */
function affinity(unit: UnitInput, code: string): number {
  const group = ethnicGroup(code);
  if (code === '01') return 1;
  const spread = hashText(`affinity/${unit.code}/${code}`) / 4294967296;
  const clustered = 0.1 + 6 * spread ** 4;
  const town = unit.kind === 'ward' ? 0.35 : 1;
  const highlandName = /^(Ea|Ia|Krông|Cư|Cuôr|Dliê|Dray|Dur|Dang|Yang|Đắk|Pơng|M'|Liên|Nam Ka|Buôn)/u.test(
    unit.name,
  );
  if (unit.formerProvince === '54') return town * clustered * coastAffinity(code, highlandName);
  if (!group.indigenous) return town * clustered;
  if (code === '17') return 0.02;
  return town * (code === '12' ? 0.4 + spread : clustered) * (highlandName ? 1.6 : 0.6);
}

function coastAffinity(code: string, highlandName: boolean): number {
  if (code === '17' || code === '13') return highlandName ? 8 : 1;
  if (code === '12') return highlandName ? 1 : 0.05;
  return 0.08;
}
