import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface DispatchRow {
  readonly id: string;
  readonly reportId: string;
  readonly unitId: string;
  readonly receiverId: string;
  readonly title: string;
  readonly number: string;
  readonly pdfFileId: string;
  readonly sentAt: Date;
  readonly receivedBy: string | null;
  readonly receivedAt: Date | null;
}

function base(ctx: Ctx) {
  return ctx.db
    .selectFrom('report.dispatch')
    .select([
      'id',
      'report_id as reportId',
      'unit_id as unitId',
      'receiver_id as receiverId',
      'title',
      'number',
      'pdf_file_id as pdfFileId',
      'sent_at as sentAt',
      'received_by as receivedBy',
      'received_at as receivedAt',
    ]);
}

export function listDispatchesOf(ctx: Ctx, reportId: string): Promise<DispatchRow[]> {
  return base(ctx).where('report_id', '=', reportId).orderBy('sent_at').orderBy('id').execute();
}

export function findDispatch(ctx: Ctx, id: string): Promise<DispatchRow | undefined> {
  return base(ctx).where('id', '=', id).executeTakeFirst();
}

export async function listIncomingRows(
  ctx: Ctx,
  filter: {
    unitIds: readonly string[];
    isOpen?: boolean | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<DispatchRow[]> {
  if (filter.unitIds.length === 0) return [];
  let query = base(ctx).where('receiver_id', 'in', [...filter.unitIds]);
  if (filter.isOpen === true) query = query.where('received_at', 'is', null);
  if (filter.isOpen === false) query = query.where('received_at', 'is not', null);
  const [at, id] = filter.cursor?.split('|') ?? [];
  if (at && id) query = query.where(sql<SqlBool>`(sent_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  return query
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

/** @returns false when it was sent there before: sending twice sends once */
export async function insertDispatch(
  ctx: Ctx,
  row: Pick<DispatchRow, 'reportId' | 'unitId' | 'receiverId' | 'title' | 'number' | 'pdfFileId'>,
): Promise<boolean> {
  const added = await ctx.db
    .insertInto('report.dispatch')
    .values({
      id: ctx.ids.next(),
      report_id: row.reportId,
      unit_id: row.unitId,
      receiver_id: row.receiverId,
      title: row.title,
      number: row.number,
      pdf_file_id: row.pdfFileId,
      sent_by: ctx.principal.id,
      sent_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['report_id', 'receiver_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function noteReceipt(ctx: Ctx, id: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('report.dispatch')
    .set({ received_by: ctx.principal.id, received_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('received_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
