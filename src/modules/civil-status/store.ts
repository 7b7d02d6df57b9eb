import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import { ActContent, type ActView } from './contract.ts';
import { numberText } from './rules.ts';

const columns = [
  'id',
  'kind',
  'place_code',
  'book_year',
  'number',
  'registered_on',
  'event_on',
  'agency_name',
  'subject_id',
  'partner_id',
  'content',
  'state',
] as const;

/** The next number of a commune's book of the year, without gaps: given with the act or not at all. */
export async function nextNumber(
  ctx: Ctx,
  book: { kind: string; placeCode: string; year: number },
): Promise<number> {
  const row = await ctx.db
    .insertInto('civil_status.book')
    .values({ kind: book.kind, place_code: book.placeCode, year: book.year, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'place_code', 'year'])
        .doUpdateSet({ last_number: sql<number>`book.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

export interface NewAct {
  readonly kind: ActView['kind'];
  readonly placeCode: string;
  readonly agencyName: string;
  readonly registeredOn: string;
  readonly eventOn: string | null;
  readonly subjectId: string;
  readonly partnerId: string | null;
  readonly content: ActContent;
}

export async function insertAct(ctx: Ctx, act: NewAct): Promise<string> {
  const id = ctx.ids.next();
  const year = Number(act.registeredOn.slice(0, 4));
  const number = await nextNumber(ctx, { kind: act.kind, placeCode: act.placeCode, year });
  await ctx.db
    .insertInto('civil_status.act')
    .values({
      id,
      kind: act.kind,
      place_code: act.placeCode,
      book_year: year,
      number,
      registered_on: act.registeredOn,
      event_on: act.eventOn,
      agency_name: act.agencyName,
      subject_id: act.subjectId,
      partner_id: act.partnerId,
      content: JSON.stringify(act.content),
      state: 'valid',
      recorded_at: ctx.clock.now(),
    })
    .execute();
  return id;
}

function base(ctx: Ctx) {
  return ctx.db.selectFrom('civil_status.act').select(columns);
}

type Row = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>;

function toView(row: Row): ActView {
  return {
    id: row.id,
    kind: row.kind as ActView['kind'],
    number: numberText(row.number, row.book_year),
    placeCode: row.place_code,
    agencyName: row.agency_name,
    registeredOn: row.registered_on,
    eventOn: row.event_on,
    subjectId: row.subject_id,
    partnerId: row.partner_id,
    state: row.state as ActView['state'],
    content: ActContent.parse(row.content),
  };
}

export async function findActRow(ctx: Ctx, id: string): Promise<ActView | undefined> {
  const row = await base(ctx).where('id', '=', id).executeTakeFirst();
  return row && toView(row);
}

export async function listActRows(ctx: Ctx, personId: string): Promise<ActView[]> {
  const rows = await base(ctx)
    .where((eb) => eb.or([eb('subject_id', '=', personId), eb('partner_id', '=', personId)]))
    .orderBy('registered_on', 'desc')
    .execute();
  return rows.map(toView);
}

export async function cancelActRow(
  ctx: Ctx,
  at: { id: string; on: string; reason: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('civil_status.act')
    .set({ state: 'cancelled', cancelled_on: at.on, cancelled_reason: at.reason })
    .where('id', '=', at.id)
    .where('state', '=', 'valid')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
