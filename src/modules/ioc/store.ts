import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import { type Alert, LayoutBody, type LayoutRow, type Page } from './contract-shapes.ts';
import type { Finding } from './rules.ts';

type LayoutRowData = Awaited<ReturnType<typeof layoutRows>>[number];

function presentLayout(row: LayoutRowData): LayoutRow {
  return {
    key: row.key,
    version: row.version,
    audience: row.audience as LayoutRow['audience'],
    owner: row.owner,
    savedAt: row.saved_at.toISOString(),
    body: LayoutBody.parse(row.body),
  };
}

function layoutRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('ioc.layout')
    .selectAll()
    .distinctOn('key')
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
}

export async function currentLayouts(ctx: Ctx): Promise<LayoutRow[]> {
  return (await layoutRows(ctx)).map(presentLayout);
}

/** The layout in force now, or at the end of a day. */
export async function findLayout(ctx: Ctx, key: string, before?: Date): Promise<LayoutRow | undefined> {
  let query = ctx.db.selectFrom('ioc.layout').selectAll().where('key', '=', key);
  if (before) query = query.where('saved_at', '<', before);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && presentLayout(row);
}

export async function insertLayout(ctx: Ctx, row: Omit<LayoutRow, 'savedAt'>): Promise<boolean> {
  const result = await ctx.db
    .insertInto('ioc.layout')
    .values({
      key: row.key,
      version: row.version,
      audience: row.audience,
      owner: row.owner,
      body: JSON.stringify(row.body),
      saved_at: ctx.clock.now(),
      saved_by: ctx.principal.kind === 'staff' ? ctx.principal.id : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface StoredBoard {
  readonly version: number;
  readonly body: Page;
  readonly madeAt: Date;
}

export async function findBoard(
  ctx: Ctx,
  key: string,
  at: { page: number; version: number },
): Promise<StoredBoard | undefined> {
  const row = await ctx.db
    .selectFrom('ioc.board')
    .selectAll()
    .where('layout_key', '=', key)
    .where('page', '=', at.page)
    .where('layout_version', '=', at.version)
    .executeTakeFirst();
  return row && { version: row.layout_version, body: row.body as unknown as Page, madeAt: row.made_at };
}

export async function storeBoard(
  ctx: Ctx,
  key: string,
  at: { page: number; version: number; body: Page },
): Promise<void> {
  const values = {
    layout_key: key,
    page: at.page,
    layout_version: at.version,
    body: JSON.stringify(at.body),
    made_at: ctx.clock.now(),
  };
  await ctx.db
    .insertInto('ioc.board')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['layout_key', 'page']).doUpdateSet({
        layout_version: values.layout_version,
        body: values.body,
        made_at: values.made_at,
      }),
    )
    .execute();
}

export function runningAlerts(ctx: Ctx) {
  return ctx.db
    .selectFrom('ioc.alert')
    .select(['id', 'kind', 'indicator_key as indicator', 'place'])
    .where('state', 'in', ['open', 'acknowledged'])
    .execute();
}

export async function insertAlerts(ctx: Ctx, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('ioc.alert')
    .values(
      findings.map((one) => ({
        id: ctx.ids.next(),
        kind: one.kind,
        indicator_key: one.indicator,
        place: one.place,
        title: JSON.stringify(one.title),
        value: one.value,
        bound: one.bound,
        side: one.side,
        owner: one.owner,
        state: 'open',
        raised_at: now,
        seen_at: now,
        version: 1,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What still stands was seen again; what settled is closed without a person. */
export async function keepAlerts(
  ctx: Ctx,
  still: readonly { id: string; value: number | null }[],
  settled: readonly string[],
): Promise<void> {
  const now = ctx.clock.now();
  if (still.length > 0)
    await sql`update ioc.alert a set seen_at = ${now}, value = f.value
      from unnest(${still.map((one) => one.id)}::uuid[], ${still.map((one) => one.value)}::float8[]) as f (id, value)
      where a.id = f.id`.execute(ctx.db);
  if (settled.length > 0)
    await ctx.db
      .updateTable('ioc.alert')
      .set((eb) => ({ state: 'resolved', resolved_at: now, version: eb('version', '+', 1) }))
      .where('id', 'in', [...settled])
      .execute();
}

const alertColumns = [
  'id',
  'kind',
  'indicator_key',
  'place',
  'title',
  'value',
  'bound',
  'side',
  'owner',
  'state',
  'raised_at',
  'acknowledged_at',
  'resolved_at',
  'resolved_by',
  'note',
  'version',
] as const;

function alertQuery(ctx: Ctx) {
  return ctx.db.selectFrom('ioc.alert').select(alertColumns);
}
export type AlertRow = Awaited<ReturnType<ReturnType<typeof alertQuery>['execute']>>[number];

export function presentAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    kind: row.kind as Alert['kind'],
    indicator: row.indicator_key,
    place: row.place === '' ? null : row.place,
    title: row.title as Alert['title'],
    value: row.value,
    bound: row.bound,
    side: row.side as Alert['side'],
    owner: row.owner,
    state: row.state as Alert['state'],
    raisedAt: row.raised_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    isByItself: row.state === 'resolved' && row.resolved_by === null,
    note: row.note,
    version: row.version,
  };
}

export interface AlertQuestion {
  readonly state: 'open' | 'acknowledged' | 'resolved' | 'running';
  readonly until?: Date;
  readonly cursor?: string;
  readonly limit: number;
}

/** Newest first; with `until`, those that ran at that instant. */
export async function listAlertRows(ctx: Ctx, question: AlertQuestion): Promise<Alert[]> {
  const { state, until, cursor } = question;
  let query = alertQuery(ctx);
  if (until)
    query = query
      .where('raised_at', '<', until)
      .where((eb) => eb.or([eb('resolved_at', 'is', null), eb('resolved_at', '>=', until)]));
  else if (state === 'running') query = query.where('state', 'in', ['open', 'acknowledged']);
  else query = query.where('state', '=', state);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  return (await query.orderBy('id', 'desc').limit(question.limit).execute()).map(presentAlert);
}

export function findAlertRow(ctx: Ctx, id: string) {
  return alertQuery(ctx).where('id', '=', id).executeTakeFirst();
}

export async function answerAlertRow(
  ctx: Ctx,
  id: string,
  change: { version: number; note: string; to: 'acknowledged' | 'resolved' },
): Promise<Alert | undefined> {
  const now = ctx.clock.now();
  const by = ctx.principal.id;
  const stamp =
    change.to === 'resolved'
      ? { resolved_at: now, resolved_by: by }
      : { acknowledged_at: now, acknowledged_by: by };
  const row = await ctx.db
    .updateTable('ioc.alert')
    .set({
      ...stamp,
      state: change.to,
      version: change.version + 1,
      ...(change.note === '' ? {} : { note: change.note }),
    })
    .where('id', '=', id)
    .where('version', '=', change.version)
    .where('state', 'in', ['open', 'acknowledged'])
    .returning(alertColumns)
    .executeTakeFirst();
  return row && presentAlert(row);
}
