import type { PlaceChangeRow, PlaceUnitRow } from '#lib/catalog';
import type { Ctx } from '#platform/runtime';
import type { Change, Unit } from './rules.ts';

const since = (day: string | null): string => day ?? '-infinity';

export async function storeUnits(ctx: Ctx, rows: readonly PlaceUnitRow[]): Promise<void> {
  const values = rows.map((row) => ({
    code: row.code,
    valid_from: since(row.validFrom),
    valid_to: row.validTo,
    name: row.name,
    level: row.level,
    type: row.type,
    parent: row.parent,
    former_province: row.formerProvince ?? null,
    agency_code: row.agencyCode ?? null,
    area_km2: row.areaKm2 ?? null,
    lat: row.lat ?? null,
    lon: row.lon ?? null,
    neighbours: row.neighbours ?? [],
    aliases: row.aliases ?? [],
    source: row.source,
    verified: row.verified,
    note: row.note ?? null,
  }));
  await ctx.db
    .insertInto('place.unit')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['code', 'valid_from']).doUpdateSet((eb) => ({
        valid_to: eb.ref('excluded.valid_to'),
        name: eb.ref('excluded.name'),
        level: eb.ref('excluded.level'),
        type: eb.ref('excluded.type'),
        parent: eb.ref('excluded.parent'),
        former_province: eb.ref('excluded.former_province'),
        agency_code: eb.ref('excluded.agency_code'),
        area_km2: eb.ref('excluded.area_km2'),
        lat: eb.ref('excluded.lat'),
        lon: eb.ref('excluded.lon'),
        neighbours: eb.ref('excluded.neighbours'),
        aliases: eb.ref('excluded.aliases'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
}

export async function storeChanges(ctx: Ctx, rows: readonly PlaceChangeRow[]): Promise<void> {
  const values = rows.map((row) => ({
    on_day: row.on,
    from_code: row.from,
    to_code: row.to,
    kind: row.kind,
    hint: row.hint ?? null,
    source: row.source,
    verified: row.verified,
    note: row.note ?? null,
  }));
  await ctx.db
    .insertInto('place.change')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['on_day', 'from_code', 'to_code']).doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        hint: eb.ref('excluded.hint'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        note: eb.ref('excluded.note'),
      })),
    )
    .execute();
}

export async function readUnits(ctx: Ctx): Promise<Unit[]> {
  const rows = await ctx.db
    .selectFrom('place.unit')
    .selectAll()
    .orderBy('code')
    .orderBy('valid_from')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    name: row.name,
    level: row.level as Unit['level'],
    type: row.type,
    parent: row.parent,
    formerProvince: row.former_province,
    agencyCode: row.agency_code,
    areaKm2: row.area_km2,
    lat: row.lat,
    lon: row.lon,
    neighbours: row.neighbours,
    aliases: row.aliases,
    source: row.source,
    verified: row.verified,
  }));
}

export async function readChanges(ctx: Ctx): Promise<Change[]> {
  const rows = await ctx.db
    .selectFrom('place.change')
    .select(['on_day', 'from_code', 'to_code', 'kind', 'hint'])
    .orderBy('on_day')
    .orderBy('from_code')
    .orderBy('to_code')
    .execute();
  return rows.map((row) => ({
    on: row.on_day,
    from: row.from_code,
    to: row.to_code,
    kind: row.kind as Change['kind'],
    hint: row.hint,
  }));
}
