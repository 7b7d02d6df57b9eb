import { agencyNames, staffNames } from '#modules/agency';
import { getPerson } from '#modules/person';
import { findHouseholdOf, getResidence } from '#modules/residence';
import { findCaseBasis, nameSubjects, openBasis } from '#platform/access';
import type { Candidate } from '#lib/linkage';
import type { Language } from '#lib/contract';
import type { Ctx } from '#platform/runtime';
import type { CandidateView, PairView } from './contract.ts';
import { errors } from './errors.ts';
import { isLead, secondNeeded, standingJudgements } from './judge.ts';
import { openNumber } from './linkage-record.ts';
import { getListRow } from './manage-lists.ts';
import { presentRow } from './present.ts';
import { compareSides, type ListSide, type RegisterSide, type Words } from './rules-sides.ts';
import { maskDigits } from './rules-compare.ts';
import { whyNotJudge } from './rules.ts';
import { listCorrectionsOfRow } from './store-corrections.ts';
import type { ListRow } from './store-lists.ts';
import { findRow, listJudgements, type MatchRow } from './store-rows.ts';
import { findRun, type RunRow } from './store-runs.ts';
import { noteSentences, sexSentences } from './texts-fields.ts';
import { levelText } from './words.ts';

const SHOWN = 5;

export const caseRefOf = (listId: string): string => `matching:${listId}`;

/** The basis of a list's settling: it names those who stand beside a row that somebody opened, and nobody else. */
export async function standOnListBasis(ctx: Ctx, list: ListRow, personIds: readonly string[]): Promise<void> {
  const known = await findCaseBasis(ctx, caseRefOf(list.id));
  if (!known) {
    await openBasis(ctx, {
      kind: 'case',
      caseRef: caseRefOf(list.id),
      subjects: personIds,
      reason: list.title,
      agencyId: list.agency_id,
    });
    return;
  }
  nameSubjects(ctx, known, personIds);
  await ctx.useBasis(known);
}

async function householderName(ctx: Ctx, list: ListRow, personId: string): Promise<string> {
  const household = await findHouseholdOf(ctx, personId);
  const head = household?.members.find((member) => member.personId === household.headPersonId);
  if (!head) return '';
  if (head.fullName) return head.fullName;
  await standOnListBasis(ctx, list, [head.personId]);
  return (await getPerson(ctx, head.personId)).fullName;
}

/** What the registers say of somebody on the list's basis. */
export async function readRegisterSide(
  ctx: Ctx,
  at: { list: ListRow; row: MatchRow; personId: string },
): Promise<RegisterSide & { state: CandidateView['state']; diedOn: string | null }> {
  const person = await getPerson(ctx, at.personId);
  const residence = await getResidence(ctx, at.personId);
  const stay = residence.permanent ?? residence.temporary[0];
  const relative = (kind: string) => person.relatives.find((one) => one.kind === kind)?.name ?? '';
  return {
    fullName: person.fullName,
    formerNames: [],
    sex: person.sex,
    birth: person.birth,
    numbers: person.identifiers.filter((one) => one.type === 'personal_number' || one.type === 'cmnd9'),
    address: stay?.address ?? '',
    householder: at.row.fields.householder === '' ? '' : await householderName(ctx, at.list, at.personId),
    father: relative('father'),
    mother: relative('mother'),
    state: person.state,
    diedOn: person.diedOn,
  };
}

export function wordsIn(language: Language): Words {
  return {
    level: (field, level) => levelText(field, level, language),
    sex: (sex) => sexSentences[sex]?.[language] ?? '',
    note: (key, value = '') => noteSentences[key][language].replace('{number}', value),
  };
}

async function presentCandidate(
  ctx: Ctx,
  at: { list: ListRow; row: MatchRow; side: ListSide },
  candidate: Candidate,
): Promise<CandidateView> {
  const register = await readRegisterSide(ctx, { list: at.list, row: at.row, personId: candidate.key });
  const sides = { list: at.side, register, candidate };
  const fields = compareSides(sides, wordsIn(ctx.language));
  const number = register.numbers.find((one) => one.type === 'personal_number' && one.state === 'valid');
  return {
    personId: candidate.key,
    name: register.fullName,
    state: register.state,
    numberHint: number ? maskDigits(number.value) : null,
    probability: candidate.probability,
    score: candidate.score,
    fields,
  };
}

/** Bits that evidence has to overcome: one person meant among so many. */
function priorOf(row: MatchRow): number | null {
  const [best] = row.candidates;
  if (!best) return null;
  return best.score - best.agreements.reduce((sum, one) => sum + one.weight, 0);
}

