import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeName, recordDeath, replaceNumber } from '#modules/person';
import { listAccesses } from '#platform/audit';
import { system } from '#platform/runtime';
import type { SyntheticPerson } from '#lib/synthetic-population';
import { bytesSource, firstRows, openTable } from '#lib/tabular';
import { citizen } from '../../../test/support/house.ts';
import type { ListDetail, RowView } from './contract.ts';
import { answerCorrection, requestCorrection } from './corrections.ts';
import { listExports, openExport, requestExport } from './export-list.ts';
import { addEdition } from './hand-in-file.ts';
import { confirmMapping } from './import-steps.ts';
import { judgeRow, undoJudgement } from './judge.ts';
import { getProgress, listQueue, listRows } from './list-rows.ts';
import { createList, getListRow } from './manage-lists.ts';
import { listMemberChanges } from './member-changes.ts';
import { getPair } from './pair.ts';
import { presentDetail } from './present.ts';
import { requestRun } from './run-steps.ts';
import { linkageRecord } from './linkage-record.ts';
import { lastRun, type LinkableRow } from './store-runs.ts';
import { noisyList, openScene, type Scene } from './scene.fixture.ts';

const ROWS = 240;
let scene: Scene;
let list: ListDetail;
let truth: ReturnType<typeof noisyList>;

beforeAll(async () => {
  scene = await openScene();
  truth = noisyList(scene.persons, ROWS);
}, 120_000);
afterAll(() => scene.close());

const detail = (as = scene.owner) =>
  scene.act(as, async (ctx) => presentDetail(ctx, await getListRow(ctx, list.id)));
const allRows = (as = scene.owner) =>
  scene.act(as, async (ctx) => (await listRows(ctx, { listId: list.id, limit: 200 + ROWS })).items);

async function importFile(bytes: Buffer, name: string): Promise<void> {
  const edition = await scene.act(scene.owner, (ctx) => addEdition(ctx, { listId: list.id, name, bytes }));
  await scene.act(scene.owner, (ctx) =>
    confirmMapping(ctx, { id: edition.id, columns: edition.columns, version: edition.version }),
  );
  await scene.house.drain();
}

describe('a list of a department', () => {
  it('is begun, its columns are guessed, and nothing is imported before they are confirmed', async () => {
    list = await scene.act(scene.owner, (ctx) =>
      createList(ctx, { title: 'Hộ nghèo 2026', kind: 'poor-households' }),
    );
    const edition = await scene.act(scene.owner, (ctx) =>
      addEdition(ctx, { listId: list.id, name: 'ho-ngheo.csv', bytes: truth.bytes }),
    );
    expect(edition.columns).toEqual(expect.arrayContaining(['full_name', 'birth_date', 'number', 'commune']));
    expect(edition.sample.flat().join(' ')).not.toMatch(/\d{9,}/);
    expect((await detail()).state).toBe('draft');
    expect(await allRows()).toEqual([]);
  });

  it('is imported by jobs once confirmed; the same file again adds nothing', async () => {
    await importFile(truth.bytes, 'ho-ngheo.csv');
    const after = await detail();
    expect(after.state).toBe('imported');
    expect(after.editions[0]).toMatchObject({
      state: 'applied',
      rowsAdded: ROWS,
      rowsFaulty: 0,
      mappingSource: 'confirmed',
    });
    const again = await scene.act(scene.owner, (ctx) =>
      addEdition(ctx, { listId: list.id, name: 'ban-sao.csv', bytes: truth.bytes }),
    );
    expect(again.id).toBe(after.editions[0]?.id);
    expect(await allRows()).toHaveLength(ROWS);
  });

  it('keeps its numbers sealed', async () => {
    const { rows } = await scene.house.admin.query<{ text: string }>(
      'select cells::text || fields::text || coalesce(number_hint, $$$$) as text from matching.row',
    );
    expect(rows.filter((row) => /\d{12}/.test(row.text))).toEqual([]);
  });

  it('is seen by its department and the communes of its rows, by nobody else', async () => {
    const other = {
      ...scene.owner,
      terms: [
        { role: 'list-owner', agencyId: scene.reviewer('x', '24305').terms[0]?.agencyId ?? '', places: [] },
      ],
    };
    await expect(
      scene.act(other, (ctx) => listRows(ctx, { listId: list.id, limit: 10 })),
    ).rejects.toMatchObject({ code: 'matching.not_found' });
    const commune = (await allRows()).find((row) => row.communeCode)?.communeCode ?? '';
    const seen = await allRows(scene.reviewer('a', commune));
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.map((one) => one.communeCode))).toEqual(new Set([commune]));
  });
});

