import { countEligible, listFile, makeList, seedRanges } from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { officeTerms } from '#modules/agency';
import { addEdition, confirmMapping, createList, importStep, listLists, requestRun } from '#modules/matching';
import { anonymous, type Ctx, type Principal, system } from '#platform/runtime';
import type { House } from './compose.ts';
import { demoCommunes } from './demo-staff.ts';

const OWNER = 'danh-sach.nong-nghiep';
const TITLE = 'Hộ nghèo, hộ cận nghèo 2026';
const MOST_ROWS = 300;
const MOST_STEPS = 20;

/** Everybody in the communes that have demonstration officers, and some of the others. */
function* neighbours(persons: number): Generator<SyntheticPerson> {
  const near = new Set<string>(demoCommunes);
  for (const household of generatePopulation({ units: daklakUnits(), persons }))
    for (const person of household.persons)
      if (near.has(person.currentAddress.unitCode ?? '') || person.ref % 12 === 0) yield person;
}

/** A list as a department keeps it, with the errors such lists have. */
function noisyFile(persons: number): Buffer {
  const kind = 'poor_households';
  const eligible = countEligible(neighbours(persons), kind);
  const rows = Math.min(MOST_ROWS, Math.floor(eligible * 0.8));
  const list = makeList(neighbours(persons), {
    kind,
    seed: seedRanges.tuning.first,
    rows,
    eligible,
    units: daklakUnits(),
  });
  return Buffer.concat([...listFile(kind, list, { delimiter: ';', encoding: 'utf-8-bom', withTitle: true })]);
}

async function ownerOf(ctx: Ctx): Promise<Principal | undefined> {
  const account = await ctx.db
    .selectFrom('identity.staff_account')
    .select('id')
    .where('login_name', '=', OWNER)
    .executeTakeFirst();
  if (!account) return undefined;
  return { ...anonymous, kind: 'staff', id: account.id, terms: await officeTerms.termsOf(ctx, account.id) };
}

/** One small list of the demonstration department, imported; its match waits for the worker. Only where there is none. */
export async function seedDemonstrationList(house: House, persons: number): Promise<void> {
  const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>) =>
    house.runner.act({ action: 'demo.add-list', principal }, run);
  const owner = await act(system, ownerOf);
  if (!owner) return;
  const known = await act(owner, (ctx) => listLists(ctx, { limit: 1 }));
  if (known.items.length > 0) return;
  const bytes = noisyFile(persons);
  const list = await act(owner, (ctx) => createList(ctx, { title: TITLE, kind: 'poor-households' }));
  const edition = await act(owner, async (ctx) => {
    const added = await addEdition(ctx, { listId: list.id, name: 'ho-ngheo-2026.csv', bytes });
    return confirmMapping(ctx, { id: added.id, columns: added.columns, version: added.version });
  });
  for (let step = 0; step < MOST_STEPS; step++)
    await act(system, (ctx) => importStep(ctx, { editionId: edition.id }));
  const [imported] = (await act(owner, (ctx) => listLists(ctx, { limit: 1 }))).items;
  if (imported?.state === 'imported')
    await act(owner, (ctx) => requestRun(ctx, { listId: list.id, version: imported.version }));
}
