import type { Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';

export interface FigureRow {
  readonly id: string;
  readonly key: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly place: string;
  readonly unitId: string;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly note: string;
  readonly evidenceFileId: string | null;
  readonly evidenceName: string | null;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly replacesId: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly supersededAt: Date | null;
}

function select(ctx: Ctx) {
  return ctx.db
    .selectFrom('indicator.figure')
    .select([
      'id',
      'indicator_key as key',
      'period_from as periodFrom',
      'period_to as periodTo',
      'place',
      'unit_id as unitId',
      'numerator',
      'denominator',
      'note',
      'evidence_file_id as evidenceFileId',
      'evidence_name as evidenceName',
      'entered_by as enteredBy',
      'entered_at as enteredAt',
      'replaces_id as replacesId',
      'confirmed_by as confirmedBy',
      'confirmed_at as confirmedAt',
      'superseded_at as supersededAt',
    ]);
}

/** Typed figures whose period lies in a span, as they hold now or were known at an instant. */
export function readFigureRows(
  ctx: Ctx,
  question: Period & { readonly key: string; readonly knownAt: Date | null },
): Promise<FigureRow[]> {
  const { knownAt } = question;
  let query = select(ctx)
    .where('indicator_key', '=', question.key)
    .where('period_from', '>=', question.from)
    .where('period_to', '<=', question.to);
  query =
    knownAt === null
      ? query.where('superseded_at', 'is', null)
      : query
          .where('entered_at', '<=', knownAt)
          .where((where) =>
            where.or([where('superseded_at', 'is', null), where('superseded_at', '>', knownAt)]),
          );
  return query.orderBy('period_from').orderBy('id').execute();
}

export function listFigureRows(
  ctx: Ctx,
  question: { readonly key: string; readonly unitId: string | null },
): Promise<FigureRow[]> {
  let query = select(ctx).where('indicator_key', '=', question.key);
  if (question.unitId !== null) query = query.where('unit_id', '=', question.unitId);
  return query
    .orderBy('period_from', 'desc')
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export function findFigureRow(ctx: Ctx, id: string): Promise<FigureRow | undefined> {
  return select(ctx).where('id', '=', id).executeTakeFirst();
}

export async function insertFigure(
  ctx: Ctx,
  row: Pick<
    FigureRow,
    | 'key'
    | 'periodFrom'
    | 'periodTo'
    | 'place'
    | 'unitId'
    | 'numerator'
    | 'denominator'
    | 'note'
    | 'replacesId'
  > & { readonly enteredBy: string },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('indicator.figure')
    .values({
      id,
      indicator_key: row.key,
      period_from: row.periodFrom,
      period_to: row.periodTo,
      place: row.place,
      unit_id: row.unitId,
      numerator: row.numerator,
      denominator: row.denominator,
      note: row.note,
      entered_by: row.enteredBy,
      entered_at: ctx.clock.now(),
      replaces_id: row.replacesId,
    })
    .execute();
  return id;
}

/** Ends a figure that is corrected. @returns false when somebody was faster */
export async function supersedeFigure(ctx: Ctx, id: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('indicator.figure')
    .set({ superseded_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function confirmFigureRow(ctx: Ctx, id: string, by: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('indicator.figure')
    .set({ confirmed_by: by, confirmed_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function noteEvidence(
  ctx: Ctx,
  id: string,
  file: { readonly id: string; readonly name: string },
): Promise<void> {
  await ctx.db
    .updateTable('indicator.figure')
    .set({ evidence_file_id: file.id, evidence_name: file.name })
    .where('id', '=', id)
    .execute();
}