async function personOf(position: number): Promise<SyntheticPerson | undefined> {
  const ref = truth.rows.find((row) => row.row === position - 1)?.truth.ref;
  return scene.persons.find((person) => person.ref === ref);
}

describe('a match with the population', () => {
  let rows: readonly RowView[];

  it('runs by jobs, finds most and is wrong about none here', async () => {
    const { version } = await detail();
    await scene.act(scene.owner, (ctx) => requestRun(ctx, { listId: list.id, version }));
    for (let turn = 0; turn < 6; turn++) {
      scene.house.clock.advance(5000);
      await scene.house.drain();
    }
    const after = await detail();
    expect(after.run).toMatchObject({ state: 'finished', total: ROWS, done: ROWS });
    rows = await allRows();
    const { rows: matched } = await scene.house.admin.query<{ position: number; person_id: string }>(
      `select position, person_id from matching.row where state = 'matched'`,
    );
    expect(matched.length).toBeGreaterThan(ROWS * 0.7);
    for (const row of matched) {
      const person = await personOf(row.position);
      expect(person && (await scene.idOf(person)), `row ${row.position}`).toBe(row.person_id);
    }
  });

  it('leaves one entry in the log that each matched person sees on their own page', async () => {
    const { rows: entries } = await scene.house.admin.query<{ id: string; count: number; basis: string }>(
      `select e.id, count(*)::int as count, b.kind as basis from audit.entry e join audit.entry_subject s on s.entry_id = e.id
         join access.basis b on b.id = e.basis_id
        where e.action = 'matching.run_step' group by e.id, b.kind`,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.basis).toBe('job');
    expect(entries[0]?.count).toBeGreaterThan(ROWS * 0.7);
    const { rows: someone } = await scene.house.admin.query<{ person_id: string }>(
      `select person_id from matching.row where state = 'matched' limit 1`,
    );
    const me = citizen(someone[0]?.person_id ?? '');
    const page = await scene.act(me, (ctx) => listAccesses(ctx, me.personId ?? ''));
    expect(page.accesses.filter((one) => one.basisKind === 'job')).toEqual([
      expect.objectContaining({
        action: 'matching.run_step',
        agencyId: scene.agencyId,
        basisKind: 'job',
        caseRef: `matching:${list.id}`,
      }),
    ]);
  });

  it('gives a look-up the score of the batch, to the bit', async () => {
    const { rows: some } = await scene.house.admin.query<
      LinkableRow & { score: number; candidates: { key: string }[] }
    >(`select * from matching.row where state = 'matched' order by position limit 20`);
    const run = await scene.act(system, (ctx) => lastRun(ctx, list.id));
    for (const row of some) {
      const record = await scene.act(system, async (ctx) => linkageRecord(ctx, row));
      const asked = { record, limit: 3, model: run?.model ?? null };
      const [best] = await scene.house.runner.ports.populationEngine.lookUp(asked);
      expect([best?.key, best?.score]).toEqual([row.candidates[0]?.key, row.score]);
    }
    expect(some).toHaveLength(20);
  });

  it('counts by commune what stands where', async () => {
    const { items } = await scene.act(scene.owner, (ctx) => getProgress(ctx, list.id));
    const sum = (name: 'matched' | 'notFound' | 'toJudge') =>
      items.reduce((total, one) => total + one[name], 0);
    expect(sum('matched')).toBe(rows.filter((row) => row.state === 'matched').length);
    expect(sum('toJudge')).toBe(rows.filter((row) => row.state === 'to_judge').length);
    expect(sum('toJudge')).toBeGreaterThan(0);
  });
});

