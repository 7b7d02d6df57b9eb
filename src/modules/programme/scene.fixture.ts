import { join } from 'node:path';
import { agencyProjectors } from '#modules/agency';
import { placeProjectors } from '#modules/place';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { preparePlan, programmeProjectors } from './index.ts';

const catalogFolder = join(import.meta.dirname, '../../../catalog');
export const staff = (n: number): string => `019ab000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;

export interface Scene {
  readonly house: TestHouse;
  readonly act: <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  readonly agency: (key: string) => string;
  readonly secretary: Principal;
  readonly lead: (agencyKey: string, n?: number) => Principal;
  readonly approver: Principal;
  readonly leader: Principal;
}

/** A house with the catalogue of the plan loaded and its tasks made. */
export async function openScene(options: { now?: string } = {}): Promise<Scene> {
  const house = await openHouse({ rooms: ['programme'], ...options });
  const act: Scene['act'] = (principal, run) =>
    house.runner.act({ action: 'test.programme', principal }, run);
  const sheets = readCatalogFolder(catalogFolder);
  await act(system, (ctx) =>
    importSheets(ctx, sheets, [...placeProjectors, ...agencyProjectors, ...programmeProjectors]),
  );
  await act(system, preparePlan);
  const { rows } = await house.admin.query<{ key: string; id: string }>('select key, id from agency.agency');
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  const agency = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`no agency ${key}`);
    return id;
  };
  const at = (n: number, role: string, key: string) => officer(staff(n), { role, agencyId: agency(key) });
  return {
    house,
    act,
    agency,
    secretary: at(1, 'programme-secretary', 'province-police'),
    lead: (key, n = 2) => at(n, 'programme-lead', key),
    approver: at(3, 'programme-approver', 'province-police'),
    leader: at(4, 'leader', 'province-committee'),
  };
}
