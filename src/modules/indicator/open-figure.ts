import { type ComputedDefinition, type Expression, expressionText, measuresOf } from '#lib/indicator';
import { type Ctx, legalDay } from '#platform/runtime';
import { checkAgainst, viewName } from './compile.ts';
import type { Figure } from './contract.ts';
import { errors } from './errors.ts';
import { heirOfUnit, readOffices } from './offices.ts';
import { readFigures } from './read-figures.ts';
import { type CaseRow, listCases } from './store-compute.ts';
import { readDefinitions, readPublishedViews } from './store-definitions.ts';
import { readSums } from './store-values.ts';
import { typedOfPeriod } from './typed-figures.ts';

const PAGE = 50;

export interface OpenQuestion {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly place?: string | undefined;
  readonly unitId?: string | undefined;
  readonly side: 'numerator' | 'denominator';
  readonly cursor?: string | undefined;
}

/** Units whose rows make up the figure asked: one unit with those it succeeds, or those of a commune. */
async function unitsOf(ctx: Ctx, question: OpenQuestion): Promise<string[] | null> {
  const { place, unitId } = question;
  if (unitId === undefined && (place === undefined || place.length === 2)) return null;
  const offices = await readOffices(ctx);
  const found: string[] = [];
  for (const id of offices.byId.keys()) {
    const isOfPlace = place === undefined || place.length === 2 || offices.placeOfUnit(id) === place;
    if (isOfPlace && (unitId === undefined || (await heirOfUnit(ctx, id)) === unitId)) found.push(id);
  }
  return found;
}

/** Cases behind a figure, as far as their own policy shows them; null where the source has none to show. */
async function casesBehind(
  ctx: Ctx,
  expression: Expression,
  question: OpenQuestion,
): Promise<CaseRow[] | null> {
  const views = await readPublishedViews(ctx);
  checkAgainst(views, question.key, expression);
  const columns = views.get(viewName(expression));
  if (!columns?.has('id') || !columns.has('code')) return null;
  const now = ctx.clock.now();
  return listCases(ctx, expression, {
    from: question.from,
    to: question.to,
    moment: { now, today: legalDay(now) },
    units: expression.by.unit ? await unitsOf(ctx, question) : null,
    after: question.cursor ?? null,
    limit: PAGE + 1,
    hasTitle: columns.has('title'),
  });
}

const shownSide = (expression: Expression | null, total: number | null) =>
  expression && { expression: expressionText(expression), total, sourceView: viewName(expression) };

function pageOf(found: readonly CaseRow[] | null): { cases: CaseRow[] | null; nextCursor: string | null } {
  if (found === null) return { cases: null, nextCursor: null };
  const cases = found.slice(0, PAGE);
  return { cases, nextCursor: found.length > PAGE ? (cases.at(-1)?.code ?? null) : null };
}

async function openComputed(
  ctx: Ctx,
  opened: { definition: ComputedDefinition; figure: Figure; question: OpenQuestion },
) {
  const { definition, figure, question } = opened;
  const measures = measuresOf(definition);
  const side = question.side === 'denominator' ? measures.denominator : measures.numerator;
  const isOpen = side !== null && figure.state !== 'suppressed';
  const page = pageOf(isOpen ? await casesBehind(ctx, side, question) : null);
  const [sums] = await readSums(ctx, [definition.key], { ...figure.period, by: 'none', knownAt: null });
  return {
    figure,
    numerator: shownSide(measures.numerator, figure.numerator),
    denominator: shownSide(measures.denominator, figure.denominator),
    sourceRows: sums?.sourceRows ?? 0,
    versions: [...(sums?.versions ?? [])],
    computedAt: figure.computedAt,
    ...page,
    typed: [],
  };
}

/** What a figure is made of: both sides, their source, the versions and the cases the reader may see. */
export async function openFigure(ctx: Ctx, question: OpenQuestion) {
  const definition = (await readDefinitions(ctx)).get(question.key)?.definition;
  const { key, from, to, place, unitId } = question;
  const [figure] = await readFigures(ctx, { keys: [key], on: to, place, unitId });
  if (!definition || !figure) throw errors.error('not_found', { key });
  if (definition.kind === 'computed') return openComputed(ctx, { definition, figure, question });
  return { ...nothing, figure, typed: await typedOfPeriod(ctx, { key, from, to }) };
}

const nothing = {
  numerator: null,
  denominator: null,
  sourceRows: 0,
  versions: [] as number[],
  computedAt: null,
  cases: null,
  nextCursor: null,
};