describe('the work queue of a commune', () => {
  const waitingRow = async (): Promise<RowView> => {
    const row = (await allRows()).find(
      (one) => one.state === 'to_judge' && one.communeCode && one.candidates > 0,
    );
    if (!row) throw new Error('no row waits');
    return row;
  };
  const judge = (as: ReturnType<Scene['reviewer']>, row: RowView, personId: string | null) =>
    scene.act(as, (ctx) =>
      judgeRow(ctx, {
        id: row.id,
        verdict: personId ? 'same' : 'none',
        personId,
        note: null,
        version: row.version,
      }),
    );

  it('shows a row beside its candidates on the list’s basis, numbers masked, and each look is recorded', async () => {
    const row = await waitingRow();
    const reviewer = scene.reviewer('anna', row.communeCode ?? '');
    const queue = await scene.act(reviewer, (ctx) => listQueue(ctx, { view: 'to_judge', limit: 50 }));
    expect(queue.items.map((one) => one.id)).toContain(row.id);
    expect(queue.counters.to_judge).toBe(queue.items.length);
    const pair = await scene.act(reviewer, (ctx) => getPair(ctx, row.id));
    expect(pair.candidates.length).toBe(row.candidates);
    const [candidate] = pair.candidates;
    expect(candidate?.name).toBeTruthy();
    expect(candidate?.fields.map((field) => field.field)).toEqual(
      expect.arrayContaining(['name', 'birth', 'sex']),
    );
    const shown = JSON.stringify([
      pair.cells,
      pair.row,
      pair.candidates.map(({ fields, numberHint }) => [fields, numberHint]),
    ]);
    expect(shown).not.toMatch(/"\d{12}"/);
    const bits = (candidate?.fields ?? []).reduce((sum, field) => sum + (field.weight ?? 0), pair.prior ?? 0);
    expect(Math.abs(bits - (candidate?.score ?? 0))).toBeLessThan(8);
    const me = citizen(candidate?.personId ?? '');
    const page = await scene.act(me, (ctx) => listAccesses(ctx, me.personId ?? ''));
    expect(page.accesses[0]).toMatchObject({
      basisKind: 'case',
      caseRef: `matching:${list.id}`,
      isOwn: false,
    });
  });

  it('takes a second, different person where the kind demands it, and a judgement can be taken back', async () => {
    const row = await waitingRow();
    const commune = row.communeCode ?? '';
    const [first, second] = [scene.reviewer('anna', commune), scene.reviewer('binh', commune)];
    const pair = await scene.act(first, (ctx) => getPair(ctx, row.id));
    expect(pair.needsSecond).toBe((row.probability ?? 0) < 0.9);
    const chosen = pair.candidates[0]?.personId ?? '';
    const judged = await judge(first, row, chosen);
    expect(judged.state).toBe(pair.needsSecond ? 'second_look' : 'matched');
    if (pair.needsSecond) {
      await expect(judge(first, judged, chosen)).rejects.toMatchObject({ code: 'matching.own_judgement' });
      expect((await judge(second, judged, chosen)).state).toBe('matched');
    }
    const after = (await allRows()).find((one) => one.id === row.id);
    expect(after?.settledBy).toBe('people');
    const by = pair.needsSecond ? second : first;
    const back = await scene.act(by, (ctx) =>
      undoJudgement(ctx, { id: row.id, version: after?.version ?? 0, reason: null }),
    );
    expect(back.state).toBe(pair.needsSecond ? 'second_look' : 'to_judge');
  });

  it('sends what is wrong to the owner of that side, who answers', async () => {
    const row = await waitingRow();
    const reviewer = scene.reviewer('anna', row.communeCode ?? '');
    const pair = await scene.act(reviewer, (ctx) => getPair(ctx, row.id));
    const personId = pair.candidates[0]?.personId ?? '';
    const wanted = {
      rowId: row.id,
      personId,
      towards: 'list',
      field: 'name',
      note: 'Đã xem căn cước',
    } as const;
    const asked = await scene.act(reviewer, (ctx) => requestCorrection(ctx, wanted));
    expect(asked).toMatchObject({ state: 'requested', proposedValue: pair.candidates[0]?.name });
    await expect(scene.act(reviewer, (ctx) => requestCorrection(ctx, wanted))).rejects.toMatchObject({
      code: 'matching.correction_exists',
    });
    const answer = { id: asked.id, accepted: true, answer: 'Đã sửa', version: asked.version };
    expect((await scene.act(scene.owner, (ctx) => answerCorrection(ctx, answer))).state).toBe('accepted');
    await expect(scene.act(scene.owner, (ctx) => answerCorrection(ctx, answer))).rejects.toMatchObject({
      code: 'matching.correction_answered',
    });
  });

  it('refuses who saw an older state, and who is not of the commune', async () => {
    const row = await waitingRow();
    const reviewer = scene.reviewer('cuong', row.communeCode ?? '');
    await expect(judge(reviewer, { ...row, version: row.version - 1 }, null)).rejects.toMatchObject({
      code: 'matching.changed_meanwhile',
    });
    const elsewhere = scene.reviewer('dung', row.communeCode === '24305' ? '24163' : '24305');
    await expect(judge(elsewhere, row, null)).rejects.toMatchObject({ code: 'matching.not_found' });
  });
});

