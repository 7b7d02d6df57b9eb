import { isAllowed } from '#platform/access';
import { type Ctx, agenciesOf } from '#platform/runtime';
import { agencyNames, findAgencyByKey, getAgencyById, staffNames } from '#modules/agency';
import type { Incoming } from './contract.ts';
import { errors } from './errors.ts';
import { tell } from './notices.ts';
import { policy, readerRoles } from './policy.ts';
import { numberText, stateAfter } from './rules.ts';
import {
  type DispatchRow,
  findDispatch,
  insertDispatch,
  listIncomingRows,
  noteReceipt,
} from './store-dispatch.ts';
import { type ReportRecord, changeReport, getReportRecord, noteStep } from './store.ts';

const PAGE = 30;

/** Units report to the provincial police as standing body, which reports to the People's Committee. Kế hoạch 132/KH-UBND mục III */
export async function defaultReceivers(
  ctx: Ctx,
  senderKind: string,
): Promise<{ id: string; name: string }[]> {
  const key = senderKind === 'province-police' ? 'province-committee' : 'province-police';
  const receiver = await findAgencyByKey(ctx, key);
  return receiver ? [{ id: receiver.id, name: receiver.name }] : [];
}

export const maySend = (ctx: Ctx, unitId: string): boolean =>
  isAllowed(policy, 'dispatch', {
    principal: ctx.principal,
    action: 'send',
    attributes: { unit: unitId },
    basis: null,
  });

export const numberOf = (report: Pick<ReportRecord, 'number' | 'symbol'>): string | null =>
  report.number === null ? null : `${numberText(report.number)}/${report.symbol ?? ''}`;

/** Sends the sealed paper; a unit that has it already does not get it twice. */
export async function sendReport(ctx: Ctx, id: string, receiverIds: readonly string[]): Promise<void> {
  const report = await getReportRecord(ctx, id);
  if (!maySend(ctx, report.unitId)) throw errors.error('not_your_unit');
  const state = stateAfter('send', report.state);
  const { pdfFileId } = report;
  if (state === undefined || pdfFileId === null) throw errors.error('not_in_this_state');
  const wanted = [...new Set(receiverIds)].filter((receiver) => receiver !== report.unitId);
  const names = await agencyNames(ctx, wanted);
  if (wanted.length === 0 || wanted.some((receiver) => !names.has(receiver)))
    throw errors.error('nobody_to_send');
  const sender = await getAgencyById(ctx, report.unitId);
  const number = numberOf(report) ?? '';
  for (const receiverId of wanted) {
    const isNew = await insertDispatch(ctx, { ...report, reportId: id, receiverId, number, pdfFileId });
    if (!isNew) continue;
    await noteStep(ctx, id, { kind: 'sent', note: names.get(receiverId) ?? '' });
    await tell(ctx, report, {
      template: 'report.arrived',
      roles: readerRoles,
      agencyId: receiverId,
      params: { sender: sender.name, number },
      link: '/can-bo/bao-cao-den',
    });
  }
  await changeReport(ctx, report, { state, sent_at: report.sentAt ?? ctx.clock.now() });
  await ctx.events.emit({
    type: 'report.sent',
    streamId: id,
    data: { unitId: report.unitId, receivers: wanted },
  });
}

async function presentIncoming(ctx: Ctx, rows: readonly DispatchRow[]): Promise<Incoming[]> {
  const units = await agencyNames(
    ctx,
    rows.flatMap((row) => [row.unitId, row.receiverId]),
  );
  const people = await staffNames(
    ctx,
    rows.flatMap((row) => row.receivedBy ?? []),
  );
  const unit = (id: string) => ({ id, name: units.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    number: row.number,
    from: unit(row.unitId),
    receiver: unit(row.receiverId),
    sentAt: row.sentAt.toISOString(),
    receivedAt: row.receivedAt?.toISOString() ?? null,
    receivedBy: row.receivedBy === null ? null : (people.get(row.receivedBy) ?? null),
  }));
}

export async function listIncoming(
  ctx: Ctx,
  question: { open?: 'true' | 'false' | undefined; cursor?: string | undefined },
): Promise<{ items: Incoming[]; nextCursor: string | null }> {
  const unitIds = [...new Set(readerRoles.flatMap((role) => agenciesOf(ctx.principal, role)))];
  const isOpen = question.open === undefined ? undefined : question.open === 'true';
  const rows = await listIncomingRows(ctx, { unitIds, isOpen, cursor: question.cursor, limit: PAGE });
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    items: await presentIncoming(ctx, page),
    nextCursor: last ? `${last.sentAt.toISOString()}|${last.id}` : null,
  };
}

/** @throws report.not_found also where it was sent to another unit */
export async function openIncoming(ctx: Ctx, id: string): Promise<DispatchRow> {
  const row = await findDispatch(ctx, id);
  if (!row) throw errors.error('not_found');
  return row;
}

export async function receiveReport(ctx: Ctx, id: string): Promise<Incoming> {
  const row = await openIncoming(ctx, id);
  const attributes = { unit: row.unitId, receiver: row.receiverId };
  if (
    !isAllowed(policy, 'dispatch', { principal: ctx.principal, action: 'receive', attributes, basis: null })
  )
    throw errors.error('not_your_unit');
  if (!(await noteReceipt(ctx, id))) throw errors.error('already_received');
  await ctx.events.emit({
    type: 'report.received',
    streamId: row.reportId,
    data: { receiverId: row.receiverId },
  });
  const [shown] = await presentIncoming(ctx, [await openIncoming(ctx, id)]);
  if (!shown) throw errors.error('not_found');
  return shown;
}
