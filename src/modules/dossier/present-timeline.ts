import { fill } from '#lib/contract';
import type { Ctx } from '#platform/runtime';
import { formatDong } from '#lib/vietnamese';
import type { CaseFile } from './case-file.ts';
import { agencyNames, staffNames } from '#modules/agency';
import type { CaseEvent } from './rules.ts';
import type { listDocuments } from './store.ts';
import { timelineSentences } from './texts.ts';

/** Events that only the office sees. */
const internal: ReadonlySet<string> = new Set([
  'assigned',
  'judged',
  'synced',
  'sync_failed',
  'stepped',
  'sent_back',
  'undone',
  'proposed',
]);

const dayTime = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

function paramsOf(event: CaseEvent): Record<string, string> {
  const amount = 'paid' in event ? event.paid : 'amount' in event ? event.amount : null;
  return {
    ...(amount === null ? {} : { amount: formatDong(amount) }),
    ...('dueAt' in event && event.dueAt ? { day: dayTime.format(new Date(event.dueAt)) } : {}),
    ...('number' in event ? { number: event.number } : {}),
  };
}

function noteOf(event: CaseEvent): string | null {
  if ('reason' in event && event.reason) return event.reason;
  if ('note' in event && event.note) return event.note;
  return 'text' in event ? event.text : null;
}

function sentenceOf(event: CaseEvent) {
  const sentence = timelineSentences[event.type];
  const params = paramsOf(event);
  return { vi: fill(sentence, 'vi', params), en: fill(sentence, 'en', params) };
}

/** What happened, newest first. A citizen sees the office, an officer also the colleague. */
export async function timelineOf(
  ctx: Ctx,
  file: CaseFile,
  papers: Awaited<ReturnType<typeof listDocuments>>,
) {
  const isCitizen = ctx.principal.kind === 'citizen';
  const shown = file.events.filter(({ event }) => !isCitizen || !internal.has(event.type));
  const agencies = await agencyNames(
    ctx,
    shown.map((entry) => entry.agencyId).filter((id) => id !== null),
  );
  const staffIds = isCitizen
    ? []
    : shown
        .filter((entry) => entry.actorKind === 'staff')
        .map((entry) => entry.actorId)
        .filter((id) => id !== null);
  const staff = await staffNames(ctx, staffIds);
  const documents = new Map(papers.map((row) => [row.event_id, row.id]));
  return shown.toReversed().map((entry) => ({
    id: entry.id,
    at: entry.at.toISOString(),
    type: entry.event.type,
    actor: {
      kind: entry.actorKind as 'citizen' | 'staff' | 'system',
      name: entry.actorId ? (staff.get(entry.actorId) ?? null) : null,
      agency: entry.agencyId ? (agencies.get(entry.agencyId) ?? null) : null,
    },
    sentence: sentenceOf(entry.event),
    note: noteOf(entry.event),
    documentId: documents.get(entry.id) ?? null,
  }));
}
