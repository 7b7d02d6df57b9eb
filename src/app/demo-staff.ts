import { createHash } from 'node:crypto';
import { addStaff, agencyIdsByKey, grantTerm } from '#modules/agency';
import { codeAt, createStaffAccount, setDemonstrationMeans } from '#platform/identity';
import { type Ctx, system } from '#platform/runtime';
import type { House } from './compose.ts';

export interface DemoOfficer {
  readonly login: string;
  readonly name: string;
  readonly title: string;
  readonly terms: readonly { readonly role: string; readonly agency: string }[];
}

/** Communes in which the demonstration has officers: those where featured persons live or register. */
export const demoCommunes = ['24305', '24163', '24277'] as const;

const wardNames: Readonly<Record<string, string>> = { '24305': 'buonho', '24163': 'tanan', '24277': 'eatul' };

function officersOf(commune: string): DemoOfficer[] {
  const ward = wardNames[commune] ?? commune;
  const office = `committee-${commune}`;
  const police = `police-${commune}`;
  return [
    {
      login: `mot-cua.${ward}`,
      name: 'H’Ruê Niê',
      title: 'Công chức Một cửa',
      terms: [{ role: 'one-stop-officer', agency: `centre-${commune}` }],
    },
    {
      login: `tu-phap.${ward}`,
      name: 'Trần Văn Thử',
      title: 'Công chức Tư pháp - Hộ tịch',
      terms: [{ role: 'specialist', agency: office }],
    },
    {
      login: `chu-tich.${ward}`,
      name: 'Y Thử Êban',
      title: 'Chủ tịch Ủy ban nhân dân',
      terms: [{ role: 'leader', agency: office }],
    },
    {
      login: `cu-tru.${ward}`,
      name: 'Lê Thị Mẫu',
      title: 'Cán bộ đăng ký cư trú',
      terms: [{ role: 'specialist', agency: police }],
    },
    {
      login: `cong-an.${ward}`,
      name: 'Nguyễn Mẫu Thử',
      title: 'Trưởng Công an',
      terms: [{ role: 'leader', agency: police }],
    },
    {
      login: `van-thu.${ward}`,
      name: 'Phạm Thị Thử',
      title: 'Văn thư',
      terms: [
        { role: 'clerk', agency: office },
        { role: 'clerk', agency: police },
      ],
    },
    {
      login: `ra-soat.${ward}`,
      name: 'H’Wên Mẫu',
      title: 'Tổ rà soát dữ liệu',
      terms: [{ role: 'match-reviewer', agency: office }],
    },
    {
      login: `ra-soat-2.${ward}`,
      name: 'Hoàng Văn Thử',
      title: 'Tổ rà soát dữ liệu',
      terms: [{ role: 'match-reviewer', agency: office }],
    },
    {
      login: `phu-trach-ra-soat.${ward}`,
      name: 'Nguyễn Thị Thử',
      title: 'Phụ trách rà soát dữ liệu',
      terms: [{ role: 'match-lead', agency: office }],
    },
  ];
}

