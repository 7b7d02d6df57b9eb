import { type SqlBool, type Updateable, sql } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';
import {
  type FigureLine,
  FigureLine as figureLine,
  type ReportKind,
  type ReportState,
  type SectionKey,
  type Tasks,
  Tasks as tasksSchema,
} from './contract.ts';
import { errors } from './errors.ts';

export interface ReportRecord {
  readonly id: string;
  readonly unitId: string;
  readonly kind: ReportKind;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly state: ReportState;
  readonly version: number;
  readonly previousId: string | null;
  readonly figures: readonly FigureLine[];
  readonly tasks: Tasks;
  readonly figuresAt: Date;
  readonly madeAt: Date;
  readonly returnedNote: string | null;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly signedTitle: string | null;
  readonly number: number | null;
  readonly symbol: string | null;
  readonly issuedOn: string | null;
  readonly pdfFileId: string | null;
  readonly docxFileId: string | null;
  readonly sentAt: Date | null;
}

type Row = Awaited<ReturnType<ReturnType<typeof base>['execute']>>[number];
const base = (ctx: Ctx) => ctx.db.selectFrom('report.report').selectAll();

const recordOf = (row: Row): ReportRecord => ({
  id: row.id,
  unitId: row.unit_id,
  kind: row.kind as ReportKind,
  from: row.period_from,
  to: row.period_to,
  title: row.title,
  state: row.state as ReportState,
  version: row.version,
  previousId: row.previous_id,
  figures: figureLine.array().parse(row.figures),
  tasks: tasksSchema.parse(row.tasks),
  figuresAt: row.figures_at,
  madeAt: row.made_at,
  returnedNote: row.returned_note,
  signedBy: row.signed_by,
  signedAt: row.signed_at,
  signedTitle: row.signed_title,
  number: row.number,
  symbol: row.symbol,
  issuedOn: row.issued_on,
  pdfFileId: row.pdf_file_id,
  docxFileId: row.docx_file_id,
  sentAt: row.sent_at,
});

/** @throws report.not_found also for a report of a unit that is not the actor's */
export async function getReportRecord(ctx: Ctx, id: string): Promise<ReportRecord> {
  const row = await base(ctx).where('id', '=', id).executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return recordOf(row);
}

