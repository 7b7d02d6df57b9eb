import { findPlace, loadGazetteer } from '#modules/place';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { type Agency, type Succession, followSuccession, isInForce, successorKeys } from './rules.ts';
import { type AgencyFilter, readAgencies, readSuccessions } from './store.ts';

/** An agency as those who send a case there need it. */
export interface ServingAgency {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: Agency['kind'];
  readonly code: string | null;
  /** What its dossier codes begin with. TT 03/2025/TT-VPCP */
  readonly dossierPrefix: string;
  /** The commune or province it serves. */
  readonly place: string;
}

const today = (ctx: Ctx): string => legalDay(ctx.clock.now());

/** A commune and what lies above it on a day: who serves the province serves it too. */
async function withParents(ctx: Ctx, place: string, day: string): Promise<string[]> {
  const unit = await findPlace(ctx, place, day);
  if (unit === undefined) return [place];
  return [place, ...(await loadGazetteer(ctx)).parents(unit).map((parent) => parent.code)];
}

const serving = ({ id, key, name, kind, code, dossierPrefix }: Agency, place: string): ServingAgency => ({
  id,
  key,
  name,
  kind,
  code,
  dossierPrefix: dossierPrefix ?? code ?? key,
  place,
});

/** The agency of a kind that serves a commune on a day; the nearest one when several do. */
export async function findServingAgency(
  ctx: Ctx,
  question: { kind: Agency['kind']; place: string; day?: string | undefined },
): Promise<ServingAgency | undefined> {
  const day = question.day ?? today(ctx);
  const places = await withParents(ctx, question.place, day);
  const found = await readAgencies(ctx, { kind: question.kind, places, on: day });
  const nearest = places.flatMap((place) =>
    found.filter((agency) => agency.places.includes(place)).map((agency) => ({ agency, place })),
  )[0];
  if (nearest === undefined) return undefined;
  return serving(nearest.agency, nearest.place);
}

/**
 * The agency that other systems mean by a code on a day. Where a centre receives for its committee the committee's
 * code stands for the centre: its dossiers begin with it.
 */
export async function findAgencyByCode(
  ctx: Ctx,
  code: string,
  day?: string,
): Promise<ServingAgency | undefined> {
  const on = day ?? today(ctx);
  const receiving = await readAgencies(ctx, { dossierPrefix: code, on });
  const centre = receiving.find((agency) => agency.kind.endsWith('-centre'));
  const found = centre ?? (await readAgencies(ctx, { code, on }))[0] ?? receiving[0];
  return found === undefined ? undefined : serving(found, found.places[0] ?? '');
}

/** @throws agency.not_found */
export async function getAgencyById(ctx: Ctx, id: string): Promise<Agency> {
  const [agency] = await readAgencies(ctx, { ids: [id] });
  if (agency === undefined) throw errors.error('not_found');
  return agency;
}

export async function findAgencyByKey(ctx: Ctx, key: string): Promise<Agency | undefined> {
  return (await readAgencies(ctx, { keys: [key] }))[0];
}

/** Names by id, for lists. */
export async function agencyNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (await readAgencies(ctx, { ids: [...new Set(ids)] })).map((agency) => [agency.id, agency.name]),
  );
}

/** Registry id of every agency key, for rooms whose catalogue names agencies by key. */
export async function agencyIdsByKey(ctx: Ctx): Promise<Map<string, string>> {
  return new Map((await readAgencies(ctx, {})).map((agency) => [agency.key, agency.id]));
}

/** Who answers today (or on a day) for what an agency did, in all or in one field. */
export async function findSuccessors(
  ctx: Ctx,
  key: string,
  question: { day?: string | undefined; field?: string | undefined } = {},
): Promise<Agency[]> {
  const byKey = new Map((await readAgencies(ctx, {})).map((agency) => [agency.key, agency]));
  if (!byKey.has(key)) throw errors.error('not_found');
  const day = question.day ?? today(ctx);
  const known = { agencies: byKey, successions: await readSuccessions(ctx) };
  return successorKeys(key, known, { day, field: question.field }).flatMap((found) => {
    const agency = byKey.get(found);
    return agency !== undefined && isInForce(agency, day) ? [agency] : [];
  });
}

/** All agencies and successions at once, for rooms that ask for many: by key, by id, and whose work went where. */
export interface AgencyBook {
  readonly byKey: ReadonlyMap<string, Agency>;
  readonly byId: ReadonlyMap<string, Agency>;
  /** Who answers on the day, and by which steps it came to them. */
  follow(key: string, field?: string): { agencies: Agency[]; steps: Succession[] };
}

export async function loadAgencyBook(ctx: Ctx, day: string = today(ctx)): Promise<AgencyBook> {
  const all = await readAgencies(ctx, {});
  const successions = await readSuccessions(ctx);
  const byKey = new Map(all.map((agency) => [agency.key, agency]));
  return {
    byKey,
    byId: new Map(all.map((agency) => [agency.id, agency])),
    follow: (key, field) => {
      const { found, steps } = followSuccession(key, { agencies: byKey, successions }, { day, field });
      const agencies = found.flatMap((one) => {
        const agency = byKey.get(one);
        return agency !== undefined && isInForce(agency, day) ? [agency] : [];
      });
      return { agencies, steps };
    },
  };
}

const shownDay = (day: string): string | null => (day === '-infinity' ? null : day);
export const presentName = ({ id, key, name, nameEn }: Agency) => ({ id, key, name, nameEn });

export const presentAgency = (agency: Agency) => ({
  ...presentName(agency),
  code: agency.code,
  provisional: agency.provisional,
  shortName: agency.shortName,
  kind: agency.kind,
  places: [...agency.places],
  fields: [...agency.fields],
  validFrom: shownDay(agency.validFrom),
  validTo: agency.validTo,
});

const limit = 400;

export async function listAgencies(
  ctx: Ctx,
  question: Omit<AgencyFilter, 'places'> & { place?: string | undefined; isFormerToo?: boolean },
) {
  const day = question.on ?? today(ctx);
  const places = question.place === undefined ? undefined : await withParents(ctx, question.place, day);
  const found = await readAgencies(ctx, {
    search: question.search,
    kind: question.kind,
    places,
    on: question.isFormerToo === true ? undefined : day,
  });
  return found.slice(0, limit).map(presentAgency);
}

const presentStep = (agency: Agency, step: Succession) => ({
  agency: presentName(agency),
  on: step.on,
  scope: [...step.scope],
  verified: step.verified,
});

/** @throws agency.not_found */
export async function getAgency(ctx: Ctx, id: string) {
  const agency = await getAgencyById(ctx, id);
  const steps = (await readSuccessions(ctx)).filter(
    (step) => step.from === agency.key || step.to === agency.key,
  );
  const keys = [...steps.flatMap((step) => [step.from, step.to]), agency.parentKey ?? ''];
  const byKey = new Map((await readAgencies(ctx, { keys })).map((other) => [other.key, other]));
  const show = (step: Succession, key: string) => {
    const other = byKey.get(key);
    return other === undefined ? [] : [presentStep(other, step)];
  };
  const parent = byKey.get(agency.parentKey ?? '');
  return {
    agency: presentAgency(agency),
    parent: parent === undefined ? null : presentName(parent),
    predecessors: steps.filter((step) => step.to === agency.key).flatMap((step) => show(step, step.from)),
    successors: steps.filter((step) => step.from === agency.key).flatMap((step) => show(step, step.to)),
    today: (await findSuccessors(ctx, agency.key)).map(presentName),
  };
}