export const demoOfficers: readonly DemoOfficer[] = [
  ...demoCommunes.flatMap(officersOf),
  {
    login: 'phu-trach-06',
    name: 'Hoàng Văn Mẫu',
    title: 'Phụ trách Đề án 06',
    terms: [{ role: 'programme-lead', agency: 'province-police' }],
  },
  {
    login: 'giam-doc-ca',
    name: 'Lương Thử Mẫu',
    title: 'Giám đốc',
    terms: [{ role: 'leader', agency: 'province-police' }],
  },
  {
    login: 'van-thu-ca',
    name: 'Mai Thị Thử',
    title: 'Văn thư',
    terms: [{ role: 'clerk', agency: 'province-police' }],
  },
  {
    login: 'van-thu-ubnd',
    name: 'Phan Thị Mẫu',
    title: 'Văn thư',
    terms: [{ role: 'clerk', agency: 'province-committee' }],
  },
  {
    login: 'danh-sach.nong-nghiep',
    name: 'Phan Thị Mẫu',
    title: 'Chuyên viên quản lý danh sách',
    terms: [
      { role: 'list-owner', agency: 'dept-agriculture-environment' },
      { role: 'match-lead', agency: 'dept-agriculture-environment' },
    ],
  },
  {
    login: 'danh-sach.y-te',
    name: 'Y Mẫu Niê',
    title: 'Chuyên viên quản lý danh sách',
    terms: [{ role: 'list-owner', agency: 'dept-health' }],
  },
  {
    login: 'ke-toan',
    name: 'Võ Thị Mẫu',
    title: 'Kế toán',
    terms: [{ role: 'accountant', agency: 'province-committee' }],
  },
  {
    login: 'kiem-toan',
    name: 'Bùi Văn Mẫu',
    title: 'Kiểm tra viên nhật ký',
    terms: [{ role: 'auditor', agency: 'province-committee' }],
  },
  {
    login: 'dang-ky-kinh-doanh',
    name: 'Y Mẫu Thử Niê',
    title: 'Chuyên viên đăng ký kinh doanh',
    terms: [{ role: 'business-registrar', agency: 'province-committee' }],
  },
  {
    login: 'lich-lam-viec',
    name: 'Lý Thị Mẫu',
    title: 'Công bố lịch làm việc',
    terms: [{ role: 'calendar-publisher', agency: 'province-committee' }],
  },
  {
    login: 'van-hanh',
    name: 'Nguyễn Thị Thử',
    title: 'Vận hành hệ thống',
    terms: [{ role: 'operator', agency: 'province-committee' }],
  },
  {
    login: 'duyet-khan',
    name: 'Hoàng Thị Thử',
    title: 'Người duyệt xem khẩn cấp',
    terms: [{ role: 'access-approver', agency: 'province-committee' }],
  },
  {
    login: 'dan-cu',
    name: 'Lý Thị Mẫu',
    title: 'Chuyên viên phân tích dân cư',
    terms: [{ role: 'population-analyst', agency: 'province-committee' }],
  },
  {
    login: 'truc-ban',
    name: 'Y Mẫu Kbuôr',
    title: 'Trực ban Trung tâm điều hành',
    terms: [{ role: 'ioc-operator', agency: 'province-committee' }],
  },
  {
    login: 'quan-tri',
    name: 'Đinh Thị Thử',
    title: 'Quản trị hệ thống',
    terms: [{ role: 'administrator', agency: 'province-committee' }],
  },
  {
    login: 'thu-ky.de-an',
    name: 'Đặng Thị Thử',
    title: 'Thư ký Tổ công tác Đề án 06',
    terms: [{ role: 'programme-secretary', agency: 'province-police' }],
  },
  {
    login: 'dau-moi.khcn',
    name: 'Hồ Văn Mẫu',
    title: 'Đầu mối Đề án 06, Sở Khoa học và Công nghệ',
    terms: [{ role: 'programme-lead', agency: 'dept-science-technology' }],
  },
  {
    login: 'dau-moi.yte',
    name: 'H’Mẫu Kbuôr',
    title: 'Đầu mối Đề án 06, Sở Y tế',
    terms: [{ role: 'programme-lead', agency: 'dept-health' }],
  },
  {
    login: 'dau-moi.xaydung',
    name: 'Phan Thử Sơn',
    title: 'Đầu mối Đề án 06, Sở Xây dựng',
    terms: [{ role: 'programme-lead', agency: 'dept-construction' }],
  },
  {
    login: 'phe-duyet.de-an',
    name: 'Y Thử Mlô',
    title: 'Phó Tổ trưởng Tổ công tác Đề án 06',
    terms: [{ role: 'programme-approver', agency: 'province-police' }],
  },
  {
    login: 'lanh-dao.tinh',
    name: 'Vũ Thị Mẫu',
    title: 'Lãnh đạo Ủy ban nhân dân tỉnh',
    terms: [
      { role: 'leader', agency: 'province-committee' },
      { role: 'ioc-viewer', agency: 'province-committee' },
    ],
  },
];

export const demoPassword = 'thu-nghiem-serepok';

/** The authenticator secret of a demonstration account: derived from its name, worth nothing elsewhere. */
export function demoTotpSecret(login: string): Buffer {
  return createHash('sha256').update(`serepok:demo:${login}`).digest().subarray(0, 20);
}

/** The six digits that a demonstration officer's authenticator app would show now. */
export function demoCode(login: string, now: Date): string {
  return codeAt(demoTotpSecret(login), now);
}

async function seedOfficer(
  ctx: Ctx,
  officer: DemoOfficer,
  agencies: ReadonlyMap<string, string>,
): Promise<void> {
  const staffId = await addStaff(ctx, { name: officer.name });
  for (const term of officer.terms) {
    const agencyId = agencies.get(term.agency);
    if (agencyId)
      await grantTerm(ctx, {
        staffId,
        agencyId,
        role: term.role,
        title: officer.title,
        validFrom: '2025-07-01',
      });
  }
  await createStaffAccount(ctx, {
    id: staffId,
    personId: null,
    loginName: officer.login,
    displayName: officer.name,
    isVneidAllowed: false,
  });
  await setDemonstrationMeans(ctx, {
    accountId: staffId,
    password: demoPassword,
    totpSecret: demoTotpSecret(officer.login),
  });
}

async function hasAccount(ctx: Ctx, login: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('identity.staff_account')
    .select('id')
    .where('login_name', '=', login)
    .executeTakeFirst();
  return row !== undefined;
}

/** Officers of the demonstration with known means of sign-in; the administrator still needs a passkey. */
export async function seedDemonstrationStaff(house: House): Promise<void> {
  for (const officer of demoOfficers) {
    await house.runner.act({ action: 'demo.add-officer', principal: system }, async (ctx) => {
      if (await hasAccount(ctx, officer.login)) return;
      await seedOfficer(ctx, officer, await agencyIdsByKey(ctx));
    });
  }
}