/** The same, holding the row until the transaction ends: two acts on one report follow each other. */
export async function lockReportRecord(ctx: Ctx, id: string): Promise<ReportRecord> {
  const row = await base(ctx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return recordOf(row);
}

export async function findReportOf(
  ctx: Ctx,
  question: { unitId: string; kind: ReportKind; from: string },
): Promise<ReportRecord | undefined> {
  const row = await base(ctx)
    .where('unit_id', '=', question.unitId)
    .where('kind', '=', question.kind)
    .where('period_from', '=', question.from)
    .executeTakeFirst();
  return row && recordOf(row);
}

/** The newest report of the same kind before a day: what the next one starts from. */
export async function findLastBefore(
  ctx: Ctx,
  question: { unitId: string; kind: ReportKind; from: string },
): Promise<ReportRecord | undefined> {
  const row = await base(ctx)
    .where('unit_id', '=', question.unitId)
    .where('kind', '=', question.kind)
    .where('period_from', '<', question.from)
    .orderBy('period_from', 'desc')
    .executeTakeFirst();
  return row && recordOf(row);
}

export interface ListFilter {
  readonly unitIds: readonly string[];
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listReportRecords(ctx: Ctx, filter: ListFilter): Promise<ReportRecord[]> {
  if (filter.unitIds.length === 0) return [];
  let query = base(ctx).where('unit_id', 'in', [...filter.unitIds]);
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    query = query.where(sql<SqlBool>`lower(public.unaccent(title)) like lower(public.unaccent(${pattern}))`);
  }
  const [day, id] = filter.cursor?.split('|') ?? [];
  if (day && id) query = query.where(sql<SqlBool>`(period_from, id) < (${day}::date, ${id}::uuid)`);
  const rows = await query
    .orderBy('period_from', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  return rows.map(recordOf);
}

export interface NewReport {
  readonly unitId: string;
  readonly kind: ReportKind;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly previousId: string | null;
  readonly figures: readonly FigureLine[];
  readonly tasks: Tasks;
}

/** @returns undefined when the period's report was made at the same moment by somebody else */
export async function insertReport(ctx: Ctx, report: NewReport): Promise<string | undefined> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const row = await ctx.db
    .insertInto('report.report')
    .values({
      id,
      unit_id: report.unitId,
      kind: report.kind,
      period_from: report.from,
      period_to: report.to,
      title: report.title,
      state: 'draft',
      version: 1,
      previous_id: report.previousId,
      figures: JSON.stringify(report.figures),
      tasks: JSON.stringify(report.tasks),
      figures_at: now,
      made_by: ctx.principal.id,
      made_at: now,
    })
    .onConflict((conflict) => conflict.columns(['unit_id', 'kind', 'period_from']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

type Change = Updateable<Database['report.report']>;

/** Changes a report that still is as it was seen. @throws report.changed_meanwhile */
export async function changeReport(
  ctx: Ctx,
  seen: { readonly id: string; readonly version: number },
  change: Change,
): Promise<void> {
  const result = await ctx.db
    .updateTable('report.report')
    .set(change)
    .set({ version: seen.version + 1 })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw errors.error('changed_meanwhile');
}

export interface SectionRecord {
  readonly key: SectionKey;
  readonly version: number;
  readonly text: string;
  readonly savedBy: string | null;
  readonly savedAt: Date;
}

function sectionsOf(ctx: Ctx, reportId: string) {
  return ctx.db
    .selectFrom('report.section')
    .select(['key', 'version', 'text', 'saved_by as savedBy', 'saved_at as savedAt'])
    .where('report_id', '=', reportId);
}

const asSection = (row: { key: string } & Omit<SectionRecord, 'key'>): SectionRecord => ({
  ...row,
  key: row.key as SectionKey,
});

export async function readSections(ctx: Ctx, reportId: string): Promise<SectionRecord[]> {
  const rows = await sectionsOf(ctx, reportId)
    .distinctOn('key')
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(asSection);
}

export async function listVersions(ctx: Ctx, reportId: string, key: SectionKey): Promise<SectionRecord[]> {
  const rows = await sectionsOf(ctx, reportId)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
  return rows.map(asSection);
}

/** @returns false when this version exists already: somebody else has saved */
export async function insertSection(
  ctx: Ctx,
  reportId: string,
  section: { key: SectionKey; version: number; text: string },
): Promise<boolean> {
  const row = await ctx.db
    .insertInto('report.section')
    .values({
      report_id: reportId,
      key: section.key,
      version: section.version,
      text: section.text,
      saved_by: ctx.principal.id,
      saved_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['report_id', 'key', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

export async function noteStep(
  ctx: Ctx,
  reportId: string,
  step: { readonly kind: string; readonly note?: string },
): Promise<void> {
  await ctx.db
    .insertInto('report.step')
    .values({
      id: ctx.ids.next(),
      report_id: reportId,
      kind: step.kind,
      note: step.note ?? '',
      by_staff: ctx.principal.kind === 'staff' ? ctx.principal.id : null,
      at: ctx.clock.now(),
    })
    .execute();
}

export function listSteps(ctx: Ctx, reportId: string) {
  return ctx.db
    .selectFrom('report.step')
    .select(['kind', 'note', 'by_staff as by', 'at'])
    .where('report_id', '=', reportId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** The next number of the year, taken and entered in one transaction: no gap and none twice. */
export async function enterRegister(
  ctx: Ctx,
  entry: { unitId: string; year: number; symbol: string; reportId: string; title: string; issuedOn: string },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`report.register:${entry.unitId}`}, 0))`.execute(
    ctx.db,
  );
  const last = await ctx.db
    .selectFrom('report.register')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('unit_id', '=', entry.unitId)
    .where('year', '=', entry.year)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await ctx.db
    .insertInto('report.register')
    .values({
      unit_id: entry.unitId,
      year: entry.year,
      number,
      symbol: entry.symbol,
      report_id: entry.reportId,
      title: entry.title,
      issued_on: entry.issuedOn,
      numbered_by: ctx.principal.id,
    })
    .execute();
  return number;
}
