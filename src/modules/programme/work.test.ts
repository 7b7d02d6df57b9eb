import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { legalDay, system } from '#platform/runtime';
import { askExtension, decideExtension } from './extensions.ts';
import { modelPage } from './get-model.ts';
import { taskPage } from './get-task.ts';
import { answerHandover, offerHandovers, openHandovers } from './handovers.ts';
import { addMeeting, listAllMeetings } from './meetings.ts';
import { recordAssessment, setModelState } from './move-model.ts';
import { overview, silentAgencies } from './overview.ts';
import { openScene, type Scene } from './scene.fixture.ts';
import { setSetting } from './settings.ts';
import { addEvidence, tickStep, untickStep, withdrawEvidence } from './steps.ts';
import { addTask, changeTask, listTasks, setTaskState } from './tasks.ts';
import { addComment, raiseObstacle, resolveObstacle } from './discuss.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.house.close());

const fields = (agencyKey: string, change: object = {}) => ({
  title: 'Khảo sát đầu đọc tại trạm y tế',
  note: '',
  agencyId: scene.agency(agencyKey),
  officerId: null,
  withAgencyIds: [],
  startOn: null,
  dueOn: '2026-12-01',
  model: 6,
  ...change,
});
const newTask = async (agencyKey = 'dept-health', change: object = {}) => {
  const id = await scene.act(scene.secretary, (ctx) => addTask(ctx, fields(agencyKey, change)));
  return (await scene.act(scene.leader, (ctx) => taskPage(ctx, id))).task;
};
const lead = () => scene.lead('dept-health');

