import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { system } from '#platform/runtime';
import { join } from 'node:path';
import { listAgencies } from './agencies.ts';
import { countTotals, differencesOfSource } from './differences.ts';
import { modelPage } from './get-model.ts';
import { preparePlan, programmeProjectors } from './index.ts';
import { overview } from './overview.ts';
import { agencyBook, planFacts, unitFinder, unitToday } from './plan.ts';
import { openScene, type Scene } from './scene.fixture.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.house.close());

describe('the plan as data', () => {
  test('43 models of the handbook, 40 of the plan, each once; three only in the handbook', async () => {
    const models = await scene.act(scene.leader, planFacts.models);
    expect(models.map((row) => row.handbook).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 43 }, (_, index) => index + 1),
    );
    const plan = models.flatMap((row) => (row.plan === null ? [] : [row.plan]));
    expect(plan.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(models.filter((row) => row.plan === null).map((row) => row.handbook)).toEqual([7, 15, 41]);
  });

  test('the handbook’s own totals come out of the rows; those of suppliers that do not are listed as differences', async () => {
    const totals = await scene.act(scene.leader, countTotals);
    const counted = Object.fromEntries(totals.map((row) => [row.key, row.counted]));
    expect(counted).toMatchObject({ now: 24, 'half-year': 4, 'select-unit': 15, free: 27, paid: 16 });
    for (const key of [
      'now',
      'half-year',
      'select-unit',
      'free',
      'paid',
      'supplier-mk',
      'supplier-vnpt',
      'supplier-etc',
    ])
      expect(totals.find((row) => row.key === key)?.stated, key).toBe(counted[key]);
    const { items } = await scene.act(scene.leader, differencesOfSource);
    const listed = new Set(items.map((item) => item.key));
    const off = totals.filter((row) => row.stated !== row.counted).map((row) => row.key);
    expect(off.toSorted()).toEqual(['supplier-fpt', 'supplier-gtel', 'supplier-rar', 'supplier-viettel']);
    expect(off.filter((key) => !listed.has(key))).toEqual([]);
  });

  test('groups count as the body of the plan says; where the handbook’s headings are wrong a difference says so', async () => {
    const models = await scene.act(scene.leader, planFacts.models);
    const groups = await scene.act(scene.leader, planFacts.groups);
    for (const group of groups) {
      const own = models.filter((row) => row.group === group.group);
      expect(own.filter((row) => row.plan !== null).length, group.group).toBe(group.countBody);
      const keys = (await scene.act(scene.leader, differencesOfSource)).items.map((item) => item.key);
      if (own.length !== group.countHandbook)
        expect(keys).toContain(`count-group-${group.group.toLowerCase()}`);
    }
  });

  test('every model has facts, at least one task and steps; every unit named is known; places name the source', async () => {
    const details = await scene.act(scene.leader, planFacts.details);
    const tasks = await scene.act(scene.leader, planFacts.tasks);
    const steps = await scene.act(scene.leader, planFacts.steps);
    const find = unitFinder(await scene.act(scene.leader, planFacts.units));
    for (const { handbook } of details) {
      expect(
        tasks.some((task) => task.model === handbook),
        `tasks of ${handbook}`,
      ).toBe(true);
      expect(steps.filter((step) => step.model === handbook).length, `steps of ${handbook}`).toBeGreaterThan(
        1,
      );
    }
    const named = new Set(tasks.flatMap((task) => [task.unit, ...task.with]));
    expect([...named].filter((unit) => find(unit) === undefined)).toEqual([]);
    expect(details.filter((row) => (row.placeBody === null) !== [7, 15, 41].includes(row.handbook))).toEqual(
      [],
    );
  });

  test('no name of a person and no telephone came along', async () => {
    const text = JSON.stringify(
      await scene.act(scene.leader, async (ctx) => [
        await planFacts.details(ctx),
        await planFacts.tasks(ctx),
        await planFacts.steps(ctx),
        await planFacts.differences(ctx),
      ]),
    );
    expect(text).not.toMatch(/(?<!\d)0\d{8,10}(?!\d)|đồng chí|liên hệ\]|@/);
  });

  test('deadlines of body and annex are both kept where they differ, and the difference is shown', async () => {
    const page = await scene.act(scene.leader, (ctx) => modelPage(ctx, 4));
    expect(page.deadlines.filter((row) => row.on !== null).map((row) => [row.part, row.on])).toEqual([
      ['body', '2023-09-30'],
      ['annex', '2023-08-30'],
    ]);
    expect(page.differences.map((row) => row.key)).toContain('deadline-model-4');
    const land = await scene.act(scene.leader, (ctx) => modelPage(ctx, 34));
    expect(land.deadlines.filter((row) => row.part === 'body').map((row) => row.on)).toEqual([
      '2023-12-31',
      '2024-12-31',
    ]);
  });
});

