import type { RowByKind, SheetKind } from '#lib/catalog';
import type { Ctx } from '#platform/runtime';

/** Writes a module's typed tables from rows that are new or revised; called within the import's transaction. */
export interface Projector {
  readonly kind: SheetKind;
  readonly project: (ctx: Ctx, rows: readonly unknown[]) => Promise<void>;
}

/** Declares how a module keeps the rows of one kind; the rows it is given have passed that kind's schema. */
export function projector<K extends SheetKind>(
  kind: K,
  project: (ctx: Ctx, rows: readonly RowByKind[K][]) => Promise<void>,
): Projector {
  return { kind, project: (ctx, rows) => project(ctx, rows as readonly RowByKind[K][]) };
}