describe('a list stays linked', () => {
  it('keeps settled answers when a newer edition comes, and asks anew only what changed', async () => {
    const before = new Map((await allRows()).map((row) => [row.id, row]));
    const lines = truth.bytes.toString('utf8').split('\r\n');
    const edited = [...lines.slice(0, 50), ...lines.slice(51)].join('\r\n').replace(/;Nam;/, ';Nữ;');
    await importFile(Buffer.from(edited), 'ho-ngheo-2.csv');
    const after = await allRows();
    expect(after).toHaveLength(ROWS - 1);
    expect((await detail()).editions[0]).toMatchObject({ rowsGone: 1, rowsAdded: 0, rowsChanged: 1 });
    const kept = after.filter((row) => before.get(row.id)?.state === row.state);
    expect(kept.length).toBeGreaterThanOrEqual(after.length - 1);
  });

  it('makes a death, a changed name and a changed number in the register tasks of the list’s owner', async () => {
    const { rows } = await scene.house.admin.query<{ person_id: string }>(
      `select distinct on (person_id) person_id from matching.row r where state = 'matched' and is_present and exists (
         select 1 from person.person p where p.id = r.person_id and p.state = 'alive') limit 3`,
    );
    const [dead = '', renamed = '', renumbered = ''] = rows.map((row) => row.person_id);
    const on = '2026-11-20';
    await scene.act(system, async (ctx) => {
      await recordDeath(ctx, { personId: dead, on });
      await changeName(ctx, {
        personId: renamed,
        fullName: 'Trần Thị Tên Mới',
        on,
        reason: 'test',
        version: 1,
      });
      await replaceNumber(ctx, {
        personId: renumbered,
        type: 'personal_number',
        value: '100199999998',
        on,
        reason: 'test',
      });
    });
    await scene.house.drain();
    const changes = await scene.act(scene.owner, (ctx) =>
      listMemberChanges(ctx, { state: 'new', limit: 50 }),
    );
    expect(changes.items.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['died', 'name_changed', 'number_replaced']),
    );
    const { rows: events } = await scene.house.admin.query<{ count: number }>(
      `select count(*)::int as count from events.event where type = 'matching.member_changed'`,
    );
    expect(events[0]?.count).toBe(changes.items.length);
    const { rows: year } = await scene.house.admin.query<{ year: number }>(
      'select birth_year as year from person.person where id = $1',
      [renamed],
    );
    const found = await scene.house.runner.ports.populationEngine.lookUp({
      record: { key: 'x', values: { name: 'Trần Thị Tên Mới', birth: String(year[0]?.year) } },
      limit: 5,
      model: null,
    });
    expect(found[0]?.key).toBe(renamed);
  });

  it('goes back to its department in its own form with what was found, on one entry in the log', async () => {
    const order = await scene.act(scene.owner, (ctx) =>
      requestExport(ctx, { listId: list.id, format: 'xlsx' }),
    );
    await scene.house.drain();
    const { items } = await scene.act(scene.owner, (ctx) => listExports(ctx, list.id));
    expect(items[0]).toMatchObject({ id: order.id, state: 'ready', rows: ROWS - 1 });
    const file = await scene.act(scene.owner, (ctx) => openExport(ctx, order.id));
    const table = await firstRows(await openTable(bytesSource(file.bytes)), 400);
    const [head, ...rest] = table.map((row) => row.cells);
    expect(head?.slice(0, 3)).toEqual(['STT', 'Họ và tên', 'Ngày sinh']);
    const added = ['Kết quả so khớp', 'Lưu ý', 'Số định danh', 'Mã xã, phường', 'Người kết luận'];
    expect(head?.slice(-5)).toEqual(added);
    const [state, number] = [head?.indexOf('Kết quả so khớp') ?? 0, head?.indexOf('Số định danh') ?? 0];
    const matched = rest.filter((cells) => cells[state] === 'Đã khớp');
    expect(matched.length).toBeGreaterThan(ROWS * 0.6);
    expect(matched.every((cells) => /^\d{12}$/.test(cells[number] ?? ''))).toBe(true);
  });
});
