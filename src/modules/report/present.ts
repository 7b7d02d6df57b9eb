import { type Ctx, agenciesOf } from '#platform/runtime';
import { agencyNames, getAgencyById, staffNames } from '#modules/agency';
import type { Report, ReportRow } from './contract.ts';
import { sectionKeys } from './contract.ts';
import { defaultReceivers, maySend, numberOf } from './dispatch.ts';
import { presentSections } from './edit-report.ts';
import { mayAct } from './make-report.ts';
import { readerRoles } from './policy.ts';
import { symbolOf } from './rules.ts';
import { listDispatchesOf } from './store-dispatch.ts';
import {
  type ListFilter,
  type ReportRecord,
  getReportRecord,
  listReportRecords,
  listSteps,
  readSections,
} from './store.ts';

const instant = (date: Date | null): string | null => (date === null ? null : date.toISOString());

function presentHead(report: ReportRecord, unitName: string): ReportRow {
  return {
    id: report.id,
    unit: { id: report.unitId, name: unitName },
    kind: report.kind,
    period: { from: report.from, to: report.to },
    title: report.title,
    state: report.state,
    number: numberOf(report),
    issuedOn: report.issuedOn,
    madeAt: report.madeAt.toISOString(),
    sentAt: instant(report.sentAt),
  };
}

/** What the reader may do with the report as it stands. */
function actsOf(ctx: Ctx, report: ReportRecord): Report['may'] {
  const { unitId, state } = report;
  const may: Report['may'] = [];
  const writes = mayAct(ctx, 'edit', unitId);
  if (state === 'draft' && writes) may.push('edit', 'present');
  if (state === 'presented' && writes) may.push('take-back');
  if (state === 'presented' && mayAct(ctx, 'sign', unitId)) may.push('sign', 'return');
  if (state === 'signed' && mayAct(ctx, 'number', unitId)) may.push('number');
  if ((state === 'sealed' || state === 'sent') && maySend(ctx, unitId)) may.push('send');
  return may;
}

async function previousOf(ctx: Ctx, report: ReportRecord): Promise<Report['previous']> {
  if (report.previousId === null) return null;
  const last = await getReportRecord(ctx, report.previousId);
  return { id: last.id, title: last.title, number: numberOf(last) };
}

async function presentTrail(
  ctx: Ctx,
  report: ReportRecord,
): Promise<Pick<Report, 'steps' | 'dispatches' | 'signedBy'>> {
  const steps = await listSteps(ctx, report.id);
  const dispatches = await listDispatchesOf(ctx, report.id);
  const people = await staffNames(ctx, [
    ...steps.flatMap((step) => step.by ?? []),
    ...dispatches.flatMap((one) => one.receivedBy ?? []),
    ...(report.signedBy === null ? [] : [report.signedBy]),
  ]);
  const units = await agencyNames(
    ctx,
    dispatches.map((one) => one.receiverId),
  );
  const named = (id: string | null): string | null => (id === null ? null : (people.get(id) ?? null));
  return {
    signedBy: named(report.signedBy),
    steps: steps.map((step) => ({ ...step, by: named(step.by), at: step.at.toISOString() })),
    dispatches: dispatches.map((one) => ({
      receiver: { id: one.receiverId, name: units.get(one.receiverId) ?? '' },
      sentAt: one.sentAt.toISOString(),
      receivedAt: instant(one.receivedAt),
      receivedBy: named(one.receivedBy),
    })),
  };
}

/** @throws report.not_found */
export async function presentReportView(ctx: Ctx, id: string): Promise<Report> {
  const report = await getReportRecord(ctx, id);
  const agency = await getAgencyById(ctx, report.unitId);
  const sections = await presentSections(ctx, await readSections(ctx, id));
  return {
    ...presentHead(report, agency.name),
    version: report.version,
    figures: [...report.figures],
    tasks: report.tasks,
    figuresAt: report.figuresAt.toISOString(),
    sections: sections.toSorted((a, b) => sectionKeys.indexOf(a.key) - sectionKeys.indexOf(b.key)),
    previous: await previousOf(ctx, report),
    returnedNote: report.returnedNote,
    signedAt: instant(report.signedAt),
    symbol: report.symbol ?? symbolOf(agency),
    ...(await presentTrail(ctx, report)),
    receivers: await defaultReceivers(ctx, agency.kind),
    may: actsOf(ctx, report),
  };
}

function unitsOf(ctx: Ctx, roles: readonly string[]): string[] {
  return [...new Set(roles.flatMap((role) => agenciesOf(ctx.principal, role)))];
}

export async function listReports(
  ctx: Ctx,
  question: Omit<ListFilter, 'unitIds'> & { readonly unitId?: string | undefined },
) {
  const own = unitsOf(ctx, readerRoles);
  const unitIds = question.unitId === undefined ? own : own.filter((id) => id === question.unitId);
  const rows = await listReportRecords(ctx, { ...question, unitIds });
  const page = rows.slice(0, question.limit);
  const last = rows.length > question.limit ? page.at(-1) : undefined;
  const makers = unitsOf(ctx, ['programme-secretary', 'programme-lead']);
  const names = await agencyNames(ctx, [...page.map((row) => row.unitId), ...makers]);
  return {
    items: page.map((row) => presentHead(row, names.get(row.unitId) ?? '')),
    nextCursor: last ? `${last.from}|${last.id}` : null,
    mayMakeFor: makers.map((id) => ({ id, name: names.get(id) ?? '' })),
  };
}
