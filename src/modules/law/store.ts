import type { InstrumentRow } from '#lib/catalog';
import { foldForSearch } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';
import type { Instrument } from './rules.ts';

export async function storeInstruments(ctx: Ctx, rows: readonly InstrumentRow[]): Promise<void> {
  const values = rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    issuer: row.issuer,
    issued_on: row.issuedOn,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    amends: row.amends ?? [],
    replaced_by: row.replacedBy ?? [],
    governs: row.governs,
    search_text: foldForSearch([row.id, row.number, row.title, row.issuer, row.governs].join('|')),
    source: row.source,
    verified: row.verified,
    note: row.note ?? null,
  }));
  await ctx.db
    .insertInto('law.instrument')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        number: eb.ref('excluded.number'),
        kind: eb.ref('excluded.kind'),
        title: eb.ref('excluded.title'),
        issuer: eb.ref('excluded.issuer'),
        issued_on: eb.ref('excluded.issued_on'),
        valid_from: eb.ref('excluded.valid_from'),
        valid_to: eb.ref('excluded.valid_to'),
        amends: eb.ref('excluded.amends'),
        replaced_by: eb.ref('excluded.replaced_by'),
        governs: eb.ref('excluded.governs'),
        search_text: eb.ref('excluded.search_text'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
}

export interface InstrumentFilter {
  readonly ids?: readonly string[];
  readonly search?: string | undefined;
  /** Instruments that amend, or are replaced by, this one. */
  readonly pointingAt?: string;
}

const likePattern = (search: string): string =>
  `%${foldForSearch(search).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

export async function readInstruments(ctx: Ctx, filter: InstrumentFilter): Promise<Instrument[]> {
  let query = ctx.db.selectFrom('law.instrument').selectAll().orderBy('valid_from', 'desc').orderBy('id');
  const { ids, search, pointingAt } = filter;
  if (ids !== undefined) query = query.where('id', 'in', ids.length === 0 ? [''] : [...ids]);
  if (search !== undefined) query = query.where('search_text', 'like', likePattern(search));
  if (pointingAt !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb(eb.val(pointingAt), '=', eb.fn.any('amends')),
        eb(eb.val(pointingAt), '=', eb.fn.any('replaced_by')),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind as Instrument['kind'],
    title: row.title,
    issuer: row.issuer,
    issuedOn: row.issued_on,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    amends: row.amends,
    replacedBy: row.replaced_by,
    governs: row.governs,
    verified: row.verified,
  }));
}