async function presentJudgements(ctx: Ctx, rowId: string): Promise<PairView['judgements']> {
  const rows = await listJudgements(ctx, rowId);
  const names = await staffNames(ctx, [...new Set(rows.map((row) => row.actor_id))]);
  return rows.map((row) => ({
    id: row.id,
    verdict: row.verdict,
    round: row.round,
    by: names.get(row.actor_id) ?? '',
    at: row.judged_at.toISOString(),
    note: row.note,
    isUndone: row.undone_at !== null,
  }));
}

async function whyNot(ctx: Ctx, row: MatchRow): Promise<PairView['whyNot']> {
  const isReviewer = ctx.principal.terms.some(
    (term) => term.role === 'match-reviewer' || term.role === 'match-lead',
  );
  if (!isReviewer) return 'not_yours';
  const judgements = (await standingJudgements(ctx, row.id)).map((one) => ({
    verdict: one.verdict,
    personId: one.person_id,
    actorId: one.actor_id,
  }));
  return whyNotJudge({ state: row.state, judgements, actorId: ctx.principal.id, isLead: isLead(ctx) });
}

/** A row beside its candidates. Everybody shown is named on the list's basis and sees the look. @throws matching.not_found */
export async function getPair(ctx: Ctx, id: string): Promise<PairView> {
  const row = await findRow(ctx, id);
  if (!row) throw errors.error('not_found');
  const list = await getListRow(ctx, row.list_id);
  const shown = row.candidates.slice(0, SHOWN);
  await standOnListBasis(
    ctx,
    list,
    shown.map((one) => one.key),
  );
  const run = row.run_id ? await findRun(ctx, row.run_id) : undefined;
  const side = { fields: row.fields, number: openNumber(ctx, row.number_sealed) };
  const candidates: CandidateView[] = [];
  for (const candidate of shown) candidates.push(await presentCandidate(ctx, { list, row, side }, candidate));
  const why = await whyNot(ctx, row);
  return {
    row: presentRow(row, list.title),
    list: await presentListLine(ctx, list),
    cells: cellsOf(list, row),
    candidates,
    ...scaleOf(row, run),
    judgements: await presentJudgements(ctx, row.id),
    needsSecond: await secondNeeded(ctx, list, row),
    mayJudge: why === null,
    whyNot: why,
    corrections: (await listCorrectionsOfRow(ctx, row.id)).map((one) => ({
      id: one.id,
      towards: one.towards,
      field: one.field,
      state: one.state,
    })),
  };
}

async function presentListLine(ctx: Ctx, list: ListRow): Promise<PairView['list']> {
  const names = await agencyNames(ctx, [list.agency_id]);
  return {
    id: list.id,
    title: list.title,
    agencyName: names.get(list.agency_id) ?? '',
    importedAt: (list.imported_at ?? list.created_at).toISOString(),
  };
}

/** The row as handed in, header by header; what was a number stands masked. */
function cellsOf(list: ListRow, row: MatchRow): PairView['cells'] {
  return row.cells.map((value, index) => ({
    header: list.headers[index] ?? `${index + 1}`,
    value: value === null ? (row.number_hint ?? '') : maskDigits(value),
  }));
}

const USUAL_MATCH_AT = 0.999;
const USUAL_JUDGE_AT = 0.05;

function scaleOf(
  row: MatchRow,
  run: RunRow | undefined,
): Pick<PairView, 'engine' | 'matchAt' | 'judgeAt' | 'prior' | 'population'> {
  const model = run?.model ?? null;
  return {
    engine: run?.engine ?? null,
    matchAt: model?.matchAt ?? USUAL_MATCH_AT,
    judgeAt: model?.judgeAt ?? USUAL_JUDGE_AT,
    prior: priorOf(row),
    population: null,
  };
}

/** Both sides' numbers in full; the reason stands in the log and on the person's page. @throws matching.not_a_candidate */
export async function revealNumbers(ctx: Ctx, input: { id: string; personId: string; reason: string }) {
  const row = await findRow(ctx, input.id);
  if (!row) throw errors.error('not_found');
  if (!row.candidates.some((one) => one.key === input.personId)) throw errors.error('not_a_candidate');
  const list = await getListRow(ctx, row.list_id);
  await standOnListBasis(ctx, list, [input.personId]);
  const person = await getPerson(ctx, input.personId);
  ctx.looks.add([input.personId], `personal-number: ${input.reason}`);
  return {
    list: openNumber(ctx, row.number_sealed) || null,
    register: person.identifiers
      .filter((one) => one.type === 'personal_number' || one.type === 'cmnd9')
      .map(({ type, value, state }) => ({ type, value, state })),
  };
}
