import { rowKey, type RowByKind, type SheetKind } from './sheet.ts';

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, ordered(inner)]),
  );
};

/** A text that is equal for equal content whatever the order of fields: what a content hash is computed over. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(ordered(value));
}

export type ImportPlan<Row> = {
  added: Row[];
  revised: Row[];
  unchanged: number;
  /** Keys known here and absent from the sheet; reported, never deleted. */
  missing: string[];
};

/**
 * Compares what is known (key → content hash) with incoming rows.
 * Importing the same rows again plans nothing; a changed row becomes a new revision.
 */
export function planImport<K extends SheetKind>(
  kind: K,
  known: ReadonlyMap<string, string>,
  incoming: readonly { row: RowByKind[K]; hash: string }[],
): ImportPlan<{ row: RowByKind[K]; hash: string }> {
  const plan: ImportPlan<{ row: RowByKind[K]; hash: string }> = {
    added: [],
    revised: [],
    unchanged: 0,
    missing: [],
  };
  const seen = new Set<string>();
  for (const item of incoming) {
    const key = rowKey(kind, item.row);
    seen.add(key);
    const before = known.get(key);
    if (before === undefined) plan.added.push(item);
    else if (before === item.hash) plan.unchanged += 1;
    else plan.revised.push(item);
  }
  plan.missing = [...known.keys()].filter((key) => !seen.has(key));
  return plan;
}
