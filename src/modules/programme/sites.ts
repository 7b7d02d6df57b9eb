import type { z } from 'zod';
import { foldForSearch } from '#lib/vietnamese';
import { currentPlaces, findPlace, fullName, placeNames } from '#modules/place';
import type { Ctx } from '#platform/runtime';
import type { addSite, listSites } from './contract-people.ts';
import { errors } from './errors.ts';
import { noDevices, ownAgency } from './get-model.ts';
import { demand, demandOfficer, isSecretary, may } from './may.ts';
import { refuseStale } from './move-model.ts';
import { planFacts, refById } from './plan.ts';
import { today } from './present.ts';
import { differences, record } from './record.ts';
import { insertSite, readSites, type SiteRow, sumSites, updateSite } from './store-people.ts';

type SiteFields = z.output<NonNullable<typeof addSite.body>>;

/** The name of a place as it stands on a day; refuses a code that was never one. @throws programme.place_unknown */
export async function placeOn(ctx: Ctx, code: string, day: string): Promise<string> {
  const unit = await findPlace(ctx, code, day);
  if (unit === undefined) throw errors.error('place_unknown', { code });
  return fullName(unit);
}

/**
 * What the place of a row is called today where that differs from its name then. A commune renamed or merged in
 * mid-year keeps its row and its name of the time; the list says what it is now.
 */
export async function namesNow(
  ctx: Ctx,
  rows: readonly { place_code: string | null; place_name: string }[],
): Promise<(row: { place_code: string | null; place_name: string }) => string | null> {
  const day = today(ctx);
  const codes = [...new Set(rows.flatMap((row) => (row.place_code === null ? [] : [row.place_code])))];
  const heirs = new Map<string, string[]>();
  for (const code of codes) heirs.set(code, await currentPlaces(ctx, code, day));
  const names = await placeNames(ctx, [...heirs.values()].flat(), day);
  return (row) => {
    const now = (heirs.get(row.place_code ?? '') ?? []).map((code) => names.get(code) ?? code).join(', ');
    return now === '' || now === row.place_name ? null : now;
  };
}

/** Codes under which rows of a place may have been entered: its own, and those of the units that became it. */
export async function codesOf(
  ctx: Ctx,
  code: string | undefined,
  known: readonly string[],
): Promise<string[] | undefined> {
  if (code === undefined) return undefined;
  const day = today(ctx);
  const found = [code];
  for (const other of new Set(known))
    if ((await currentPlaces(ctx, other, day)).includes(code)) found.push(other);
  return found;
}

const searchOf = (fields: Pick<SiteFields, 'name' | 'address' | 'kind'>, placeName: string): string =>
  foldForSearch(`${fields.name} ${fields.address} ${fields.kind} ${placeName}`);

function rowOf(fields: SiteFields, placeName: string) {
  const needed =
    fields.reader_qr + fields.reader_chip + fields.handheld + fields.kiosk + fields.camera + fields.pos;
  if (fields.installed > needed)
    throw errors.error('site_installed_too_many', { installed: fields.installed, needed });
  return {
    handbook: fields.model,
    kind: fields.kind,
    name: fields.name,
    place_code: fields.placeCode,
    place_name: placeName,
    address: fields.address,
    agency_id: fields.agencyId,
    reader_qr: fields.reader_qr,
    reader_chip: fields.reader_chip,
    handheld: fields.handheld,
    kiosk: fields.kiosk,
    camera: fields.camera,
    pos: fields.pos,
    installed: fields.installed,
    surveyed_on: fields.surveyedOn,
    note: fields.note,
    search_text: searchOf(fields, placeName),
  };
}

/** @throws programme.site_exists, place_unknown, site_installed_too_many */
export async function registerSite(
  ctx: Ctx,
  fields: SiteFields,
  options: { isDemonstration?: boolean } = {},
): Promise<string> {
  demand(ctx, 'site.add', { agency: fields.agencyId });
  const row = rowOf(fields, await placeOn(ctx, fields.placeCode, today(ctx)));
  const id = await insertSite(ctx, { ...row, is_demonstration: options.isDemonstration ?? false });
  if (id === null) throw errors.error('site_exists', { name: fields.name });
  await record(ctx, {
    type: 'programme.site_added',
    streamId: id,
    handbook: fields.model,
    agencyId: fields.agencyId,
    after: { name: fields.name, place: row.place_name },
  });
  return id;
}

