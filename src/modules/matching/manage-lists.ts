import { errors as accessErrors, isAllowed } from '#platform/access';
import { fold } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';
import type { ListDetail, ListView } from './contract.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { presentDetail, presentLists } from './present.ts';
import { findKindRow, listKindRows } from './store-kinds.ts';
import { findListRow, insertList, type ListRow, listListRows } from './store-lists.ts';

/** @throws matching.not_found also where the actor may not see it */
export async function getListRow(ctx: Ctx, id: string): Promise<ListRow> {
  const row = await findListRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return row;
}

/** A list that the actor's department owns; others find it not. @throws matching.not_found */
export async function getOwnList(ctx: Ctx, id: string): Promise<ListRow> {
  const row = await getListRow(ctx, id);
  const attributes = { agency: row.agency_id };
  if (!isAllowed(policy, 'list', { principal: ctx.principal, action: 'change', attributes, basis: null }))
    throw errors.error('not_found');
  return row;
}

/** Begins a list at the actor's department. @throws matching.kind_unknown */
export async function createList(ctx: Ctx, input: { title: string; kind: string }): Promise<ListDetail> {
  const term = ctx.principal.terms.find((one) => one.role === 'list-owner');
  if (!term) throw accessErrors.error('forbidden');
  const kind = await findKindRow(ctx, input.kind);
  if (!kind) throw errors.error('kind_unknown');
  const id = ctx.ids.next();
  await insertList(ctx, {
    id,
    agencyId: term.agencyId,
    kindKey: kind.key,
    kindRevision: kind.revision,
    title: input.title,
    searchText: fold(input.title),
  });
  await ctx.events.emit({ type: 'matching.list_created', streamId: id, data: { kind: kind.key } });
  return presentDetail(ctx, await getListRow(ctx, id));
}

interface Page {
  readonly search?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function listLists(ctx: Ctx, page: Page): Promise<{ items: ListView[]; cursor?: string }> {
  const [at, id] = page.cursor?.split('_') ?? [];
  const rows = await listListRows(ctx, {
    words: page.search ? fold(page.search) : null,
    kind: page.kind ?? null,
    state: page.state ?? null,
    before: at ? new Date(at) : null,
    beforeId: id ?? null,
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: await presentLists(ctx, shown),
    ...(last ? { cursor: `${last.changed_at.toISOString()}_${last.id}` } : {}),
  };
}

export async function listKinds(ctx: Ctx) {
  return { items: (await listKindRows(ctx)).map((row) => row.definition) };
}
