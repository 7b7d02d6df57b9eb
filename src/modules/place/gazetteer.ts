import { foldForSearch } from '#lib/vietnamese';
import { kept } from '#platform/edition';
import { type Ctx, legalDay } from '#platform/runtime';
import {
  type Change,
  type Descent,
  type Links,
  type Unit,
  descentOf,
  fullName,
  isInForce,
  linksOf,
  parentsOf,
  unitOn,
} from './rules.ts';
import { type Question, type Resolution, indexNames, resolveAddress } from './rules-resolve.ts';
import { readChanges, readUnits } from './store.ts';

export interface SearchQuestion {
  readonly search?: string | undefined;
  readonly on: string;
  readonly level?: Unit['level'] | undefined;
  readonly parent?: string | undefined;
  readonly includeFormer?: boolean | undefined;
}

/** All units and changes in memory, with everything that is asked of them. Immutable: load once for a batch. */
export interface Gazetteer {
  readonly units: readonly Unit[];
  unitOn(code: string, day: string): Unit | undefined;
  /** What a unit standing on `since` is on `day`. */
  successors(code: string, since: string, day: string): readonly Descent[];
  /** Changes by which the unit that stands on a day came to be. */
  origins(code: string, day: string): readonly { unit: Unit; change: Change }[];
  parents(unit: Unit): readonly Unit[];
  neighbours(unit: Unit): readonly Unit[];
  search(question: SearchQuestion): readonly Unit[];
  resolve(question: Question): Resolution;
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const originsOf = (links: Links, unit: Unit): { unit: Unit; change: Change }[] =>
  (links.changesTo.get(unit.code) ?? [])
    .filter((change) => change.on === unit.validFrom)
    .flatMap((change) => {
      const old = unitOn(links, change.from, dayBefore(change.on));
      return old === undefined ? [] : [{ unit: old, change }];
    });

const searchTextOf = (unit: Unit): string =>
  [fullName(unit), unit.name, ...unit.aliases, unit.code].map(foldForSearch).join('|');

const matchRank = (unit: Unit, wanted: string): number => {
  const name = foldForSearch(unit.name);
  if (name === wanted || unit.code === wanted) return 0;
  return name.startsWith(wanted) ? 1 : 2;
};

const searchIn = (links: Links, texts: ReadonlyMap<Unit, string>, question: SearchQuestion): Unit[] => {
  const wanted = foldForSearch(question.search ?? '').trim();
  return links.units
    .filter((unit) => question.includeFormer === true || isInForce(unit, question.on))
    .filter((unit) => question.level === undefined || unit.level === question.level)
    .filter(
      (unit) =>
        question.parent === undefined ||
        parentsOf(links, unit).some((parent) => parent.code === question.parent),
    )
    .filter((unit) => texts.get(unit)?.includes(wanted) === true)
    .toSorted(
      (a, b) =>
        matchRank(a, wanted) - matchRank(b, wanted) ||
        Number(isInForce(b, question.on)) - Number(isInForce(a, question.on)) ||
        a.name.localeCompare(b.name, 'vi') ||
        (a.code < b.code ? -1 : 1),
    );
};

export function createGazetteer(units: readonly Unit[], changes: readonly Change[]): Gazetteer {
  const links = linksOf(units, changes);
  const names = indexNames(links);
  const texts = new Map(units.map((unit) => [unit, searchTextOf(unit)]));
  return {
    units,
    unitOn: (code, day) => unitOn(links, code, day),
    successors: (code, since, day) => {
      const unit = unitOn(links, code, since);
      return unit === undefined ? [] : descentOf(links, unit, day);
    },
    origins: (code, day) => {
      const unit = unitOn(links, code, day);
      return unit === undefined ? [] : originsOf(links, unit);
    },
    parents: (unit) => parentsOf(links, unit),
    neighbours: (unit) =>
      unit.neighbours.flatMap(
        (code) => links.byCode.get(code)?.find((other) => other.validTo === unit.validTo) ?? [],
      ),
    search: (question) => searchIn(links, texts, question),
    resolve: (question) => resolveAddress(links, names, question),
  };
}

/** The gazetteer of this instant. Kept from one request to the next until the catalogue changes. */
export function loadGazetteer(ctx: Ctx): Promise<Gazetteer> {
  return kept(ctx, { tables: ['catalog'], key: 'gazetteer' }, async () =>
    createGazetteer(await readUnits(ctx), await readChanges(ctx)),
  );
}

/** The unit that stands today under a code. */
export async function findPlace(ctx: Ctx, code: string, on?: string): Promise<Unit | undefined> {
  return (await loadGazetteer(ctx)).unitOn(code, on ?? legalDay(ctx.clock.now()));
}

/** Codes of the units of a day that a code, old or new, stands for: one, several after a division, or none. */
export async function currentPlaces(ctx: Ctx, code: string, day: string): Promise<string[]> {
  const gazetteer = await loadGazetteer(ctx);
  const standing = gazetteer.unitOn(code, day);
  if (standing !== undefined) return [standing.code];
  const last = gazetteer.units
    .filter((unit) => unit.code === code && unit.validTo !== null && unit.validTo <= day)
    .at(-1);
  if (last?.validTo == null) return [];
  return gazetteer.successors(code, dayBefore(last.validTo), day).map((heir) => heir.unit.code);
}

/** Full names by code (`Phường Buôn Hồ`) as of a day; a former code shows its last name. */
export async function placeNames(
  ctx: Ctx,
  codes: readonly string[],
  day: string,
): Promise<Map<string, string>> {
  const gazetteer = await loadGazetteer(ctx);
  const names = new Map<string, string>();
  for (const code of codes) {
    const unit = gazetteer.unitOn(code, day) ?? gazetteer.units.findLast((other) => other.code === code);
    if (unit !== undefined) names.set(code, fullName(unit));
  }
  return names;
}
