import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface OfficeRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string | null;
  readonly kind: string;
  readonly places: readonly string[];
  readonly validFrom: string;
  readonly validTo: string | null;
}

export async function readOfficeRows(ctx: Ctx): Promise<OfficeRow[]> {
  const { rows } = await sql<OfficeRow>`
    select id, key, name, name_en as "nameEn", short_name as "shortName", kind, places,
           valid_from as "validFrom", valid_to as "validTo"
      from agency_pub.agency order by key`.execute(ctx.db);
  return rows;
}
