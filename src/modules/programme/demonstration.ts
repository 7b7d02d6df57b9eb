import type { Ctx } from '#platform/runtime';
import { agencyBook } from './plan.ts';
import { today } from './present.ts';
import { recordAssessment, setModelState } from './move-model.ts';
import { record } from './record.ts';
import { addDays } from './rules.ts';
import { addMeeting } from './meetings.ts';
import { registerSite } from './sites.ts';
import {
  insertEvidence,
  readSteps,
  readTasks,
  type StepRow,
  type TaskRow,
  updateStep,
  updateTask,
} from './store-work.ts';
import { enterMember, enterTeam } from './teams.ts';

const mark = 'Dữ liệu trình diễn';

/** Models whose software runs here, shown in operation with a demonstration assessment; the rest get ready. */
const assessed = [1, 4];
const piloting = [3, 5, 35];
const preparing = [2, 6, 8, 9, 10, 11, 12, 16, 20, 21, 23, 24, 25, 26, 27, 29, 31, 34, 36, 42];

/** The plan's dates lie years back; the demonstration gives each of its tasks one around today, and says so. */
function demonstrationOf(task: TaskRow, day: string) {
  const [model, number] = (task.plan_key ?? '1.1').split('.').map(Number);
  const spread = ((model ?? 1) * 37 + (number ?? 1) * 53) % 290;
  const kind = ((model ?? 1) * 7 + (number ?? 1) * 3) % 10;
  const due = addDays(day, spread - 18);
  const base = { due_on: due, is_demonstration: true, start_on: addDays(due, -60) };
  if (kind < 2) {
    const doneOn = addDays(day, -3 - kind * 9);
    return {
      ...base,
      due_on: addDays(doneOn, 4),
      start_on: addDays(doneOn, -50),
      state: 'done',
      done_on: doneOn,
    };
  }
  if (kind === 6)
    return {
      ...base,
      state: 'stuck',
      stuck_reason: `${mark}: chờ bố trí kinh phí`,
      stuck_on: addDays(day, -6),
    };
  return kind < 6 ? { ...base, state: 'doing' } : base;
}

async function tickForDemonstration(ctx: Ctx, step: StepRow, day: string): Promise<void> {
  await insertEvidence(ctx, {
    id: ctx.ids.next(),
    handbook: step.handbook,
    step_id: step.id,
    agency_id: step.agency_id,
    kind: 'figure',
    figure: String(step.number),
    figure_unit: 'địa điểm',
    note: mark,
    is_demonstration: true,
  });
  await updateStep(ctx, step, day);
}

async function seedWork(ctx: Ctx, day: string): Promise<void> {
  for (const task of await readTasks(ctx, {})) await updateTask(ctx, task, demonstrationOf(task, day));
  for (const step of await readSteps(ctx, {})) {
    const begun = [...assessed, ...piloting, ...preparing].includes(step.handbook);
    if (begun && step.number <= step.handbook % 3)
      await tickForDemonstration(ctx, step, addDays(day, -10 * step.number));
  }
  await record(ctx, { type: 'programme.prepared', streamId: ctx.ids.next(), after: { note: mark } });
}

async function seedStates(ctx: Ctx, day: string): Promise<void> {
  for (const number of assessed) {
    await recordAssessment(ctx, {
      number,
      assessedOn: addDays(day, -40),
      passed: true,
      paperNumber: 'TD-01/BB-ATTT',
      assessor: 'C06, Sở KH&CN, Công an tỉnh (trình diễn)',
      findings: `${mark}: không có giá trị thực tế`,
      designFingerprint: null,
      validTo: null,
    });
    await setModelState(ctx, {
      number,
      state: 'in_operation',
      since: addDays(day, -30),
      note: mark,
      version: 1,
    });
  }
  for (const number of piloting)
    await setModelState(ctx, { number, state: 'piloting', since: addDays(day, -30), note: mark, version: 1 });
  for (const number of preparing)
    await setModelState(ctx, {
      number,
      state: 'preparing',
      since: addDays(day, -60),
      note: mark,
      version: 1,
    });
}

async function seedMeeting(ctx: Ctx, day: string): Promise<void> {
  const book = await agencyBook(ctx);
  const idOf = (key: string): string => book.byKey.get(key)?.id ?? '';
  await addMeeting(ctx, {
    heldOn: addDays(day, -14),
    title: 'Họp Tổ công tác Đề án 06 tỉnh (trình diễn)',
    number: 'TD-12/TB-TCT',
    chair: 'Tổ trưởng Tổ công tác',
    isDemonstration: true,
    decisions: [
      {
        model: 6,
        text: 'Hoàn thành khảo sát đầu đọc tại các cơ sở khám chữa bệnh.',
        tasks: [
          {
            title: 'Khảo sát đầu đọc thẻ tại cơ sở khám chữa bệnh',
            agencyId: idOf('dept-health'),
            dueOn: addDays(day, 12),
          },
        ],
      },
      {
        model: 18,
        text: 'Rà soát camera giao thông đang có để tận dụng.',
        tasks: [
          {
            title: 'Lập danh sách camera giao thông đang vận hành',
            agencyId: idOf('dept-construction'),
            dueOn: addDays(day, -2),
          },
          {
            title: 'Đánh giá khả năng kết nối camera về IOC',
            agencyId: idOf('dept-science-technology'),
            dueOn: addDays(day, 20),
          },
        ],
      },
      { model: null, text: 'Các đơn vị báo cáo tiến độ trước ngày 25 hằng tháng.', tasks: [] },
    ],
  });
}