async function getSite(ctx: Ctx, id: string): Promise<SiteRow> {
  const [row] = await readSites(ctx, { id, limit: 1 });
  if (row === undefined) throw errors.error('not_found');
  return row;
}

const shownFields = (row: SiteRow) => ({
  name: row.name,
  address: row.address,
  reader_qr: row.reader_qr,
  reader_chip: row.reader_chip,
  handheld: row.handheld,
  kiosk: row.kiosk,
  camera: row.camera,
  pos: row.pos,
  installed: row.installed,
  removedOn: row.removed_on,
});

async function writeSite(
  ctx: Ctx,
  row: SiteRow,
  change: { version: number; set: Parameters<typeof updateSite>[2] },
): Promise<{ version: number }> {
  demand(ctx, 'site.change', { agency: row.agency_id });
  if (row.version !== change.version) return refuseStale(ctx, row);
  if (!(await updateSite(ctx, { id: row.id, version: change.version }, change.set)))
    return refuseStale(ctx, await getSite(ctx, row.id));
  const after = await getSite(ctx, row.id);
  await record(ctx, {
    type: 'programme.site_changed',
    streamId: row.id,
    handbook: row.handbook,
    agencyId: row.agency_id,
    ...differences(shownFields(row), shownFields(after)),
  });
  return { version: after.version };
}

export async function changeSite(
  ctx: Ctx,
  input: { id: string; version: number; fields: SiteFields },
): Promise<{ version: number }> {
  const row = await getSite(ctx, input.id);
  const isSamePlace = row.place_code === input.fields.placeCode;
  const placeName = isSamePlace ? row.place_name : await placeOn(ctx, input.fields.placeCode, today(ctx));
  return writeSite(ctx, row, { version: input.version, set: rowOf(input.fields, placeName) });
}

export async function removeSite(
  ctx: Ctx,
  input: { id: string; version: number; removed: boolean },
): Promise<{ version: number }> {
  const row = await getSite(ctx, input.id);
  return writeSite(ctx, row, {
    version: input.version,
    set: { removed_on: input.removed ? today(ctx) : null },
  });
}

export async function listAllSites(
  ctx: Ctx,
  question: {
    search?: string | undefined;
    model?: number | undefined;
    place?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<z.input<NonNullable<typeof listSites.response>>> {
  demandOfficer(ctx);
  const known = question.place === undefined ? [] : await readSites(ctx, { limit: 5000 });
  const rows = await readSites(ctx, {
    handbook: question.model,
    search:
      question.search === undefined ? undefined : foldForSearch(question.search).replaceAll(/[%_\\]/g, ''),
    places: await codesOf(
      ctx,
      question.place,
      known.flatMap((row) => (row.place_code === null ? [] : [row.place_code])),
    ),
    after: question.cursor,
    limit: question.limit + 1,
  });
  const page = rows.slice(0, question.limit);
  const ref = await refById(ctx);
  const nowOf = await namesNow(ctx, page);
  const details = new Map((await planFacts.details(ctx)).map((row) => [row.handbook, row]));
  return {
    canAdd: isSecretary(ctx) || may(ctx, 'site.add', { agency: ownAgency(ctx) }),
    nextCursor: rows.length > question.limit ? (page.at(-1)?.id ?? null) : null,
    totals: (await sumSites(ctx)).map(({ handbook, sites, installed, ...needed }) => ({
      model: handbook,
      short: details.get(handbook)?.short ?? '',
      planned: details.get(handbook)?.devices ?? [],
      sites: Number(sites),
      installed,
      needed: { ...noDevices, ...needed },
    })),
    items: page.map((row) => ({
      id: row.id,
      model: row.handbook,
      kind: row.kind,
      name: row.name,
      placeCode: row.place_code,
      placeName: row.place_name,
      placeNow: nowOf(row),
      address: row.address,
      agencyId: row.agency_id,
      agency: ref(row.agency_id),
      reader_qr: row.reader_qr,
      reader_chip: row.reader_chip,
      handheld: row.handheld,
      kiosk: row.kiosk,
      camera: row.camera,
      pos: row.pos,
      installed: row.installed,
      surveyedOn: row.surveyed_on,
      note: row.note,
      demonstration: row.is_demonstration,
      version: row.version,
      canEdit: may(ctx, 'site.change', { agency: row.agency_id }),
    })),
  };
}
