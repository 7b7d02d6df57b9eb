import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CatalogError, type PlaceUnitRow, type Sheet, parseSheet } from '#lib/catalog';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  exportSheets,
  importSheets,
  listRows,
  projector,
  publishRow,
  readCatalogFolder,
  rebuild,
} from './index.ts';

const folder = resolve(import.meta.dirname, '../../../catalog');
const sheets = readCatalogFolder(folder);
const publisher = officer('019ab000-0000-7000-8000-0000000000a1', {
  role: 'catalogue-publisher',
  agencyId: '019ab000-0000-7000-8000-0000000000b1',
});
const clerk = officer('019ab000-0000-7000-8000-0000000000a2', {
  role: 'clerk',
  agencyId: '019ab000-0000-7000-8000-0000000000b1',
});

let house: TestHouse;
const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.catalog', principal }, run);
const rowsIn = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);

beforeAll(async () => {
  house = await openHouse({ rooms: ['catalog'] });
});
afterAll(async () => {
  await house.close();
});

const unitOf = (code: string): PlaceUnitRow => {
  const row = sheets
    .flatMap((sheet) => sheet.rows as PlaceUnitRow[])
    .find((r) => r.code === code && r.validFrom === '2025-07-01');
  if (row === undefined) throw new Error('no such unit');
  return row;
};

describe('importing the catalogue', () => {
  test('takes every row, and nothing the second time', async () => {
    const first = await act(system, (ctx) => importSheets(ctx, sheets, []));
    expect(first).toEqual({ added: rowsIn, revised: 0, unchanged: 0, missing: [] });
    const second = await act(system, (ctx) => importSheets(ctx, sheets, []));
    expect(second).toEqual({ added: 0, revised: 0, unchanged: rowsIn, missing: [] });
    const { rows } = await house.admin.query(
      'select count(*)::int as n, max(revision) as r from catalog.entry',
    );
    expect(rows[0]).toEqual({ n: rowsIn, r: 1 });
    const heads = await house.admin.query('select count(*)::int as n from catalog.sheet');
    expect(heads.rows[0]).toEqual({ n: sheets.length });
  });

  test('writes back the files byte for byte', async () => {
    const files = await act(citizen('019ab000-0000-7000-8000-000000000001'), (ctx) => exportSheets(ctx));
    expect(files).toHaveLength(sheets.length);
    for (const file of files)
      expect(file.text, file.path).toBe(readFileSync(resolve(folder, file.path), 'utf8'));
  });

  test('two imports at once count once', async () => {
    const both = await Promise.all([1, 2].map(() => act(system, (ctx) => importSheets(ctx, sheets, []))));
    expect(both.map((result) => result.added + result.revised)).toEqual([0, 0]);
  });
});

describe('a corrected row', () => {
  const corrected = { ...unitOf('24133'), note: 'Đã đối chiếu' };

  test('is a new revision; the published one stays as it was', async () => {
    const entry = { kind: 'place-unit', sheetId: 'places/communes-2025', row: corrected } as const;
    expect(await act(publisher, (ctx) => publishRow(ctx, entry, []))).toBe('published');
    expect(await act(publisher, (ctx) => publishRow(ctx, entry, []))).toBe('unchanged');
    const { rows } = await house.admin.query(
      `select revision, content ->> 'note' as note, recorded_by from catalog.entry where row_key = '24133@2025-07-01' order by revision`,
    );
    expect(rows).toEqual([
      { revision: 1, note: null, recorded_by: system.id },
      { revision: 2, note: 'Đã đối chiếu', recorded_by: publisher.id },
    ]);
    const files = await act(system, (ctx) => exportSheets(ctx));
    expect(files.find((file) => file.path === 'places/communes-2025.yaml')?.text).toContain('Đã đối chiếu');
  });

  test('comes back to the file’s content as a third revision, not by overwriting', async () => {
    const result = await act(system, (ctx) => importSheets(ctx, sheets, []));
    expect(result).toMatchObject({ added: 0, revised: 1 });
    const { rows } = await house.admin.query(
      `select max(revision) as r from catalog.entry where row_key = '24133@2025-07-01'`,
    );
    expect(rows[0]).toEqual({ r: 3 });
  });

  test('that breaks a rule across rows is refused whole', async () => {
    const wrong = { ...corrected, neighbours: ['22057'] };
    const entry = { kind: 'place-unit', sheetId: 'places/communes-2025', row: wrong } as const;
    await expect(act(publisher, (ctx) => publishRow(ctx, entry, []))).rejects.toMatchObject({
      code: 'catalog.faulty',
    });
    const rows = await act(system, (ctx) => listRows(ctx, 'place-unit'));
    expect(rows.find((row) => row.code === '24133' && row.validTo === null)?.neighbours).not.toContain(
      '22057',
    );
  });

  test('of an unknown sheet is refused', async () => {
    const entry = { kind: 'place-unit', sheetId: 'places/moon', row: corrected } as const;
    await expect(act(publisher, (ctx) => publishRow(ctx, entry, []))).rejects.toMatchObject({
      code: 'catalog.not_found',
    });
  });
});

