import { createHash } from 'node:crypto';
import { enqueue } from '#platform/jobs';
import { type Ctx, legalDay } from '#platform/runtime';
import { getAgencyById, listStaffAt } from '#modules/agency';
import { errors } from './errors.ts';
import { type Action, checkMay } from './make-report.ts';
import { tell } from './notices.ts';
import { stateAfter, symbolOf } from './rules.ts';
import {
  type ReportRecord,
  changeReport,
  enterRegister,
  getReportRecord,
  lockReportRecord,
  noteStep,
  readSections,
} from './store.ts';

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** The report as it was seen, and the state the act leads to. @throws report.changed_meanwhile, report.not_in_this_state */
async function openFor(
  ctx: Ctx,
  seen: Seen,
  act: { readonly name: string; readonly needs: Action },
): Promise<{ report: ReportRecord; state: ReportRecord['state'] }> {
  const report = await lockReportRecord(ctx, seen.id);
  checkMay(ctx, act.needs, report.unitId);
  const state = stateAfter(act.name, report.state);
  if (state === undefined) throw errors.error('not_in_this_state');
  if (report.version !== seen.version) throw errors.error('changed_meanwhile');
  return { report, state };
}

/** Puts the draft before the leader: from now on nobody writes in it. @throws report.empty_report */
export async function presentReport(ctx: Ctx, seen: Seen): Promise<void> {
  const { report, state } = await openFor(ctx, seen, { name: 'present', needs: 'edit' });
  const overview = (await readSections(ctx, report.id)).find((section) => section.key === 'overview');
  if ((overview?.text.trim() ?? '') === '') throw errors.error('empty_report');
  await changeReport(ctx, seen, { state, returned_note: null });
  await noteStep(ctx, report.id, { kind: 'presented' });
  await tell(ctx, report, { template: 'report.presented', roles: ['leader'] });
}

/** The leader gives it back with a word why; the writer may take it back the same way. */
export async function returnReport(ctx: Ctx, seen: Seen & { readonly note: string }): Promise<void> {
  const report = await getReportRecord(ctx, seen.id);
  const isWriter = ctx.principal.terms.some(
    (term) => term.agencyId === report.unitId && term.role.startsWith('programme-'),
  );
  const { state } = await openFor(ctx, seen, { name: 'return', needs: isWriter ? 'edit' : 'sign' });
  await changeReport(ctx, seen, { state, returned_note: seen.note });
  await noteStep(ctx, report.id, { kind: 'returned', note: seen.note });
  await tell(ctx, report, {
    template: 'report.returned',
    roles: ['programme-secretary'],
    params: { note: seen.note },
  });
}

/** What the leader signs: exactly these texts and figures. */
async function digestOf(ctx: Ctx, report: ReportRecord): Promise<string> {
  const sections = (await readSections(ctx, report.id)).map(({ key, text }) => [key, text]);
  const signed = JSON.stringify([report.title, report.figures, report.tasks, sections]);
  return createHash('sha256').update(signed).digest('hex');
}

/** The leader's own decision, bound to what was decided. */
export async function signReport(ctx: Ctx, seen: Seen): Promise<void> {
  const { report, state } = await openFor(ctx, seen, { name: 'sign', needs: 'sign' });
  const holders = await listStaffAt(ctx, { agencyId: report.unitId, role: 'leader' });
  const own = holders.find((holder) => holder.id === ctx.principal.id);
  await changeReport(ctx, seen, {
    state,
    signed_by: ctx.principal.id,
    signed_at: ctx.clock.now(),
    signed_title: own?.title ?? 'Lãnh đạo đơn vị',
    digest: await digestOf(ctx, report),
  });
  await noteStep(ctx, report.id, { kind: 'signed' });
  await ctx.events.emit({ type: 'report.signed', streamId: report.id, data: { unitId: report.unitId } });
  await tell(ctx, report, { template: 'report.signed', roles: ['clerk'] });
}

/** The clerk enters it in the register of the year; the paper is then made and sealed by a job. NĐ 30/2020 Đ.15 */
export async function numberReport(
  ctx: Ctx,
  input: Seen & { readonly symbol?: string | undefined },
): Promise<void> {
  const { report, state } = await openFor(ctx, input, { name: 'number', needs: 'number' });
  const issuedOn = legalDay(ctx.clock.now());
  const symbol = input.symbol ?? symbolOf(await getAgencyById(ctx, report.unitId));
  const number = await enterRegister(ctx, {
    unitId: report.unitId,
    year: Number(issuedOn.slice(0, 4)),
    symbol,
    reportId: report.id,
    title: report.title,
    issuedOn,
  });
  await changeReport(ctx, input, { state, number, symbol, issued_on: issuedOn });
  await noteStep(ctx, report.id, { kind: 'numbered', note: `${number}/${symbol}` });
  await enqueue(ctx, [
    {
      name: 'report.seal',
      payload: { reportId: report.id },
      queue: `report:${report.id}`,
      key: `report.seal:${report.id}`,
      maxAttempts: 25,
    },
  ]);
}