describe('units of 2023 as they are today', () => {
  const today = (unit: string, field?: string) =>
    scene.act(scene.leader, async (ctx) => {
      const find = unitFinder(await planFacts.units(ctx));
      const row = find(unit);
      if (row === undefined) throw new Error(unit);
      return unitToday(row, await agencyBook(ctx), field).agencies.map((agency) => agency.key);
    });

  test.each([
    ['STTTT', undefined, ['dept-science-technology']],
    ['STTTT', 'báo chí', ['dept-culture-tourism']],
    ['STTTT', 'an toàn thông tin mạng', ['province-police']],
    ['STTT', undefined, ['dept-science-technology']],
    ['SLĐTBXH', 'bảo trợ xã hội', ['dept-health']],
    ['SLĐTBXH', 'lao động', ['dept-home-affairs']],
    ['SLĐTBXH', 'giảm nghèo', ['dept-agriculture-environment']],
    ['SGTVT', 'vận tải', ['dept-construction']],
    ['SGTVT', 'giấy phép lái xe', ['province-police']],
    ['STNMT', 'đất đai', ['dept-agriculture-environment']],
    ['SYT', undefined, ['dept-health']],
    ['STP', 'lý lịch tư pháp', ['province-police']],
    ['DN', undefined, []],
  ] as const)('%s in %s is %j', async (unit, field, expected) => {
    expect(await today(unit, field)).toEqual(expected);
  });

  test('what Sở TTTT was to do stands with Sở KH&CN, and the page says since when', async () => {
    const page = await scene.act(scene.leader, (ctx) => modelPage(ctx, 25));
    const task = page.tasks.find((one) => one.role === 'lead');
    expect(task?.agency.id).toBe(scene.agency('dept-science-technology'));
    expect(task?.was).toEqual({ name: 'Sở Thông tin và Truyền thông', since: '2025-03-01' });
    expect(page.units.find((unit) => unit.abbreviation === 'STTTT')).toMatchObject({
      isFormer: true,
      today: [{ name: 'Sở Khoa học và Công nghệ' }],
      steps: [{ to: 'Sở Khoa học và Công nghệ', on: '2025-03-01' }],
    });
    const { items } = await scene.act(scene.leader, listAgencies);
    const kept = items.find((item) => item.agency.id === scene.agency('dept-construction'));
    expect(kept?.successorOf).toContain('Sở Giao thông vận tải');
  });

  test('every task of the plan belongs to an agency that is in force', async () => {
    const { rows } = await scene.house.admin.query<{ n: string }>(
      `select count(*) as n from programme.task t join agency.agency a on a.id = t.agency_id where a.valid_to is not null and a.valid_to <= '2026-11-23'`,
    );
    expect(Number(rows[0]?.n)).toBe(0);
  });
});

test('importing again and preparing again change nothing', async () => {
  const sheets = readCatalogFolder(join(import.meta.dirname, '../../../catalog'));
  const programme = sheets.filter((sheet) => sheet.id.startsWith('programme/') || sheet.id === 'models');
  const again = await scene.act(system, (ctx) => importSheets(ctx, programme, programmeProjectors));
  expect([again.added, again.revised]).toEqual([0, 0]);
  expect(await scene.act(system, preparePlan)).toEqual({ tasks: 0, steps: 0 });
});

test('the overview shows all 43 models, by group, and officers only', async () => {
  const page = await scene.act(scene.leader, overview);
  expect(page.models.map((model) => model.number)).toEqual(
    Array.from({ length: 43 }, (_, index) => index + 1),
  );
  expect(page.groups).toHaveLength(5);
  expect(page.demonstration).toBe(false);
  expect(page.models.every((model) => model.lead !== null)).toBe(true);
  const { anonymous } = await import('#platform/runtime');
  await expect(scene.act(anonymous, overview)).rejects.toMatchObject({ code: 'access.forbidden' });
});