describe('a model goes into operation only with an assessment', () => {
  const move = (since: string, version: number) =>
    scene.act(scene.approver, (ctx) =>
      setModelState(ctx, { number: 6, state: 'in_operation', since, note: '', version }),
    );
  const assess = (passed: boolean, assessedOn: string) =>
    scene.act(scene.secretary, (ctx) =>
      recordAssessment(ctx, {
        number: 6,
        assessedOn,
        passed,
        paperNumber: '12/BB',
        assessor: 'C06',
        findings: 'Đủ',
        designFingerprint: 'a'.repeat(64),
        validTo: null,
      }),
    );

  test('not without one, not after a failed one, not before the day of the passed one; then it goes', async () => {
    await expect(move('2026-11-23', 1)).rejects.toMatchObject({ code: 'programme.assessment_missing' });
    await assess(false, '2026-11-01');
    await expect(move('2026-11-23', 1)).rejects.toMatchObject({ code: 'programme.assessment_failed' });
    await assess(true, '2026-11-20');
    await expect(move('2026-10-30', 1)).rejects.toMatchObject({ code: 'programme.assessment_later' });
    expect(await move('2026-11-23', 1)).toEqual({ state: 'in_operation', version: 2 });
    await expect(move('2026-11-23', 1)).rejects.toMatchObject({ code: 'programme.version_conflict' });
    await expect(assess(true, '2026-12-01')).rejects.toMatchObject({
      code: 'programme.assessment_in_future',
    });
  });

  test('the database refuses too, whoever writes', async () => {
    const write = (sql: string) => scene.house.admin.query(sql);
    await expect(
      write(`update programme.model_run set state = 'in_operation' where handbook = 7`),
    ).rejects.toThrow(/check/);
    const failed = `(select id from programme.assessment where handbook = 6 and not is_passed)`;
    await expect(
      write(
        `update programme.model_run set state = 'in_operation', assessment_id = ${failed}, assessment_passed = true, assessed_on = '2026-11-01' where handbook = 6`,
      ),
    ).rejects.toThrow(/foreign key/);
    await expect(
      write(
        `update programme.model_run set state = 'in_operation', since = '2026-11-23', assessment_id = (select id from programme.assessment where is_passed), assessment_passed = true, assessed_on = '2026-11-20' where handbook = 7`,
      ),
    ).rejects.toThrow(/foreign key/);
  });

  test('an agency’s officer moves no model and records no assessment', async () => {
    await expect(
      scene.act(lead(), (ctx) =>
        setModelState(ctx, { number: 8, state: 'piloting', since: '2026-11-23', note: '', version: 1 }),
      ),
    ).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});

describe('tasks', () => {
  test('two who edit at once: the second is told by whom and when, and nothing of the first is lost', async () => {
    const task = await newTask();
    const edit = (principal: typeof scene.secretary, note: string) =>
      scene.act(principal, (ctx) =>
        changeTask(ctx, { id: task.id, version: task.version, fields: fields('dept-health', { note }) }),
      );
    const both = await Promise.allSettled([edit(scene.secretary, 'của thư ký'), edit(lead(), 'của đầu mối')]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'programme.version_conflict', status: 409 });
    expect(lost?.reason.params.at).toMatch(/23\/11\/2026/);
    const kept = await scene.act(scene.leader, (ctx) => taskPage(ctx, task.id));
    expect(['của thư ký', 'của đầu mối']).toContain(kept.task.note);
    expect(kept.history.map((entry) => entry.type)).toEqual([
      'programme.task_changed',
      'programme.task_added',
    ]);
    expect(kept.history[0]?.before).toEqual({ note: '' });
  });

  test('an officer of another agency may read but not write', async () => {
    const task = await newTask();
    const other = scene.lead('dept-construction', 5);
    await expect(
      scene.act(other, (ctx) => setTaskState(ctx, { id: task.id, version: 1, state: 'doing', reason: '' })),
    ).rejects.toMatchObject({ code: 'access.forbidden' });
    expect((await scene.act(other, (ctx) => taskPage(ctx, task.id))).task.canEdit).toBe(false);
  });

  test('stuck needs a reason, done has its day, and going back undoes it', async () => {
    const task = await newTask();
    const set = (state: 'stuck' | 'done' | 'doing' | 'open', version: number, reason = '') =>
      scene.act(lead(), (ctx) => setTaskState(ctx, { id: task.id, version, state, reason }));
    await expect(set('stuck', 1)).rejects.toMatchObject({ code: 'programme.reason_missing' });
    expect(await set('stuck', 1, 'chờ kinh phí')).toMatchObject({ stuckReason: 'chờ kinh phí', version: 2 });
    expect(await set('done', 2)).toMatchObject({ doneOn: '2026-11-23', stuckReason: null });
    expect(await set('doing', 3)).toMatchObject({ doneOn: null, startOn: '2026-11-23' });
    await expect(set('doing', 4)).rejects.toMatchObject({ code: 'programme.state_unchanged' });
  });

  test('a due date moves only by the secretary or an extension', async () => {
    const task = await newTask();
    await expect(
      scene.act(lead(), (ctx) =>
        changeTask(ctx, { id: task.id, version: 1, fields: fields('dept-health', { dueOn: '2027-01-01' }) }),
      ),
    ).rejects.toMatchObject({ code: 'programme.due_only_by_extension' });
  });

  test('lists find without diacritics, page by cursor, and filter the late', async () => {
    await newTask('dept-health', { title: 'Làm sạch dữ liệu Ƀuôn Hồ', dueOn: '2026-11-20' });
    const list = (question: object) =>
      scene.act(scene.leader, (ctx) => listTasks(ctx, { limit: 50, ...question }));
    expect((await list({ search: 'lam sach du lieu buon' })).items).toHaveLength(1);
    const late = await list({ state: 'late', search: 'buon ho' });
    expect(late.items[0]?.daysLate).toBe(3);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 40, cursor });
      seen.push(...page.items.map((task) => task.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(116);
  });

  test('a task for an agency that is no more is refused with its name', async () => {
    await expect(
      scene.act(scene.secretary, (ctx) => addTask(ctx, fields('dept-transport'))),
    ).rejects.toMatchObject({
      code: 'programme.agency_not_in_force',
      params: { agency: 'Sở Giao thông vận tải' },
    });
  });
});

describe('extensions', () => {
  const ask = (taskId: string, toDueOn = '2026-12-31') =>
    scene.act(lead(), (ctx) => askExtension(ctx, { taskId, toDueOn, reason: 'Thiết bị về chậm' }));
  const decide = (
    principal: typeof scene.approver,
    id: string,
    [verdict, reason = '']: ['approved' | 'refused', string?],
  ) => scene.act(principal, (ctx) => decideExtension(ctx, { id, verdict, reason }));

  test('asked by one, approved by another; the due date moves, the history keeps both', async () => {
    const task = await newTask();
    await expect(ask(task.id, '2026-12-01')).rejects.toMatchObject({ code: 'programme.due_not_later' });
    const id = await ask(task.id);
    await expect(ask(task.id)).rejects.toMatchObject({ code: 'programme.extension_open' });
    await expect(decide(lead(), id, ['approved'])).rejects.toMatchObject({ code: 'access.forbidden' });
    expect(await decide(scene.approver, id, ['approved'])).toEqual({
      state: 'approved',
      dueOn: '2026-12-31',
    });
    await expect(decide(scene.approver, id, ['refused', 'muộn'])).rejects.toMatchObject({
      code: 'programme.extension_decided',
    });
    const page = await scene.act(scene.leader, (ctx) => taskPage(ctx, task.id));
    expect(page.task.dueOn).toBe('2026-12-31');
    expect(page.history[0]).toMatchObject({
      before: { dueOn: '2026-12-01' },
      after: { dueOn: '2026-12-31' },
    });
  });

  test('nobody approves their own request, not even one who holds both roles', async () => {
    const task = await newTask();
    const both = { ...lead(), terms: [...lead().terms, ...scene.approver.terms] };
    const id = await scene.act(both, (ctx) =>
      askExtension(ctx, { taskId: task.id, toDueOn: '2027-01-15', reason: 'x' }),
    );
    await expect(decide(both, id, ['approved'])).rejects.toMatchObject({ code: 'programme.extension_own' });
    await expect(decide(scene.approver, id, ['refused'])).rejects.toMatchObject({
      code: 'programme.reason_missing',
    });
    await expect(
      scene.house.admin.query(
        `update programme.extension set state = 'approved', decided_by = asked_by where id = $1`,
        [id],
      ),
    ).rejects.toThrow(/check/);
  });
});

describe('steps', () => {
  const step = async (number = 6) => {
    const page = await scene.act(lead(), (ctx) => modelPage(ctx, number));
    const [first] = page.steps;
    if (first === undefined) throw new Error('no step');
    return first;
  };

  test('ticked with evidence only; the last evidence of a done step stays; untick says why', async () => {
    const one = await step();
    const tick = (version: number) =>
      scene.act(lead(), (ctx) => tickStep(ctx, { id: one.id, on: '2026-11-23', version }));
    await expect(tick(1)).rejects.toMatchObject({ code: 'programme.step_lacks_evidence' });
    const evidence = await scene.act(lead(), (ctx) =>
      addEvidence(
        ctx,
        { about: 'steps', id: one.id },
        { kind: 'figure', figure: 42, figureUnit: 'đầu đọc', note: '' },
      ),
    );
    expect(await tick(1)).toMatchObject({ doneOn: '2026-11-23', evidence: [{ figure: 42 }] });
    await expect(tick(2)).rejects.toMatchObject({ code: 'programme.step_done' });
    await expect(scene.act(lead(), (ctx) => withdrawEvidence(ctx, evidence))).rejects.toMatchObject({
      code: 'programme.evidence_in_use',
    });
    const open = await scene.act(lead(), (ctx) =>
      untickStep(ctx, { id: one.id, version: 2, reason: 'Nhầm' }),
    );
    expect(open.doneOn).toBeNull();
    await scene.act(lead(), (ctx) => withdrawEvidence(ctx, evidence));
    expect((await step()).evidence).toEqual([]);
  });

  test('progress follows the steps while no indicator speaks', async () => {
    const one = await step();
    await scene.act(lead(), (ctx) =>
      addEvidence(
        ctx,
        { about: 'steps', id: one.id },
        { kind: 'paper', paperCode: 'DLK-7Q2M-9XPA', note: '' },
      ),
    );
    await scene.act(lead(), (ctx) => tickStep(ctx, { id: one.id, on: '2026-11-22', version: one.version }));
    const { model } = await scene.act(scene.leader, (ctx) => modelPage(ctx, 6));
    expect(model.progress).toEqual({ basis: 'steps', value: 1 / 3 });
  });
});

test('a meeting’s decisions give tasks that name it, all or nothing', async () => {
  const meeting = (agencyKey: string) => ({
    heldOn: '2026-11-20',
    title: 'Họp tháng 11',
    number: '15/TB',
    chair: 'Tổ trưởng',
    decisions: [
      {
        model: 9,
        text: 'Mở rộng',
        tasks: [{ title: 'Tập huấn cơ sở lưu trú', agencyId: scene.agency(agencyKey), dueOn: '2026-12-15' }],
      },
      { model: null, text: 'Báo cáo hằng tuần', tasks: [] },
    ],
  });
  await expect(
    scene.act(scene.secretary, (ctx) => addMeeting(ctx, meeting('dept-labour'))),
  ).rejects.toMatchObject({
    code: 'programme.agency_not_in_force',
  });
  expect((await scene.act(scene.leader, listAllMeetings)).items).toEqual([]);
  await scene.act(scene.secretary, (ctx) => addMeeting(ctx, meeting('dept-culture-tourism')));
  const { items } = await scene.act(scene.leader, listAllMeetings);
  expect(items[0]?.decisions.map((decision) => [decision.number, decision.tasks.length])).toEqual([
    [1, 1],
    [2, 0],
  ]);
  const taskId = items[0]?.decisions[0]?.tasks[0]?.id ?? '';
  expect((await scene.act(scene.leader, (ctx) => taskPage(ctx, taskId))).decision).toMatchObject({
    number: 1,
    meeting: 'Họp tháng 11',
  });
});

describe('an agency dissolved with open tasks', () => {
  test('its tasks are offered to the successor in their field, accepted or directed elsewhere, with their history', async () => {
    const ids: string[] = [];
    for (const field of ['vận tải', 'giấy phép lái xe', 'đường bộ']) {
      const task = await newTask('dept-construction', { title: `Việc ${field}` });
      ids.push(task.id);
      await scene.house.admin.query(`update programme.task set agency_id = $1, field = $2 where id = $3`, [
        scene.agency('dept-transport'),
        field,
        task.id,
      ]);
    }
    expect(await scene.act(system, offerHandovers)).toBe(3);
    expect(await scene.act(system, offerHandovers)).toBe(0);
    const { items } = await scene.act(scene.lead('dept-construction', 5), openHandovers);
    const byTask = new Map(items.map((item) => [item.task.id, item]));
    expect(ids.map((id) => byTask.get(id)?.to.name)).toEqual([
      'Sở Xây dựng',
      'Công an tỉnh Đắk Lắk',
      'Sở Xây dựng',
    ]);
    expect(ids.map((id) => byTask.get(id)?.canAnswer)).toEqual([true, false, true]);
    const answer = (principal: typeof scene.secretary, index: number, change: object = {}) =>
      scene.act(principal, (ctx) =>
        answerHandover(ctx, {
          id: byTask.get(ids[index] ?? '')?.id ?? '',
          answer: 'accepted',
          agencyId: null,
          reason: '',
          ...change,
        }),
      );
    await expect(answer(lead(), 0)).rejects.toMatchObject({ code: 'access.forbidden' });
    expect((await answer(scene.lead('dept-construction', 5), 0)).agency.name).toBe('Sở Xây dựng');
    await expect(answer(scene.lead('dept-construction', 5), 0)).rejects.toMatchObject({
      code: 'programme.handover_answered',
    });
    await expect(
      answer(scene.secretary, 2, { answer: 'redirected', agencyId: scene.agency('dept-health') }),
    ).rejects.toMatchObject({ code: 'programme.reason_missing' });
    await answer(scene.secretary, 2, {
      answer: 'redirected',
      agencyId: scene.agency('dept-health'),
      reason: 'Đúng lĩnh vực hơn',
    });
    const page = await scene.act(scene.leader, (ctx) => taskPage(ctx, ids[0] ?? ''));
    expect(page.task.agency.name).toBe('Sở Xây dựng');
    expect(page.history.map((entry) => entry.type)).toEqual([
      'programme.handover_answered',
      'programme.handover_offered',
      'programme.task_added',
    ]);
  });

  test('the take-over function moves nothing for a stranger', async () => {
    const task = await newTask('dept-construction');
    await scene.house.admin.query(
      `update programme.task set agency_id = $1, field = 'vận tải' where id = $2`,
      [scene.agency('dept-transport'), task.id],
    );
    await scene.act(system, offerHandovers);
    const { rows } = await scene.house.admin.query<{ id: string }>(
      `select id from programme.handover where task_id = $1`,
      [task.id],
    );
    const { sql } = await import('kysely');
    const taken = await scene.act(lead(), async (ctx) => {
      const answer = await sql<{
        taken: boolean | null;
      }>`select programme.take_over(${rows[0]?.id}::uuid, ${scene.agency('dept-health')}::uuid, ${ctx.clock.now()}::timestamptz, null) as taken`.execute(
        ctx.db,
      );
      return answer.rows[0]?.taken ?? null;
    });
    expect(taken).toBeNull();
  });
});

test('silent agencies: those that did nothing of their own for longer than the threshold in force', async () => {
  const health = scene.agency('dept-health');
  const names = async (days: number) =>
    (await scene.act(scene.leader, (ctx) => silentAgencies(ctx, days))).map((item) => item.agency.id);
  const task = await newTask();
  await scene.act(lead(), (ctx) =>
    setTaskState(ctx, { id: task.id, version: 1, state: 'doing', reason: '' }),
  );
  expect(await names(30)).not.toContain(health);
  await scene.act(scene.secretary, (ctx) => setSetting(ctx, { key: 'silent_days', value: 5 }));
  expect((await scene.act(scene.leader, overview)).silentDays).toBe(5);
  scene.house.clock.advance(6 * 86_400_000);
  expect(legalDay(scene.house.clock.now())).toBe('2026-11-29');
  expect(await names(5)).toContain(health);
  await scene.act(scene.secretary, (ctx) =>
    addComment(ctx, { model: 6, taskId: null, text: 'Đề nghị báo cáo' }),
  );
  expect(await names(5)).toContain(health);
});

test('risks and obstacles are raised by the agency and resolved once', async () => {
  const raise = () =>
    scene.act(lead(), (ctx) =>
      raiseObstacle(ctx, {
        model: 6,
        taskId: null,
        agencyId: scene.agency('dept-health'),
        kind: 'risk',
        severity: 'high',
        text: 'Thiếu kinh phí',
        proposal: '',
      }),
    );
  const id = await raise();
  await scene.act(lead(), (ctx) => resolveObstacle(ctx, { id, resolution: 'Đã bố trí' }));
  await expect(
    scene.act(lead(), (ctx) => resolveObstacle(ctx, { id, resolution: 'x' })),
  ).rejects.toMatchObject({ code: 'programme.obstacle_resolved' });
});
