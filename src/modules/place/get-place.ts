import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { type Gazetteer, type SearchQuestion, loadGazetteer } from './gazetteer.ts';
import type { Resolution } from './rules-resolve.ts';
import { type Unit, fullName } from './rules.ts';

const shownDay = (day: string): string | null => (day === '-infinity' ? null : day);

export const presentName = (unit: Unit) => ({
  code: unit.code,
  name: unit.name,
  fullName: fullName(unit),
  level: unit.level,
  validFrom: shownDay(unit.validFrom),
  validTo: unit.validTo,
});

const presentUnit = (gazetteer: Gazetteer, unit: Unit) => {
  const parents = gazetteer.parents(unit);
  const [parent] = parents;
  const province = parents.find((above) => above.level === 'province');
  return {
    ...presentName(unit),
    parent: parent === undefined ? null : presentName(parent),
    province: province === undefined ? null : presentName(province),
    areaKm2: unit.areaKm2,
    lat: unit.lat,
    lon: unit.lon,
    verified: unit.verified,
  };
};

const limit = 200;

/** Units that stand on a day (today when none is given), found by name, alias or code. */
export async function listPlaces(
  ctx: Ctx,
  question: Omit<SearchQuestion, 'on'> & { on?: string | undefined },
) {
  const today = legalDay(ctx.clock.now());
  const gazetteer = await loadGazetteer(ctx);
  return gazetteer
    .search({ ...question, on: question.on ?? today })
    .slice(0, limit)
    .map((unit) => ({
      ...presentUnit(gazetteer, unit),
      today: heirsOf(gazetteer, unit, today).map((heir) => presentName(heir.unit)),
    }));
}

const lastDayOf = (unit: Unit, today: string): string =>
  unit.validTo === null
    ? today
    : new Date(Date.parse(`${unit.validTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const heirsOf = (gazetteer: Gazetteer, unit: Unit, today: string) =>
  unit.validTo === null ? [] : gazetteer.successors(unit.code, lastDayOf(unit, today), today);

/** @throws place.not_found */
export async function getPlace(ctx: Ctx, code: string, on?: string) {
  const today = legalDay(ctx.clock.now());
  const gazetteer = await loadGazetteer(ctx);
  const unit = gazetteer.unitOn(code, on ?? today);
  if (unit === undefined) throw errors.error('not_found');
  return {
    unit: presentUnit(gazetteer, unit),
    neighbours: gazetteer.neighbours(unit).map(presentName),
    cameFrom: gazetteer.origins(code, on ?? today).map(({ unit: old, change }) => ({
      unit: presentName(old),
      on: change.on,
      kind: change.kind,
      hint: change.hint,
    })),
    became: heirsOf(gazetteer, unit, today).map((heir) => ({
      unit: presentName(heir.unit),
      on: heir.steps.at(-1)?.on ?? today,
      kind: heir.isDivided ? ('partial' as const) : (heir.steps.at(-1)?.kind ?? ('whole' as const)),
      hint: heir.steps.map((step) => step.hint).find((hint) => hint !== null) ?? null,
    })),
  };
}

export const presentResolution = (resolution: Resolution) => ({
  unit: resolution.unit === null ? null : presentName(resolution.unit),
  candidates: resolution.candidates.map((candidate) => ({
    unit: presentName(candidate.unit),
    confidence: candidate.confidence,
    through: candidate.through.map(presentName),
    divided: candidate.isDivided,
    hint: candidate.hint,
  })),
  rest: resolution.rest,
  level: resolution.level,
});

/** Which of today's units an address as printed lies in. */
export async function resolvePrintedAddress(
  ctx: Ctx,
  input: { text: string; writtenOn?: string | undefined },
) {
  const gazetteer = await loadGazetteer(ctx);
  return presentResolution(gazetteer.resolve({ ...input, today: legalDay(ctx.clock.now()) }));
}
