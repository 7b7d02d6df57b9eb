import type { AgencyRow, AgencySuccessionRow } from '#lib/catalog';
import { foldForSearch } from '#lib/vietnamese';
import { kept } from '#platform/edition';
import { type Ctx, type Database, forgetInAct } from '#platform/runtime';
import type { Selectable } from 'kysely';
import { type Agency, type Succession, isInForce } from './rules.ts';

export async function storeAgencies(ctx: Ctx, rows: readonly AgencyRow[]): Promise<void> {
  const values = rows.map((row) => ({
    id: ctx.ids.next(),
    key: row.key,
    code: row.code,
    provisional: row.provisional,
    name: row.name,
    name_en: row.nameEn,
    short_name: row.shortName ?? null,
    kind: row.kind,
    parent_key: row.parent,
    dossier_prefix: row.dossierPrefix ?? null,
    places: row.places,
    fields: row.fields ?? [],
    valid_from: row.validFrom ?? '-infinity',
    valid_to: row.validTo,
    search_text: foldForSearch([row.name, row.nameEn, row.shortName ?? '', row.code ?? ''].join('|')),
    source: row.source,
    verified: row.verified,
    note: row.note ?? null,
  }));
  await ctx.db
    .insertInto('agency.agency')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        code: eb.ref('excluded.code'),
        provisional: eb.ref('excluded.provisional'),
        name: eb.ref('excluded.name'),
        name_en: eb.ref('excluded.name_en'),
        short_name: eb.ref('excluded.short_name'),
        kind: eb.ref('excluded.kind'),
        parent_key: eb.ref('excluded.parent_key'),
        dossier_prefix: eb.ref('excluded.dossier_prefix'),
        places: eb.ref('excluded.places'),
        fields: eb.ref('excluded.fields'),
        valid_from: eb.ref('excluded.valid_from'),
        valid_to: eb.ref('excluded.valid_to'),
        search_text: eb.ref('excluded.search_text'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
  forgetInAct(ctx, 'kept ');
}

export async function storeSuccessions(ctx: Ctx, rows: readonly AgencySuccessionRow[]): Promise<void> {
  const values = rows.map((row) => ({
    on_day: row.on,
    from_key: row.from,
    to_key: row.to,
    scope: row.scope,
    law: row.law ?? [],
    source: row.source,
    verified: row.verified,
    note: row.note ?? null,
  }));
  await ctx.db
    .insertInto('agency.succession')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['on_day', 'from_key', 'to_key']).doUpdateSet((eb) => ({
        scope: eb.ref('excluded.scope'),
        law: eb.ref('excluded.law'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
}

const agencyOf = (row: Selectable<Database['agency.agency']>): Agency => ({
  id: row.id,
  key: row.key,
  code: row.code,
  provisional: row.provisional,
  name: row.name,
  nameEn: row.name_en,
  shortName: row.short_name,
  kind: row.kind as Agency['kind'],
  parentKey: row.parent_key,
  dossierPrefix: row.dossier_prefix,
  places: row.places,
  fields: row.fields,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

export interface AgencyFilter {
  readonly ids?: readonly string[];
  readonly keys?: readonly string[];
  readonly kind?: Agency['kind'] | undefined;
  readonly code?: string;
  readonly dossierPrefix?: string;
  readonly search?: string | undefined;
  /** Serving any of these units. */
  readonly places?: readonly string[] | undefined;
  readonly on?: string | undefined;
}

interface KeptAgency {
  readonly agency: Agency;
  readonly searchText: string;
}

interface KeptAgencies {
  readonly all: readonly KeptAgency[];
  readonly byId: ReadonlyMap<string, KeptAgency>;
  readonly byKind: ReadonlyMap<string, readonly KeptAgency[]>;
}

/** Every agency there is or was, ordered by key: a few hundred. */
function allAgencies(ctx: Ctx): Promise<KeptAgencies> {
  return kept(ctx, { tables: ['agency'], key: 'agencies' }, async () => {
    const rows = await ctx.db.selectFrom('agency.agency').selectAll().orderBy('key').execute();
    const all = rows.map((row) => ({ agency: agencyOf(row), searchText: row.search_text }));
    return {
      all,
      byId: new Map(all.map((known) => [known.agency.id, known])),
      byKind: Map.groupBy(all, (known) => known.agency.kind),
    };
  });
}

/** The few among which the wanted ones are. */
function among({ all, byId, byKind }: KeptAgencies, { ids, kind }: AgencyFilter): readonly KeptAgency[] {
  if (ids !== undefined && ids.length === 1) return ids.flatMap((id) => byId.get(id) ?? []);
  return kind === undefined ? all : (byKind.get(kind) ?? []);
}

type Test = (kept: KeptAgency) => boolean;

function testsOf(filter: AgencyFilter): Test[] {
  const { ids, keys, kind, code, dossierPrefix, search, places, on } = filter;
  const folded = search === undefined ? undefined : foldForSearch(search);
  const tests: readonly (readonly [unknown, Test])[] = [
    [ids, ({ agency }) => ids?.includes(agency.id) ?? true],
    [keys, ({ agency }) => keys?.includes(agency.key) ?? true],
    [kind, ({ agency }) => agency.kind === kind],
    [code, ({ agency }) => agency.code === code],
    [dossierPrefix, ({ agency }) => agency.dossierPrefix === dossierPrefix],
    [search, ({ searchText }) => searchText.includes(folded ?? '')],
    [places, ({ agency }) => places?.some((place) => agency.places.includes(place)) ?? true],
    [on, ({ agency }) => on === undefined || isInForce(agency, on)],
  ];
  return tests.filter(([wanted]) => wanted !== undefined).map(([, test]) => test);
}

export async function readAgencies(ctx: Ctx, filter: AgencyFilter): Promise<Agency[]> {
  const tests = testsOf(filter);
  const known = among(await allAgencies(ctx), filter);
  return known.filter((each) => tests.every((test) => test(each))).map(({ agency }) => agency);
}

export async function readSuccessions(ctx: Ctx): Promise<Succession[]> {
  const rows = await ctx.db
    .selectFrom('agency.succession')
    .select(['on_day', 'from_key', 'to_key', 'scope', 'law', 'note', 'verified'])
    .orderBy('on_day')
    .orderBy('from_key')
    .orderBy('to_key')
    .execute();
  return rows.map((row) => ({
    on: row.on_day,
    from: row.from_key,
    to: row.to_key,
    scope: row.scope,
    law: row.law,
    note: row.note,
    verified: row.verified,
  }));
}
