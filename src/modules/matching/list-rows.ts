import { placeNames } from '#modules/place';
import { agencyNames } from '#modules/agency';
import { fold } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import type { RowState, RowView } from './contract.ts';
import { getListRow } from './manage-lists.ts';
import { presentRow } from './present.ts';
import { paceOf } from './rules.ts';
import { listListRows, sumTallies, talliesByCommune } from './store-lists.ts';
import { countWaiting, listRowsByPosition, listWaiting, recentJudgements } from './store-rows.ts';

interface Filter {
  readonly reason?: string | undefined;
  readonly commune?: string | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const wordsOf = (search: string | undefined): string | undefined => (search ? fold(search) : undefined);

/** Rows of a list in the order of the file. */
export async function listRows(
  ctx: Ctx,
  page: Filter & { listId: string; state?: RowState | undefined },
): Promise<{ items: RowView[]; cursor?: string }> {
  const list = await getListRow(ctx, page.listId);
  const rows = await listRowsByPosition(ctx, {
    ...page,
    words: wordsOf(page.search),
    after: Number(page.cursor ?? 0) || 0,
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => presentRow(row, list.title)),
    ...(last ? { cursor: String(last.position) } : {}),
  };
}

function parseAfter(cursor: string | undefined): { probability: number; id: string } | null {
  const [probability, id] = cursor?.split('_') ?? [];
  return probability && id ? { probability: Number(probability), id } : null;
}

async function whereWaiting(ctx: Ctx, view: RowState) {
  const waiting = (await countWaiting(ctx)).filter((one) => one.state === view);
  const byList = Map.groupBy(waiting, (one) => one.list_id);
  const byCommune = Map.groupBy(
    waiting.filter((one) => one.commune_code !== null),
    (one) => one.commune_code ?? '',
  );
  const sum = (group: readonly { count: number }[]) => group.reduce((total, one) => total + one.count, 0);
  return { byList, byCommune, sum };
}

async function presentWaitingLists(ctx: Ctx, counts: ReadonlyMap<string, number>) {
  const all = await listListRows(ctx, {
    words: null,
    kind: null,
    state: null,
    before: null,
    beforeId: null,
    limit: 200,
  });
  const lists = all.filter((row) => counts.has(row.id));
  const names = await agencyNames(ctx, [...new Set(lists.map((row) => row.agency_id))]);
  return lists.map((row) => ({
    id: row.id,
    title: row.title,
    agencyName: names.get(row.agency_id) ?? '',
    waiting: counts.get(row.id) ?? 0,
  }));
}

const PACE_OVER = 15;

/** The work queue: what waits for a person in what the actor may see, with counters and the actor's pace. */
export async function listQueue(ctx: Ctx, page: Filter & { view: RowState; list?: string | undefined }) {
  const rows = await listWaiting(ctx, {
    ...page,
    listId: page.list,
    state: page.view,
    words: wordsOf(page.search),
    after: parseAfter(page.cursor),
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  const { byList, byCommune, sum } = await whereWaiting(ctx, page.view);
  const lists = await presentWaitingLists(ctx, new Map([...byList].map(([id, group]) => [id, sum(group)])));
  const titles = new Map(lists.map((list) => [list.id, list.title]));
  const places = await placeNames(ctx, [...byCommune.keys()], legalDay(ctx.clock.now()));
  return {
    items: shown.map((row) => presentRow(row, titles.get(row.list_id) ?? '')),
    ...(last ? { cursor: `${last.probability ?? 0}_${last.id}` } : {}),
    counters: await countersOf(ctx, page.list),
    pace: paceOf(await recentJudgements(ctx, PACE_OVER), ctx.clock.now()),
    lists,
    communes: [...byCommune].map(([code, group]) => ({
      code,
      name: places.get(code) ?? code,
      waiting: sum(group),
    })),
  };
}

async function countersOf(ctx: Ctx, listId: string | undefined) {
  const every = await listListRows(ctx, {
    words: null,
    kind: null,
    state: null,
    before: null,
    beforeId: null,
    limit: 200,
  });
  const ids = listId ? [listId] : every.map((row) => row.id);
  const tallies = [...(await sumTallies(ctx, ids)).values()];
  const total = (name: keyof (typeof tallies)[number]) =>
    tallies.reduce((sum, tally) => sum + tally[name], 0);
  return {
    to_judge: total('toJudge'),
    second_look: total('secondLook'),
    third_look: total('thirdLook'),
    needs_papers: total('needsPapers'),
    matched: total('matched'),
    notFound: total('notFound'),
    byPeople: total('byPeople'),
  };
}

/** How far each commune is with a list, those with most left first. */
export async function getProgress(ctx: Ctx, listId: string) {
  const list = await getListRow(ctx, listId);
  const tallies = await talliesByCommune(ctx, list.id);
  const codes = tallies.map((one) => one.communeCode).filter((code) => code !== '');
  const names = await placeNames(ctx, codes, legalDay(ctx.clock.now()));
  return {
    items: tallies.map(({ communeCode, tally }) => ({
      communeCode,
      communeName: names.get(communeCode) ?? '',
      ...tally,
    })),
  };
}
