import {
  type AnswerFault,
  type ComponentNeed,
  type FeeResult,
  type Holdings,
  checkAnswers,
  feesFor,
  missingComponents,
  timeLimitFor,
} from '#lib/service-definition';
import { type Named, proveClaims } from '#modules/evidence';
import { type Deadline, deadline, getCalendar, parseMinute } from '#platform/calendar';
import type { Ctx } from '#platform/runtime';
import { type Competence, competentAgencies } from './competence.ts';
import { type DraftState, type Known, loadDraft, questionFor } from './draft-state.ts';
import { type DraftRow, keepKnown, lockDraftRow } from './store.ts';

export interface Problem {
  readonly field: string | null;
  readonly component: string | null;
  readonly page: string | null;
  readonly message: Named;
}

export interface CheckedDraft extends DraftState {
  readonly problems: readonly Problem[];
  readonly fees: FeeResult;
  readonly competence: Competence | undefined;
  readonly expected: (Deadline & { dueAt: Date }) | null;
}

const sentences = {
  required: { vi: 'Mục này còn thiếu.', en: 'This is missing.' },
  form: { vi: 'Giá trị chưa đúng dạng.', en: 'The value has the wrong form.' },
  choice: { vi: 'Hãy chọn một trong các mục có sẵn.', en: 'Choose one of the options.' },
  range: { vi: 'Giá trị nằm ngoài giới hạn.', en: 'The value is out of range.' },
  length: { vi: 'Nội dung quá dài.', en: 'The text is too long.' },
  rule: { vi: 'Giá trị chưa phù hợp.', en: 'The value does not fit.' },
} as const satisfies Record<AnswerFault['fault'], Named>;

const componentSentences = {
  upload: { vi: 'Hãy đính kèm: {name}.', en: 'Attach: {name}.' },
  consent: { vi: 'Chờ ý kiến đồng ý: {name}.', en: 'Consent is still needed: {name}.' },
  pending: {
    vi: 'Chưa tra cứu được dữ liệu: {name}. Hãy thử lại sau ít phút.',
    en: 'Could not be looked up yet: {name}. Try again in a few minutes.',
  },
} as const;

function faultProblem(fault: AnswerFault): Problem {
  return {
    field: fault.field,
    component: null,
    page: fault.page,
    message: fault.message ?? sentences[fault.fault],
  };
}

function componentProblem(need: ComponentNeed): Problem {
  const sentence =
    componentSentences[need.need as keyof typeof componentSentences] ?? componentSentences.pending;
  const message = {
    vi: sentence.vi.replace('{name}', need.component.name.vi),
    en: sentence.en.replace('{name}', need.component.name.en),
  };
  return { field: null, component: need.key, page: null, message };
}

/** What the draft holds: components with a document, consents given. */
export function holdingsOf(state: DraftState): Holdings {
  return {
    documents: [...new Set(state.attachments.map((attachment) => attachment.component_key))],
    consents: [
      ...new Set(state.consents.filter((consent) => consent.state === 'given').map((consent) => consent.key)),
    ],
  };
}

/** Nothing is wrong with what was typed, but no office was found for it. */
export const noAgency: Problem = {
  field: null,
  component: null,
  page: null,
  message: {
    vi: 'Chưa xác định được cơ quan giải quyết. Hãy kiểm tra xã, phường trong hồ sơ, hoặc thử lại sau ít phút.',
    en: 'The competent office is not known yet. Check the commune in the form, or try again in a few minutes.',
  },
};

function problemsOf(state: DraftState, competence: Competence | undefined): Problem[] {
  const faults = checkAnswers(state.definition, state.context).map(faultProblem);
  const missing = missingComponents(state.needs, holdingsOf(state)).map(componentProblem);
  const found = [...faults, ...missing];
  return competence || found.length > 0 ? found : [noAgency];
}

/** The appointed day if it were received now. */
async function expectedDue(
  ctx: Ctx,
  state: DraftState,
  competence: Competence | undefined,
): Promise<(Deadline & { dueAt: Date }) | null> {
  const limit = timeLimitFor(state.definition, state.context);
  if (!limit || !competence) return null;
  const calendar = await getCalendar(ctx, { agencyId: competence.deciding.id });
  const period = {
    unit: limit.unit,
    amount: limit.amount,
    cutOff: limit.cutOff ? parseMinute(limit.cutOff) : null,
    ends: 'closing' as const,
  };
  const found = deadline(calendar, period, { receivedAt: ctx.clock.now(), pauses: [] });
  return found.dueAt ? { ...found, dueAt: found.dueAt } : null;
}

/** Claims are asked anew when an answer they depend on may have changed; a confirmed identity need not be. */
function stillKnown(row: DraftRow, known: Known): Known['claims'] {
  const identity = known.claims['identity'];
  return identity?.state === 'confirmed' && row.version > 1 ? { identity } : {};
}

/** Everything to look at before filing; what the registers answer is kept with the draft. */
export async function checkDraft(ctx: Ctx, id: string): Promise<CheckedDraft> {
  const checked = await examineDraft(ctx, id);
  await keepKnown(ctx, id, checked.known);
  return checked;
}

/**
 * Locks a draft and looks at everything: faults, what proves each component, the fee, the office and the day. Registers
 * are asked here.
 */
export async function examineDraft(ctx: Ctx, id: string): Promise<CheckedDraft> {
  const row = await lockDraftRow(ctx, id);
  const before = await loadDraft(ctx, row);
  const claims = await proveClaims(ctx, before.definition, {
    question: questionFor(row, before.context),
    known: stillKnown(row, before.known),
  });
  const known = { ...before.known, claims };
  const state = await loadDraft(ctx, { ...row, known }, before);
  const competence = await competentAgencies(ctx, state.definition, {
    context: state.context,
    known,
    applicantId: row.applicant_person_id,
  });
  return {
    ...state,
    problems: problemsOf(state, competence),
    fees: feesFor(state.definition, state.context),
    competence,
    expected: await expectedDue(ctx, state, competence),
  };
}
