import { fold } from '#lib/vietnamese';

/** A unit between two legal days [validFrom, validTo); `-infinity` sorts before every day. */
export interface Unit {
  readonly code: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly name: string;
  readonly level: 'province' | 'district' | 'commune';
  readonly type: string;
  readonly parent: string | null;
  readonly formerProvince: string | null;
  readonly agencyCode: string | null;
  readonly areaKm2: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly neighbours: readonly string[];
  readonly aliases: readonly string[];
  readonly source: string;
  readonly verified: boolean;
}

export interface Change {
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'whole' | 'partial' | 'unchanged' | 'renamed';
  readonly hint: string | null;
}

/** One way from an old unit to a unit that stands: the share is 1 unless a division lies on the way. */
export interface Descent {
  readonly unit: Unit;
  readonly steps: readonly Change[];
  readonly isDivided: boolean;
}

export interface Links {
  readonly units: readonly Unit[];
  readonly byCode: ReadonlyMap<string, readonly Unit[]>;
  readonly changesFrom: ReadonlyMap<string, readonly Change[]>;
  readonly changesTo: ReadonlyMap<string, readonly Change[]>;
}

export const isInForce = (unit: Unit, day: string): boolean =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);

export function linksOf(units: readonly Unit[], changes: readonly Change[]): Links {
  return {
    units,
    byCode: Map.groupBy(units, (unit) => unit.code),
    changesFrom: Map.groupBy(changes, (change) => change.from),
    changesTo: Map.groupBy(changes, (change) => change.to),
  };
}

export function unitOn(links: Links, code: string, day: string): Unit | undefined {
  return links.byCode.get(code)?.find((unit) => isInForce(unit, day));
}

/** The day on which a unit that ended turned into others; undefined while it stands. */
const nextSteps = (links: Links, unit: Unit): readonly Change[] =>
  (links.changesFrom.get(unit.code) ?? []).filter(
    (change) =>
      change.on > unit.validFrom &&
      (unit.validTo === null || change.on <= unit.validTo) &&
      (change.on === unit.validTo || change.kind === 'partial'),
  );

/**
 * What a unit became by a day, following every change since. A unit that goes on after giving a part away keeps
 * itself among its heirs: an address in it may lie in either.
 */
export function descentOf(links: Links, unit: Unit, day: string): Descent[] {
  const walk = (here: Unit, since: string, steps: readonly Change[]): Descent[] => {
    const due = nextSteps(links, here).filter((change) => change.on > since && change.on <= day);
    const first = due.reduce<string | undefined>(
      (least, change) => (least === undefined || change.on < least ? change.on : least),
      undefined,
    );
    if (first === undefined) {
      return isInForce(here, day)
        ? [{ unit: here, steps, isDivided: steps.some((step) => step.kind === 'partial') }]
        : [];
    }
    return due
      .filter((change) => change.on === first)
      .flatMap((change) => {
        const next = unitOn(links, change.to, change.on);
        return next === undefined ? [] : walk(next, change.on, [...steps, change]);
      });
  };
  return mergeSame(walk(unit, unit.validFrom, []));
}

const mergeSame = (ways: readonly Descent[]): Descent[] => {
  const byCode = new Map<string, Descent>();
  for (const way of ways) {
    const known = byCode.get(way.unit.code);
    if (known === undefined) byCode.set(way.unit.code, way);
    else byCode.set(way.unit.code, { ...known, steps: [...known.steps, ...way.steps] });
  }
  const heirs = [...byCode.values()];
  return heirs.length === 1 ? heirs.map((heir) => ({ ...heir, isDivided: false })) : heirs;
};

/** The province (and before 2025-07-01 the district) above a unit, as they stood at its time. */
export function parentsOf(links: Links, unit: Unit): Unit[] {
  const parents: Unit[] = [];
  let here: Unit | undefined = unit;
  while (here?.parent != null && parents.length < 3) {
    const code: string = here.parent;
    const standing: Unit | undefined = links.byCode
      .get(code)
      ?.find((candidate) =>
        candidate.validTo === null
          ? unit.validTo === null
          : unit.validTo !== null && unit.validTo <= candidate.validTo,
      );
    if (standing === undefined) break;
    parents.push(standing);
    here = standing;
  }
  return parents;
}

const isNumbered = (unit: Unit): boolean => /^\d+$/.test(unit.name);

/** `Phường Buôn Hồ`; a ward with a number is `Phường 1`. */
export const fullName = (unit: Pick<Unit, 'type' | 'name'>): string => `${unit.type} ${unit.name}`;

/** Folded names a unit goes by. Numbered wards only with the word ward: a bare number is a house. */
export function namesOf(unit: Unit): string[] {
  if (isNumbered(unit))
    return [
      `phuong ${unit.name}`,
      `p ${unit.name}`,
      `p${unit.name}`,
      `p0${unit.name}`,
      `phuong 0${unit.name}`,
    ];
  const names = [unit.name, ...unit.aliases].map(fold);
  const variants = names.flatMap((name) => (name.startsWith('cu ') ? [`chu ${name.slice(3)}`] : []));
  const joined = names
    .filter((name) => name.includes(' ') && name.length > 6)
    .map((name) => name.replaceAll(' ', ''));
  const short = unit.type === 'Huyện' ? names.map((name) => `h${name}`) : [];
  return [...new Set([...names, ...variants, ...joined, ...short])];
}
