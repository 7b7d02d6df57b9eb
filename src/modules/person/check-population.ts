import { fold } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import type {
  AskedFor,
  AskedPerson,
  AskedRelative,
  PopulationAnswer,
  PopulationChange,
  PopulationRecord,
} from './population-port.ts';
import { birthText } from './rules.ts';

/** Who asks, for what, in which case; the request code is made here. */
export type CheckFor = Omit<AskedFor, 'requestCode'>;

const VERDICT_HOURS = 24;

function asked(ctx: Ctx, reason: CheckFor): AskedFor {
  const complete = [reason.officerCode, reason.purposeCode, reason.caseRef].every(
    (part) => part.trim() !== '',
  );
  if (!complete) throw errors.error('query_incomplete');
  return { ...reason, requestCode: ctx.ids.next() };
}

async function note(
  ctx: Ctx,
  at: { operation: string; asked: AskedFor; answer: PopulationAnswer<unknown> },
): Promise<void> {
  const { operation, answer } = at;
  const outcome = answer.state === 'unverified' ? `unverified:${answer.reason}` : answer.state;
  await ctx.db
    .insertInto('person.population_query')
    .values({
      id: at.asked.requestCode,
      asked_at: ctx.clock.now(),
      operation,
      officer_code: at.asked.officerCode,
      actor_id: ctx.principal.id,
      purpose_code: at.asked.purposeCode,
      case_ref: at.asked.caseRef,
      outcome,
    })
    .execute();
}

/** The whole record, to be kept in the dossier that asked and nowhere else. */
export async function lookupPopulation(
  ctx: Ctx,
  person: AskedPerson,
  reason: CheckFor,
): Promise<PopulationAnswer<PopulationRecord>> {
  const question = asked(ctx, reason);
  const answer = await ctx.ports.population.lookup(person, question);
  await note(ctx, { operation: 'lookup', asked: question, answer });
  return answer;
}

/** Whether number, name and birth belong together; a verdict of the last 24 hours is not asked again. */
export function verifyPopulation(
  ctx: Ctx,
  person: AskedPerson,
  reason: CheckFor,
): Promise<PopulationAnswer<boolean>> {
  return withVerdict(ctx, {
    operation: 'verify',
    key: keyOf(ctx, ['verify', ...personKey(person)]),
    reason,
    ask: (question) => ctx.ports.population.verify(person, question),
  });
}

/** Whether `relative` is what they say they are to `person`. */
export function verifyPopulationRelation(
  ctx: Ctx,
  question: { person: AskedPerson; relative: AskedRelative },
  reason: CheckFor,
): Promise<PopulationAnswer<boolean>> {
  const { person, relative } = question;
  const parts = [relative.relation, relative.number ?? '', fold(relative.fullName)];
  return withVerdict(ctx, {
    operation: 'verify_relation',
    key: keyOf(ctx, ['verify_relation', ...personKey(person), ...parts]),
    reason,
    ask: (request) => ctx.ports.population.verifyRelation(question, request),
  });
}

/** One page of what changed in the national database: deaths, re-issued numbers, moves. */
export async function listPopulationChanges(
  ctx: Ctx,
  period: { from: string; to: string; page: number; size: number },
  reason: CheckFor,
): Promise<PopulationAnswer<{ total: number; items: readonly PopulationChange[] }>> {
  const question = asked(ctx, reason);
  const answer = await ctx.ports.population.changes(period, question);
  await note(ctx, { operation: 'changes', asked: question, answer });
  return answer;
}

function personKey(person: AskedPerson): string[] {
  return [
    person.numberType,
    person.number,
    person.fullName.normalize('NFC').toUpperCase(),
    birthText(person.birth),
  ];
}

/** A keyed fingerprint: the cache holds no personal data and cannot be searched without the key. */
function keyOf(ctx: Ctx, parts: readonly string[]): string {
  return ctx.ports.identifierCipher.lookupOf('population', parts.join('\u0001'));
}

interface VerdictQuestion {
  readonly operation: 'verify' | 'verify_relation';
  readonly key: string;
  readonly reason: CheckFor;
  readonly ask: (question: AskedFor) => Promise<PopulationAnswer<boolean>>;
}

async function withVerdict(ctx: Ctx, at: VerdictQuestion): Promise<PopulationAnswer<boolean>> {
  const question = asked(ctx, at.reason);
  const known = await findVerdict(ctx, at.key);
  const answer: PopulationAnswer<boolean> =
    known === undefined ? await at.ask(question) : { state: 'confirmed', value: known };
  await note(ctx, {
    operation: known === undefined ? at.operation : `${at.operation}:known`,
    asked: question,
    answer,
  });
  if (known === undefined && answer.state === 'confirmed')
    await keepVerdict(ctx, { ...at, verdict: answer.value });
  return answer;
}

async function findVerdict(ctx: Ctx, key: string): Promise<boolean | undefined> {
  const row = await ctx.db
    .selectFrom('person.population_verdict')
    .select('verdict')
    .where('request_key', '=', key)
    .where('expires_at', '>', ctx.clock.now())
    .executeTakeFirst();
  return row?.verdict;
}

async function keepVerdict(
  ctx: Ctx,
  at: { key: string; operation: string; verdict: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  const row = {
    verdict: at.verdict,
    checked_at: now,
    expires_at: new Date(now.getTime() + VERDICT_HOURS * 3_600_000),
  };
  await ctx.db
    .insertInto('person.population_verdict')
    .values({ request_key: at.key, operation: at.operation, ...row })
    .onConflict((conflict) => conflict.column('request_key').doUpdateSet(row))
    .execute();
}

/** Forgets verdicts that are past their time; a schedule calls it. @returns how many */
export async function forgetVerdicts(ctx: Ctx): Promise<number> {
  const result = await ctx.db
    .deleteFrom('person.population_verdict')
    .where('expires_at', '<=', ctx.clock.now())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
