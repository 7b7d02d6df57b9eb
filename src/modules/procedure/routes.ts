import { foldForSearch } from '#lib/vietnamese';
import { handle } from '#platform/http';
import { legalDay } from '#platform/runtime';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { findListing, getDefinitionOn, listListings } from './store.ts';
import { compareVersions, listVersions } from './versions.ts';

type ListingRow = NonNullable<Awaited<ReturnType<typeof findListing>>>;

function present(row: ListingRow) {
  return {
    code: row.code,
    title: { vi: row.name_vi, en: row.name_en },
    field: { vi: row.field_vi, en: row.field_en },
    open: row.is_open,
    level: row.levels,
    timeLimit: row.time_limit ? { vi: row.time_limit, en: row.time_limit } : null,
    fee: row.fee_amount,
    verified: row.verified,
  };
}

export const routes = [
  handle(contract.listProcedures, {
    action: 'procedure.list',
    run: async (ctx, { query }) => {
      const rows = await listListings(ctx, {
        folded: foldForSearch(query.search ?? ''),
        openOnly: query.open === 'true',
      });
      return { items: rows.map(present) };
    },
  }),
  handle(contract.getProcedure, {
    action: 'procedure.read',
    run: async (ctx, { params }) => {
      const listing = await findListing(ctx, params.code);
      if (!listing) throw errors.error('not_found');
      const definition = listing.is_open
        ? await getDefinitionOn(ctx, params.code, legalDay(ctx.clock.now()))
        : null;
      return {
        summary: present(listing),
        definition,
        legalBasis: (definition?.legalBasis ?? []).map((id) => ({ id, title: id })),
      };
    },
  }),
  handle(contract.listVersions, {
    action: 'procedure.list-versions',
    run: async (ctx, { params }) => ({ items: await listVersions(ctx, params.code) }),
  }),
  handle(contract.compareVersions, {
    action: 'procedure.compare-versions',
    run: (ctx, { params, query }) => compareVersions(ctx, { ...params, against: query.against }),
  }),
];