const none = {
  reader_qr: 0,
  reader_chip: 0,
  handheld: 0,
  kiosk: 0,
  camera: 0,
  pos: 0,
  installed: 0,
  note: mark,
};

async function seedSites(ctx: Ctx, day: string): Promise<void> {
  const book = await agencyBook(ctx);
  const idOf = (key: string): string => book.byKey.get(key)?.id ?? '';
  const rows = [
    {
      model: 6,
      kind: 'Trạm y tế',
      name: 'Trạm Y tế phường Buôn Hồ (mẫu)',
      placeCode: '24305',
      agency: 'dept-health',
      need: { reader_qr: 1, reader_chip: 2, installed: 1 },
    },
    {
      model: 6,
      kind: 'Trạm y tế',
      name: 'Trạm Y tế phường Tân An (mẫu)',
      placeCode: '24163',
      agency: 'dept-health',
      need: { reader_qr: 1, reader_chip: 1, installed: 2 },
    },
    {
      model: 2,
      kind: 'Bộ phận một cửa',
      name: 'Trung tâm PVHCC phường Tân An (mẫu)',
      placeCode: '24163',
      agency: 'province-office',
      need: { kiosk: 2 },
    },
    {
      model: 8,
      kind: 'Văn phòng công chứng',
      name: 'Văn phòng công chứng Thử Nghiệm',
      placeCode: '24163',
      agency: 'dept-justice',
      need: { reader_chip: 3 },
    },
    {
      model: 13,
      kind: 'Khu du lịch',
      name: 'Điểm du lịch hồ mẫu',
      placeCode: '24277',
      agency: 'dept-culture-tourism',
      need: { camera: 4 },
    },
  ] as const;
  for (const { agency, need, ...row } of rows)
    await registerSite(
      ctx,
      { ...none, ...row, ...need, address: '', agencyId: idOf(agency), surveyedOn: addDays(day, -20) },
      { isDemonstration: true },
    );
}

const places = ['24305', '24163', '24277'] as const;

async function seedTeams(ctx: Ctx, day: string): Promise<void> {
  const demo = { isDemonstration: true };
  const team = (level: 'province' | 'commune' | 'community', name: string, placeCode: string) =>
    enterTeam(
      ctx,
      {
        level,
        name,
        placeCode,
        decision: 'TD-06/QĐ-UBND (trình diễn)',
        validFrom: '2025-07-01',
        validTo: null,
      },
      demo,
    );
  const member = (
    teamId: string,
    fullName: string,
    at: {
      position: string;
      role: 'head' | 'deputy' | 'secretary' | 'member';
      validTo?: string;
      phone?: string;
    },
  ) =>
    enterMember(ctx, teamId, {
      fullName,
      position: at.position,
      role: at.role,
      validFrom: '2025-07-01',
      validTo: at.validTo ?? null,
      phone: at.phone ?? null,
      email: null,
    });
  const province = await team('province', 'Tổ công tác Đề án 06 tỉnh', '66');
  await member(province, 'Y Mẫu Êban', { position: 'Lãnh đạo UBND tỉnh', role: 'head' });
  await member(province, 'Nguyễn Văn Mẫu', {
    position: 'Lãnh đạo Công an tỉnh',
    role: 'deputy',
    phone: '0900000201',
  });
  await member(province, 'H’Thử Niê', {
    position: 'Phòng Cảnh sát QLHC về TTXH',
    role: 'secretary',
    phone: '0900000202',
    validTo: addDays(day, 30),
  });
  for (const [index, place] of places.entries()) {
    const commune = await team('commune', 'Tổ công tác Đề án 06', place);
    await member(commune, `Trần Thử ${['Nhất', 'Nhì', 'Ba'][index] ?? ''}`, {
      position: 'Chủ tịch UBND',
      role: 'head',
      phone: `090000021${index}`,
    });
    await member(commune, `Lê Mẫu ${['An', 'Bình', 'Cường'][index] ?? ''}`, {
      position: 'Trưởng Công an',
      role: 'deputy',
    });
    const community = await team('community', `Tổ công nghệ số cộng đồng số ${index + 1}`, place);
    await member(community, `H’Mẫu ${['Êban', 'Niê', 'Ayun'][index] ?? ''}`, {
      position: 'Tổ trưởng tổ dân phố',
      role: 'head',
      validTo: addDays(day, 45),
    });
    await member(community, `Phạm Thử ${['Hoa', 'Lan', 'Mai'][index] ?? ''}`, {
      position: 'Đoàn viên',
      role: 'member',
    });
  }
}

/** Makes the screens alive with dates, steps and persons that are marked as demonstration; once. */
export async function seedProgramme(ctx: Ctx): Promise<void> {
  const tasks = await readTasks(ctx, {});
  if (tasks.length === 0 || tasks.some((task) => task.is_demonstration)) return;
  const day = today(ctx);
  await seedWork(ctx, day);
  await seedStates(ctx, day);
  await seedMeeting(ctx, day);
  await seedSites(ctx, day);
  await seedTeams(ctx, day);
}
