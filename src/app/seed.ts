import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { daklakUnits } from '#lib/synthetic-population';
import { agencyIdsByKey, agencyNames, agencyProjectors } from '#modules/agency';
import { createCivilStatusLoads } from '#modules/civil-status';
import { askComputing, publishDefinitions, readIndicatorFiles, readRun } from '#modules/indicator';
import { publishLayouts, readLayouts } from '#modules/ioc';
import { lawProjectors } from '#modules/law';
import { publishListKinds } from '#modules/matching';
import { personLoads, seedPopulation } from '#modules/person';
import { placeProjectors } from '#modules/place';
import { takeSnapshot } from '#modules/population-analysis';
import { importCatalogue } from '#modules/procedure';
import { preparePlan, programmeProjectors, seedProgramme } from '#modules/programme';
import { residenceLoads } from '#modules/residence';
import { publishPurposes, readPurposes } from '#platform/basis';
import { importCalendar, readCalendarCatalog } from '#platform/calendar';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { openBankAccount, openIncomeAccount, openTill } from '#platform/money';
import { publishTemplates, readTemplates } from '#platform/notify';
import { type Ctx, system } from '#platform/runtime';
import { trustDemonstrationCards } from './card-authority.ts';
import type { House } from './compose.ts';
import type { Connections } from './database.ts';
import { seedOrganisations } from './demo-organisations.ts';
import { seedDemonstrationList } from './demo-list.ts';
import { seedDemonstrationStaff } from './demo-staff.ts';
import { projectFolder } from './process.ts';

const catalog = join(projectFolder, 'catalog');

export type Report = (step: { vi: string; en: string }) => void;

function act<T>(house: House, action: string, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  return house.runner.act({ action, principal: system }, run);
}

/** Everything in catalog/: idempotent by content, a published row is never overwritten. */
export async function seedCatalogue(house: House): Promise<void> {
  const sheets = readCatalogFolder(catalog);
  await act(house, 'catalog.import', (ctx) =>
    importSheets(ctx, sheets, [
      ...placeProjectors,
      ...agencyProjectors,
      ...lawProjectors,
      ...programmeProjectors,
    ]),
  );
  await act(house, 'basis.import', (ctx) => publishPurposes(ctx, readPurposes(join(catalog, 'access'))));
  await act(house, 'calendar.import', async (ctx) =>
    importCalendar(ctx, readCalendarCatalog(join(catalog, 'calendar')), await agencyIdsByKey(ctx)),
  );
  await act(house, 'notify.import', (ctx) => publishTemplates(ctx, readTemplates(join(catalog, 'notify'))));
  await act(house, 'matching.publish-kinds', (ctx) =>
    publishListKinds(ctx, readFileSync(join(catalog, 'matching', 'list-kinds.yaml'), 'utf8')),
  );
  const folder = join(catalog, 'procedures');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const texts = files.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  await act(house, 'procedure.import', (ctx) => importCatalogue(ctx, texts));
  await act(house, 'indicator.import', (ctx) =>
    publishDefinitions(ctx, readIndicatorFiles(join(catalog, 'indicators'))),
  );
  await act(house, 'ioc.import', (ctx) =>
    publishLayouts(ctx, readLayouts(join(catalog, 'ioc/layouts.yaml'))),
  );
  await act(house, 'programme.prepare', preparePlan);
}

/** Bank account of the demonstration: a made-up number at a made-up bank of the sandbox. */
const demonstrationBank = {
  account: '1000000006',
  bin: '970400',
  holder: 'KHO BAC TINH DAK LAK THU NGHIEM',
} as const;

/** The books: one account of the province, an income account and a till for every office that takes fees. */
export async function seedBooks(house: House): Promise<void> {
  await act(house, 'money.open-books', async (ctx) => {
    const agencies = await agencyIdsByKey(ctx);
    const province = agencies.get('province-committee');
    if (!province) return;
    await openBankAccount(ctx, { ...demonstrationBank, agencyId: province });
    for (const [key, agencyId] of agencies) {
      if (!/^(centre|police|committee)-|^province-centre/.test(key)) continue;
      await openIncomeAccount(ctx, { agencyId, purpose: 'fee', name: `Phí, lệ phí ${key}` });
      if (key.startsWith('centre-')) await openTill(ctx, agencyId);
    }
  });
}

async function isPopulated(house: House): Promise<boolean> {
  return act(house, 'person.count', async (ctx) => {
    const row = await ctx.db.selectFrom('person.person').select('id').limit(1).executeTakeFirst();
    return row !== undefined;
  });
}

/** Synthetic persons with households, identifiers and civil-status acts; only into an empty register. */
export async function seedPersons(
  house: House,
  connections: Connections,
  options: { persons: number; report: Report },
): Promise<void> {
  if (await isPopulated(house)) return;
  const { runner } = house;
  await seedPopulation({
    connection: connections.admin,
    persons: options.persons,
    units: daklakUnits(),
    cipher: runner.ports.identifierCipher,
    now: runner.clock.now(),
    loads: [...personLoads, ...residenceLoads, ...createCivilStatusLoads()],
    onProgress: ({ phase, persons }) => {
      const percent = Math.round((persons / options.persons) * 100);
      if (phase === 'load' && persons % 200_000 === 0)
        options.report({ vi: `dân số mẫu ${percent}%`, en: `synthetic population ${percent}%` });
    },
  });
}

/** The first count of the population, so that its figures are there before the first night. */
async function countPopulation(house: House): Promise<void> {
  await act(house, 'population-analysis.first', async (ctx) => {
    const counted = await ctx.db
      .selectFrom('population_analysis.snapshot')
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (!counted) await takeSnapshot(ctx);
  });
}

/** Names that the demonstration's certificates bear. */
export async function loadHolderNames(house: House): Promise<void> {
  const names = await act(house, 'agency.names', async (ctx) => {
    const ids = [...(await agencyIdsByKey(ctx)).values()];
    return agencyNames(ctx, ids);
  });
  for (const [id, name] of names)
    house.holderNames.set(`agency:${id}`, { commonName: name, organisation: name });
}

/** A demonstration province, complete enough to be used: catalogue, books, persons, staff. */
export async function seedDemonstration(
  house: House,
  connections: Connections,
  options: { persons: number; report: Report },
): Promise<void> {
  options.report({
    vi: 'Nạp danh mục: đơn vị hành chính, cơ quan, pháp luật, lịch, thủ tục',
    en: 'Loading the catalogue',
  });
  await seedCatalogue(house);
  await seedBooks(house);
  options.report({
    vi: `Nạp ${options.persons} người mẫu`,
    en: `Loading ${options.persons} synthetic persons`,
  });
  await seedPersons(house, connections, options);
  await countPopulation(house);
  await seedOrganisations(house);
  options.report({ vi: 'Nạp cán bộ mẫu', en: 'Adding demonstration officers' });
  await seedDemonstrationStaff(house);
  await act(house, 'indicator.first-computing', async (ctx) => {
    if ((await readRun(ctx, null)) === undefined) await askComputing(ctx);
  });
  await seedDemonstrationList(house, options.persons);
  await trustDemonstrationCards(house);
  await act(house, 'programme.demonstrate', seedProgramme);
}