describe('what was published', () => {
  test('cannot be changed or deleted by the application, whoever acts', async () => {
    for (const statement of [
      'update catalog.entry set revision = 9',
      'delete from catalog.entry',
      'update catalog.sheet set about = $$x$$',
      'delete from catalog.sheet',
    ]) {
      const attempt = act(system, async (ctx) => {
        const { sql } = await import('kysely');
        await sql.raw(statement).execute(ctx.db);
      });
      await expect(attempt, statement).rejects.toThrow(/permission denied/);
    }
  });

  test('is published only by whoever may', async () => {
    for (const principal of [clerk, citizen('019ab000-0000-7000-8000-000000000001')]) {
      await expect(act(principal, (ctx) => importSheets(ctx, sheets, []))).rejects.toMatchObject({
        status: 403,
      });
      const behind = act(principal, async (ctx) => {
        await ctx.db
          .insertInto('catalog.entry')
          .values({
            kind: 'model',
            row_key: '99',
            revision: 1,
            sheet_id: 'x',
            content: '{}',
            content_hash: 'x',
            recorded_at: ctx.clock.now(),
            recorded_by: null,
          })
          .execute();
      });
      await expect(behind).rejects.toThrow(/row-level security/);
    }
  });
});

describe('missing and doubled rows', () => {
  const models = sheets.filter((sheet) => sheet.sheet === 'model');

  test('a row absent from the file is reported and kept', async () => {
    const shorter = models.map((sheet) => ({ ...sheet, rows: sheet.rows.slice(1) })) as Sheet[];
    const result = await act(system, (ctx) => importSheets(ctx, shorter, []));
    expect(result.missing).toEqual(['model 1']);
    const files = await act(system, (ctx) => exportSheets(ctx));
    expect(parseSheet(files.find((file) => file.path === 'models.yaml')?.text ?? '').rows).toHaveLength(43);
    await act(system, (ctx) => importSheets(ctx, models, []));
    const again = await act(system, (ctx) => exportSheets(ctx));
    expect(again.find((file) => file.path === 'models.yaml')?.text).toBe(
      readFileSync(resolve(folder, 'models.yaml'), 'utf8'),
    );
  });

  test('one fact in two sheets is refused, and nothing of the import stays', async () => {
    const twice = [...models, ...models.map((sheet) => ({ ...sheet, id: 'models-2' }))];
    await expect(act(system, (ctx) => importSheets(ctx, twice, []))).rejects.toMatchObject({
      code: 'catalog.faulty',
    });
    const { rows } = await house.admin.query(`select 1 from catalog.sheet where id = 'models-2'`);
    expect(rows).toEqual([]);
  });
});

describe('projectors', () => {
  test('get what is new or revised, and everything on a rebuild', async () => {
    const seen: number[] = [];
    const counting = projector('model', (_ctx, rows) => {
      seen.push(rows.length);
      return Promise.resolve();
    });
    const changed = sheets.map((sheet) =>
      sheet.sheet === 'model'
        ? { ...sheet, rows: sheet.rows.map((row, i) => (i === 0 ? { ...row, note: 'x' } : row)) }
        : sheet,
    ) as Sheet[];
    await act(system, (ctx) => importSheets(ctx, changed, [counting]));
    await act(system, (ctx) => importSheets(ctx, changed, [counting]));
    await act(system, (ctx) => rebuild(ctx, [counting]));
    expect(seen).toEqual([1, 43]);
    await expect(act(clerk, (ctx) => rebuild(ctx, [counting]))).rejects.toMatchObject({ status: 403 });
  });
});

test('a folder whose sheet is not understood is refused with the name of the sheet', () => {
  expect(() => readCatalogFolder(resolve(import.meta.dirname, 'no-such-folder'))).toThrow();
  expect(new CatalogError([{ sheet: 'a', row: 1, path: 'b', message: 'c' }]).message).toContain(
    'a row 1 b: c',
  );
});
