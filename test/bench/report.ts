import { type Ctx, system } from '#platform/runtime';
import { askComputing, readFigures, readRun } from '#modules/indicator';
import { makeReport, openDocument } from '#modules/report';
import { agencyIdsByKey } from '#modules/agency';
import { drain } from '#platform/worker';
import { rooms } from '../../src/app/rooms.ts';
import { type Print, measure } from './measure.ts';
import { openScene } from './scene.ts';

/** Dossiers of the last 400 days spread over all communes, about half of them decided. */
const fill = `
  insert into dossier.dossier (id, code, procedure_code, procedure_version, title_vi, title_en, channel, legal_day, applicant_person_id,
    applicant_name, applicant_kind, filer_relation, receiving_agency_id, deciding_agency_id, basis_id, business, money, delivery, sync,
    handling_agency_id, is_open, submitted_at, finished_at, due_at, next_due_at, fee_amount, paid_amount, version)
  select md5('d' || n)::uuid, 'H15.9-' || n, '1.0', 1, 'Việc', 'Matter', case when n % 5 = 0 then 'counter' else 'online' end,
         date '2026-11-23' - (n % 400), md5('p' || n)::uuid, 'Người Mẫu', 'person', 'self', o.centre, o.committee, md5('b' || n)::uuid,
         case when n % 20 = 0 then 'received' else 'issued' end, 'none', 'none', 'none', o.centre, n % 20 = 0,
         (date '2026-11-23' - (n % 400))::timestamptz,
         case when n % 20 = 0 then null else (date '2026-11-23' - (n % 400) + n % 9)::timestamptz end,
         (date '2026-11-23' - (n % 400) + 7)::timestamptz, null, 8000, 8000, 1
    from generate_series(1, $1::int) n
    join (select row_number() over (order by c.key) - 1 as i, count(*) over () as many, c.id as centre, k.id as committee
            from agency.agency c join agency.agency k on k.key = replace(c.key, 'centre-', 'committee-')
           where c.key like 'centre-%') o on o.i = n % o.many`;

/** The first computing over everything, a night's, a tile, and the monthly report with both its files. */
export async function benchReport(sizes: { rows: number; persons: number }, print: Print): Promise<void> {
  const scene = await openScene({ persons: sizes.persons });
  const { runner } = scene.house;
  const act = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
    runner.act({ action: 'bench.report', principal: system }, run);
  const time = async <T>(name: string, target: number | null, work: () => Promise<T>): Promise<T> => {
    const { result, seconds, cpuSeconds } = await measure(scene.postmaster, work);
    print({
      bench: 'report',
      case: name,
      value: seconds,
      unit: 's',
      baseline: pass,
      ratio: pass && seconds / pass,
      target,
      cpuSeconds,
      ok: target === null ? null : seconds <= target,
    });
    return result;
  };
  let pass: number | null = null;
  try {
    await scene.admin.query(fill, [sizes.rows]);
    await scene.admin.query('vacuum analyze dossier.dossier');
    const plain = () => scene.admin.query('select count(*), sum(paid_amount) from dossier.dossier');
    pass = (await measure(scene.postmaster, plain)).seconds;
    for (const name of ['first computing, 400 days, all indicators', 'computing of a night, 35 days'])
      await time(name, null, async () => {
        const id = await act((ctx) => askComputing(ctx));
        await drain({ runner, rooms, queuePool: scene.house.pools.jobs });
        const run = await act((ctx) => readRun(ctx, id));
        if (run?.done !== run?.parts || run?.failed.length) throw new Error('the computing is not complete');
      });
    const tiles: number[] = [];
    const key = { keys: ['dossiers-on-time'], by: 'place' as const };
    for (let i = 0; i < 40; i += 1)
      tiles.push((await measure(scene.postmaster, () => act((ctx) => readFigures(ctx, key)))).seconds);
    const p95 = tiles.toSorted((a, b) => a - b)[37] ?? 0;
    print({
      bench: 'report',
      case: 'a tile by commune, p95 of 40',
      value: p95,
      unit: 's',
      baseline: pass,
      ratio: p95 / pass,
      target: 0.2,
      cpuSeconds: 0,
      ok: p95 <= 0.2,
    });
    await time(`monthly report with its PDF and Word file, ${sizes.rows} dossiers`, 10, async () => {
      const id = await act(async (ctx) => {
        const unitId = (await agencyIdsByKey(ctx)).get('province-police') ?? '';
        return (await makeReport(ctx, { unitId, kind: 'month', on: '2026-11-23' })).id;
      });
      for (const format of ['pdf', 'docx'] as const) await act((ctx) => openDocument(ctx, id, format));
    });
  } finally {
    await scene.close();
  }
}
