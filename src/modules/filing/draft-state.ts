import {
  type Channel,
  type ComponentNeed,
  type Field,
  type ServiceContext,
  type ServiceDefinition,
  componentsFor,
  countedAnswers,
  pagesFor,
  readPath,
} from '#lib/service-definition';
import { type ClaimResult, type Question, readRegister, registerName } from '#modules/evidence';
import { getDefinition } from '#modules/procedure';
import { listConsents } from '#modules/consent';
import type { Answer, Answers, Source } from '#contract/dossier';
import { type Ctx, legalDay } from '#platform/runtime';
import { type DraftRow, listAttachmentRows } from './store.ts';

/** What the registers said, kept with the draft so that a saved draft keeps where each value came from. */
export interface Known {
  readonly registers: Readonly<Record<string, KnownRegister>>;
  readonly claims: Readonly<Record<string, ClaimResult>>;
}

export interface KnownRegister {
  readonly state: 'known' | 'absent' | 'unavailable';
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface DraftState {
  readonly row: DraftRow;
  readonly definition: ServiceDefinition;
  readonly known: Known;
  readonly context: ServiceContext;
  readonly answers: Answers;
  readonly needs: readonly ComponentNeed[];
  readonly attachments: Awaited<ReturnType<typeof listAttachmentRows>>;
  readonly consents: Awaited<ReturnType<typeof listConsents>>;
}

export const draftRef = (id: string): string => `draft:${id}`;

export function fieldsOf(definition: ServiceDefinition): Field[] {
  return definition.pages.flatMap((page) => page.fields);
}

/** The registers a definition prefills from. */
export function prefillRegisters(definition: ServiceDefinition): string[] {
  return [
    ...new Set(fieldsOf(definition).flatMap((field) => (field.prefill ? [field.prefill.register] : []))),
  ];
}

function registerSource(ctx: Ctx, register: string, known: KnownRegister): Source {
  return {
    kind: register === 'account' ? 'vneid' : 'register',
    register,
    name: registerName(ctx, register),
    at: known.at,
    state: 'verified',
  };
}

function prefilled(ctx: Ctx, field: Field, known: Known): Answer | null {
  if (!field.prefill) return null;
  const register = known.registers[field.prefill.register];
  if (register?.state !== 'known') return null;
  const value = readPath(register.values, field.prefill.path);
  return value === undefined || value === null || value === ''
    ? null
    : { value, source: registerSource(ctx, field.prefill.register, register) };
}

/** Whether the register could not be asked for a value it should give: then the field is open and unverified. */
function isUnverified(field: Field, known: Known): boolean {
  return field.prefill !== undefined && known.registers[field.prefill.register]?.state === 'unavailable';
}

/** A field's answer: what the register knows wins where it may not be edited, else what was typed, else the register's. */
function answerOf(
  ctx: Ctx,
  field: Field,
  sources: { typed: Readonly<Record<string, unknown>>; known: Known; at: Date },
): Answer | null {
  const fromRegister = prefilled(ctx, field, sources.known);
  if (fromRegister && field.editable === false) return fromRegister;
  const value = sources.typed[field.key];
  if (value === undefined || value === null || value === '') return fromRegister;
  if (fromRegister && JSON.stringify(fromRegister.value) === JSON.stringify(value)) return fromRegister;
  const state = isUnverified(field, sources.known) ? 'unverified' : 'claimed';
  return {
    value,
    source: { kind: 'typed', register: null, name: null, at: sources.at.toISOString(), state },
  };
}

export function answersOf(
  ctx: Ctx,
  definition: ServiceDefinition,
  sources: { typed: Readonly<Record<string, unknown>>; known: Known; at: Date },
): Answers {
  const answers: Answers = {};
  for (const field of fieldsOf(definition)) {
    const answer = answerOf(ctx, field, sources);
    if (answer) answers[field.key] = answer;
  }
  return answers;
}

export function contextOf(
  ctx: Ctx,
  row: Pick<DraftRow, 'applicant_organisation_id' | 'filer_relation'>,
  parts: { known: Known; answers: Answers; channel: Channel },
): ServiceContext {
  const form = Object.fromEntries(Object.entries(parts.answers).map(([key, answer]) => [key, answer.value]));
  const birthDate = parts.known.registers['population']?.values['birthDate'];
  return {
    day: legalDay(ctx.clock.now()),
    channel: parts.channel,
    applicant: {
      kind: row.applicant_organisation_id ? 'organisation' : 'person',
      ...(typeof birthDate === 'string' ? { birthDate } : {}),
    },
    filer: { relation: row.filer_relation as ServiceContext['filer']['relation'] },
    form,
    data: { ...parts.known.claims },
  };
}

/** A draft with everything computed from it; what it holds need not be read again where it is `held`. */
export async function loadDraft(
  ctx: Ctx,
  row: DraftRow,
  held?: Pick<DraftState, 'attachments' | 'consents'>,
): Promise<DraftState> {
  const [definition, attachments, consents] = await Promise.all([
    getDefinition(ctx, row.procedure_code, row.procedure_version),
    held?.attachments ?? listAttachmentRows(ctx, row.id),
    held?.consents ?? listConsents(ctx, draftRef(row.id)),
  ]);
  const known = row.known as Known;
  const answers = answersOf(ctx, definition, {
    typed: row.answers as Record<string, unknown>,
    known,
    at: row.saved_at,
  });
  const whole = contextOf(ctx, row, { known, answers, channel: 'online' });
  const context = { ...whole, form: countedAnswers(definition, whole) };
  const asked = new Set(
    pagesFor(definition, context).flatMap((page) => page.fields.map((field) => field.key)),
  );
  return {
    row,
    definition,
    known,
    context,
    answers: Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key))),
    needs: componentsFor(definition, context),
    attachments,
    consents,
  };
}

export function questionFor(
  row: Pick<
    DraftRow,
    'id' | 'applicant_person_id' | 'applicant_organisation_id' | 'filer_person_id' | 'procedure_code'
  >,
  context: ServiceContext,
): Question {
  return {
    applicant: { personId: row.applicant_person_id, organisationId: row.applicant_organisation_id },
    filer: { personId: row.filer_person_id },
    context,
    procedureCode: row.procedure_code,
    caseRef: draftRef(row.id),
  };
}

/** Asks every register the definition prefills from; those that fail leave their fields open. */
export async function askRegisters(
  ctx: Ctx,
  definition: ServiceDefinition,
  question: Question,
): Promise<Record<string, KnownRegister>> {
  const known: Record<string, KnownRegister> = {};
  for (const register of prefillRegisters(definition)) {
    const answer = await readRegister(ctx, register, question);
    known[register] =
      answer.state === 'known'
        ? { state: 'known', values: answer.values, at: answer.at.toISOString() }
        : {
            state: answer.state,
            values: answer.state === 'unavailable' ? (answer.values ?? {}) : {},
            at: ctx.clock.now().toISOString(),
          };
  }
  return known;
}
