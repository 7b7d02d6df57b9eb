import { makeBoards } from '#modules/ioc';
import { takeSnapshot } from '#modules/population-analysis';
import { type Principal, anonymous, system } from '#platform/runtime';
import { type Print, measure, quantile, round } from './measure.ts';
import { openScene, type Scene } from './scene.ts';

const TURNS = 200;
const DAYS = 365;
const viewer: Principal = {
  ...anonymous,
  kind: 'staff',
  id: '019ab000-0000-7000-8000-0000000000cc',
  terms: [{ role: 'ioc-viewer', agencyId: '019ab000-0000-7000-8000-0000000000ce', places: [] }],
};

/** A year of figures for every indicator told apart by commune: as many rows as a full province gives, whatever its persons. */
async function fillFigures(scene: Scene): Promise<number> {
  const today = scene.house.runner.clock.now().toISOString().slice(0, 10);
  await scene.admin.query(
    `insert into indicator.covered_day select distinct d.key, day::date, $1::timestamptz
       from indicator.definition d, generate_series($1::date - $2::int, $1::date, interval '1 day') day on conflict do nothing`,
    [today, DAYS],
  );
  const { rowCount } = await scene.admin.query(
    `insert into indicator.value
     select k.key, day::date, u.code, '', $1::timestamptz, null, 1, (hashtext(k.key || u.code || day::text) & 63), 64, 1, gen_random_uuid()
       from (select distinct key from indicator.definition where body->>'kind' = 'computed') k,
            (select code from place.unit where level = 'commune' and valid_to is null) u,
            generate_series($1::date - $2::int, $1::date, interval '1 day') day on conflict do nothing`,
    [today, DAYS],
  );
  await scene.admin.query('vacuum analyze indicator.value');
  return rowCount ?? 0;
}

interface Case {
  readonly name: string;
  readonly path: (turn: number) => string;
  readonly turns: number;
}

const dayBack = (scene: Scene, days: number): string =>
  new Date(scene.house.runner.clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10);

/** The wall, a day of the past, and the population, each as a whole HTTP request, beside one row by its key. */
export async function benchIoc(options: { persons: number; print: Print }): Promise<void> {
  const { print, persons } = options;
  const scene = await openScene({ persons });
  try {
    const values = await fillFigures(scene);
    const { runner } = scene.house;
    const counted = await measure(scene.postmaster, () =>
      runner.act({ action: 'bench.count', principal: system }, takeSnapshot),
    );
    await measure(scene.postmaster, () =>
      runner.act({ action: 'bench.boards', principal: system }, makeBoards),
    );
    scene.people.set('viewer', viewer);
    const { address } = await scene.serve();
    const bare: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const start = performance.now();
      await scene.admin.query({
        name: 'board',
        text: 'select body from ioc.board where layout_key = $1 and page = 0',
        values: ['province'],
      });
      bare.push(performance.now() - start);
    }
    const baseline = round(quantile(bare, 0.95));
    const cases: Case[] = [
      { name: 'a page of the wall', path: (turn) => `/ioc/boards/province?page=${turn % 2}`, turns: TURNS },
      {
        name: 'a page as known on a past day',
        path: (turn) => `/ioc/boards/province?on=${dayBack(scene, 1 + (turn % 60))}`,
        turns: 40,
      },
      { name: 'the population of the province', path: () => '/population/summary', turns: TURNS },
      { name: 'the population on the map', path: () => '/population/map?measure=older-share', turns: TURNS },
    ];
    for (const one of cases) {
      const times: number[] = [];
      const run = await measure(scene.postmaster, async () => {
        for (let turn = 0; turn < one.turns; turn += 1) {
          const start = performance.now();
          const answer = await fetch(`${address}/api/v1${one.path(turn)}`, {
            headers: { 'x-bench-actor': 'viewer' },
          });
          await answer.text();
          if (!answer.ok) throw new Error(`${one.name}: ${answer.status}`);
          times.push(performance.now() - start);
        }
      });
      const value = round(quantile(times, 0.95));
      print({
        bench: 'ioc',
        case: `${one.name} from the server, p95, over ${persons} persons and ${values} daily figures, against one row by its key`,
        value,
        unit: 'ms',
        baseline,
        ratio: round(value / baseline),
        target: 200,
        cpuSeconds: run.cpuSeconds,
        ok: value <= 200,
      });
    }
    print({
      bench: 'ioc',
      case: `the nightly count of ${persons} persons, hiding small figures included`,
      value: round(counted.seconds),
      unit: 's',
      baseline: null,
      ratio: null,
      target: null,
      cpuSeconds: counted.cpuSeconds,
      ok: null,
    });
  } finally {
    await scene.close();
  }
}
