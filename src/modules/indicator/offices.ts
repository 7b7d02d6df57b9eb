import { type Ctx, legalDay, oncePerAct } from '#platform/runtime';
import { findSuccessors } from '#modules/agency';
import { type Gazetteer, loadGazetteer } from '#modules/place';
import { type OfficeRow, readOfficeRows } from './store-offices.ts';

export interface Offices {
  readonly byId: ReadonlyMap<string, OfficeRow>;
  readonly byKey: ReadonlyMap<string, OfficeRow>;
  /** The one commune an agency serves; '' for those that serve more. */
  readonly placeOfUnit: (unit: string) => string;
}

/** Agencies of all times, with the commune each serves. */
export function readOffices(ctx: Ctx): Promise<Offices> {
  return oncePerAct(ctx, 'indicator.offices', async () => {
    const rows = await readOfficeRows(ctx);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      byId,
      byKey: new Map(rows.map((row) => [row.key, row])),
      placeOfUnit: (unit) => {
        const places = byId.get(unit)?.places ?? [];
        const [place] = places;
        return places.length === 1 && place?.length === 5 ? place : '';
      },
    };
  });
}

/** Whom a former unit's figures go to today: its one successor, itself while it stands or where it was divided. */
export async function heirOfUnit(ctx: Ctx, unit: string): Promise<string> {
  const row = (await readOffices(ctx)).byId.get(unit);
  if (row === undefined || row.validTo === null || row.validTo > legalDay(ctx.clock.now())) return unit;
  const heirs = await findSuccessors(ctx, row.key);
  return heirs.length === 1 ? (heirs[0]?.id ?? unit) : unit;
}

/** The unit a commune's figures belong to today; one divided among several keeps its own row. */
export function heirOfPlace(
  gazetteer: Gazetteer,
  place: string,
  days: { from: string; today: string },
): string {
  const standing = [days.today, days.from].find((day) => gazetteer.unitOn(place, day) !== undefined);
  if (standing === undefined || standing === days.today) return place;
  const heirs = gazetteer.successors(place, days.from, days.today);
  return heirs.length === 1 ? (heirs[0]?.unit.code ?? place) : place;
}

export { loadGazetteer };
