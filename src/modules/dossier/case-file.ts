import { type ServiceContext, type ServiceDefinition, stepOf } from '#lib/service-definition';
import { getDefinition } from '#modules/procedure';
import { findCaseBasis } from '#platform/access';
import type { Ctx, Principal } from '#platform/runtime';
import { errors } from './errors.ts';
import { type CaseEvent, type CaseState, type StoredCaseEvent, isOpen, project, step } from './rules.ts';
import { type ActionQuestion, officeRoles } from './rules-actions.ts';
import {
  type DossierRow,
  type Handling,
  appendEvents,
  getDossierRow,
  latestContent,
  listEvents,
  lockDossierRow,
  storeProjection,
} from './store.ts';

/** Everything a use case needs to know of one case. */
export interface CaseFile {
  readonly row: DossierRow;
  readonly events: readonly (StoredCaseEvent & {
    readonly seq: number;
    readonly actorKind: string;
    readonly agencyId: string | null;
  })[];
  readonly state: CaseState;
  readonly definition: ServiceDefinition;
  readonly context: ServiceContext;
  /** What was filed, as last supplemented. */
  readonly content: Awaited<ReturnType<typeof latestContent>>;
}

async function assemble(ctx: Ctx, row: DossierRow): Promise<CaseFile> {
  const [events, content, definition] = await Promise.all([
    listEvents(ctx, row.id),
    latestContent(ctx, row.id),
    getDefinition(ctx, row.procedure_code, row.procedure_version),
  ]);
  return {
    row,
    events,
    state: project(events),
    definition,
    context: content.context as ServiceContext,
    content,
  };
}

/** Opens a case for reading. Whoever may see it works on the basis that was opened with it. */
export async function openCase(ctx: Ctx, id: string): Promise<CaseFile> {
  const file = await assemble(ctx, await getDossierRow(ctx, id));
  await useCaseBasis(ctx, file);
  return file;
}

/** Whether something came after this version that a person should look at first; news of the portal is not. */
function changedSince({ row, events }: CaseFile, seenVersion: number): boolean {
  if (seenVersion >= row.version) return seenVersion > row.version;
  return events.slice(seenVersion - row.version).some(({ event }) => !event.type.startsWith('sync'));
}

/** Opens a case for an act: others who act on it wait; one who saw an older version is refused. */
export async function openCaseForAct(ctx: Ctx, id: string, seenVersion?: number): Promise<CaseFile> {
  const file = await assemble(ctx, await lockDossierRow(ctx, id));
  if (seenVersion !== undefined && changedSince(file, seenVersion)) throw errors.error('changed_meanwhile');
  await useCaseBasis(ctx, file);
  return file;
}

async function useCaseBasis(ctx: Ctx, file: CaseFile): Promise<void> {
  if (ctx.principal.kind === 'citizen' || !isOpen(file.state)) return;
  const basisId = await findCaseBasis(ctx, caseRef(file.row.id));
  if (basisId) await ctx.useBasis(basisId);
}

export function caseRef(dossierId: string): string {
  return `dossier:${dossierId}`;
}

export function agencyAt(row: DossierRow, at: 'receiving' | 'deciding'): string {
  return at === 'receiving' ? row.receiving_agency_id : row.deciding_agency_id;
}

/** Whether an actor holds an office role at one side of the case. */
export function holdsAt(principal: Principal, row: DossierRow) {
  return (role: string, at: 'receiving' | 'deciding'): boolean =>
    principal.kind === 'system' ||
    principal.terms.some((term) => term.role === role && term.agencyId === agencyAt(row, at));
}

export function questionOf(ctx: Ctx, file: CaseFile): ActionQuestion {
  return {
    state: file.state,
    definition: file.definition,
    context: file.context,
    holds: holdsAt(ctx.principal, file.row),
  };
}

/** Who handles a case that stands at a step: the role and the agency the definition names. */
export function handlingOf(row: DossierRow, definition: ServiceDefinition, state: CaseState): Handling {
  const current = state.step === null ? undefined : stepOf(definition, state.step);
  if (!current) return { stepRole: null, agencyId: row.handling_agency_id };
  return { stepRole: officeRoles[current.role], agencyId: agencyAt(row, current.at) };
}

/** Integration events that other rooms may want, by what happened. */
function subjectsOf(row: DossierRow): string[] {
  return [...new Set([row.applicant_person_id, row.filer_person_id].filter((id) => id !== null))];
}

/**
 * Appends what happened to the record, lays the new projection and tells the house: all in the caller's transaction.
 * @returns the ids of the events and the new state
 */
export async function record(
  ctx: Ctx,
  file: CaseFile,
  events: readonly CaseEvent[],
): Promise<{ ids: string[]; state: CaseState }> {
  const agencyId =
    ctx.principal.terms.find((term) =>
      [file.row.receiving_agency_id, file.row.deciding_agency_id].includes(term.agencyId),
    )?.agencyId ?? null;
  const firstSeq = (file.events.at(-1)?.seq ?? 0) + 1;
  const ids = appendEvents(ctx, file.row.id, { firstSeq, agencyId, events });
  const added = events.map((event, index) => ({
    id: ids[index] ?? '',
    at: ctx.clock.now(),
    actorId: ctx.principal.id,
    event,
  }));
  const isTakenBack = events.some((event) => event.type === 'undone');
  const state = isTakenBack
    ? project([...file.events, ...added])
    : added.reduce((now, { event, at }) => step(now, event, at), file.state);
  const version = file.row.version + events.length;
  await storeProjection(ctx, file.row.id, {
    state,
    handling: handlingOf(file.row, file.definition, state),
    version,
  });
  for (const { id, event } of added) {
    await ctx.events.emit({
      type: `dossier.${event.type}`,
      streamId: file.row.id,
      data: { eventId: id, code: file.row.code, procedureCode: file.row.procedure_code },
      subjects: subjectsOf(file.row),
    });
  }
  return { ids, state };
}

export interface Submission {
  readonly id: string;
  readonly code: string;
  readonly procedureCode: string;
  readonly event: CaseEvent;
  readonly subjects: readonly string[];
}

/** The first event of a case. @returns its id */
export async function emitSubmitted(ctx: Ctx, submission: Submission): Promise<string> {
  const { id, code, procedureCode, event, subjects } = submission;
  const [eventId = ''] = appendEvents(ctx, id, { firstSeq: 1, agencyId: null, events: [event] });
  await ctx.events.emit({
    type: 'dossier.submitted',
    streamId: id,
    data: { eventId, code, procedureCode },
    subjects,
  });
  return eventId;
}

/** Every type of event a case may emit: `dossier.<type>`. */
export const emittedTypes = [
  'submitted',
  'received',
  'refused',
  'supplement_requested',
  'supplement_answered',
  'stepped',
  'proposed',
  'sent_back',
  'approved',
  'signed',
  'numbered',
  'issued',
  'handed_over',
  'assigned',
  'judged',
  'apologised',
  'withdrawn',
  'stopped',
  'appealed',
  'rated',
  'payment_asked',
  'payment_short',
  'paid',
  'refund_due',
  'refunded',
  'synced',
  'sync_failed',
  'undone',
].map((type) => `dossier.${type}`);
