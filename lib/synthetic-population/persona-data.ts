import type {
  MaritalStatus,
  MemberRelation,
  PersonaRole,
  Sex,
  SyntheticAddress,
  SyntheticBirth,
  SyntheticName,
} from './types.ts';

/** Relatives are `@key` of another featured person or a plain name. */
export interface PersonaRow {
  key: string;
  role?: PersonaRole;
  name: SyntheticName;
  sex: Sex;
  birth: SyntheticBirth;
  ethnicity: string;
  relation: MemberRelation;
  since?: string;
  maritalStatus?: MaritalStatus;
  marriedOn?: string;
  diedOn?: string;
  father?: string;
  mother?: string;
  spouse?: string;
  guardian?: string;
  numberFrom?: string;
  oldNumber?: string;
  cancelled?: { year: number; on: string };
  phone?: boolean;
  accountLevel?: 0 | 1 | 2;
  birthPlace?: { unitCode?: string; place: string };
  permanentAddress?: SyntheticAddress;
}

export interface PersonaHome {
  kind: 'permanent' | 'temporary';
  address: SyntheticAddress;
  people: readonly PersonaRow[];
}

export const PERSONA_TITLES: Readonly<Record<PersonaRole, { vi: string; en: string }>> = {
  young_mother: { vi: 'Người mẹ trẻ ở buôn', en: 'Young mother in a village' },
  newborn: { vi: 'Trẻ mới sinh', en: 'Newborn child' },
  householder: { vi: 'Chủ hộ', en: 'Householder' },
  householder_spouse: { vi: 'Vợ chủ hộ', en: "Householder's wife" },
  tenant_worker: { vi: 'Công nhân ở trọ', en: 'Worker who rents a room' },
  landlord: { vi: 'Chủ nhà trọ', en: 'Landlady' },
  elderly_year_only: { vi: 'Cụ bà chỉ biết năm sinh', en: 'Elderly woman whose birth year alone is known' },
  cancelled_number: {
    vi: 'Người đã được cấp lại số định danh',
    en: 'Person whose number was cancelled and re-issued',
  },
  old_number_holder: {
    vi: 'Người còn giấy tờ ghi số CMND cũ',
    en: 'Person with papers under the old number',
  },
  parent_of_small_children: { vi: 'Người cha có con nhỏ', en: 'Father of small children' },
  director: { vi: 'Giám đốc doanh nghiệp', en: 'Director of an enterprise' },
  guardian: { vi: 'Bà giám hộ của cháu', en: 'Grandmother and guardian' },
  ward_of_guardian: { vi: 'Cháu mồ côi được giám hộ', en: 'Orphan under guardianship' },
  widow: { vi: 'Người vợ có chồng mới mất', en: 'Recent widow' },
  adult_child: { vi: 'Con đã thành niên', en: 'Adult child' },
  village_head: { vi: 'Trưởng buôn', en: 'Village head' },
};

function kinh(family: string, middle: string, given: string): SyntheticName {
  return { full: [family, middle, given].filter(Boolean).join(' '), family, middle, given };
}

function highland(sex: Sex, given: string, clan: string): SyntheticName {
  const full = sex === 'male' ? `Y ${given} ${clan}` : `H'${given} ${clan}`;
  return { full, family: clan, middle: sex === 'male' ? 'Y' : "H'", given };
}

function at(unitCode: string, unitName: string, rest: { hamlet: string; detail?: string }): SyntheticAddress {
  return { unitCode, unitName, hamlet: rest.hamlet, detail: rest.detail ?? '', provinceName: 'Đắk Lắk' };
}

export const PERSONA_ROWS: readonly PersonaHome[] = [
  {
    kind: 'permanent',
    address: at('24277', 'Xã Ea Tul', { hamlet: 'Buôn Sah A' }),
    people: [
      {
        key: 'amiMai',
        role: 'guardian',
        name: highland('female', 'Bia', 'Mlô'),
        sex: 'female',
        birth: { year: 1961, month: 3, day: 8 },
        ethnicity: '12',
        relation: 'head',
        maritalStatus: 'widowed',
        father: 'Y Khăm Êban',
        mother: "H'Ñuên Mlô",
        oldNumber: '009900001',
        phone: true,
        accountLevel: 1,
      },
      {
        key: 'hLan',
        role: 'young_mother',
        name: highland('female', 'Lan', 'Mlô'),
        sex: 'female',
        birth: { year: 2001, month: 5, day: 14 },
        ethnicity: '12',
        relation: 'child',
        maritalStatus: 'married',
        marriedOn: '2022-11-20',
        father: 'Y Wơn Niê',
        mother: '@amiMai',
        spouse: '@yThang',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'yThang',
        name: highland('male', 'Thắng', 'Êban'),
        sex: 'male',
        birth: { year: 1998, month: 9, day: 2 },
        ethnicity: '12',
        relation: 'child_in_law',
        since: '2022-12-01',
        maritalStatus: 'married',
        marriedOn: '2022-11-20',
        father: 'Y Blă Kbuôr',
        mother: "H'Jih Êban",
        spouse: '@hLan',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'hNgoc',
        role: 'newborn',
        name: highland('female', 'Ngọc', 'Mlô'),
        sex: 'female',
        birth: { year: 2026, month: 9, day: 21 },
        ethnicity: '12',
        relation: 'grandchild',
        since: '2026-10-05',
        father: '@yThang',
        mother: '@hLan',
        numberFrom: '2026-10-05',
      },
      {
        key: 'yBao',
        role: 'ward_of_guardian',
        name: highland('male', 'Bảo', 'Mlô'),
        sex: 'male',
        birth: { year: 2014, month: 1, day: 30 },
        ethnicity: '12',
        relation: 'grandchild',
        father: 'Y Dhăm Ayŭn',
        mother: "H'Loan Mlô",
        guardian: '@amiMai',
        numberFrom: '2017-04-11',
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24121', 'Phường Tân Lập', { hamlet: 'Tổ dân phố 5', detail: '27 Nguyễn Công Trứ' }),
    people: [
      {
        key: 'minh',
        role: 'householder',
        name: kinh('Nguyễn', 'Văn', 'Minh'),
        sex: 'male',
        birth: { year: 1978, month: 4, day: 19 },
        ethnicity: '01',
        relation: 'head',
        maritalStatus: 'married',
        marriedOn: '2003-02-16',
        father: 'Nguyễn Văn Hòa',
        mother: '@cuTu',
        spouse: '@hanh',
        oldNumber: '009900002',
        phone: true,
        accountLevel: 2,
        birthPlace: { place: 'Nghệ An' },
      },
      {
        key: 'hanh',
        role: 'householder_spouse',
        name: kinh('Trần', 'Thị Mỹ', 'Hạnh'),
        sex: 'female',
        birth: { year: 1981, month: 12, day: 1 },
        ethnicity: '01',
        relation: 'spouse',
        maritalStatus: 'married',
        marriedOn: '2003-02-16',
        father: 'Trần Đình Lợi',
        mother: 'Lê Thị Sáu',
        spouse: '@minh',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'giaHuy',
        role: 'adult_child',
        name: kinh('Nguyễn', 'Gia', 'Huy'),
        sex: 'male',
        birth: { year: 2005, month: 8, day: 9 },
        ethnicity: '01',
        relation: 'child',
        father: '@minh',
        mother: '@hanh',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'khanhVy',
        name: kinh('Nguyễn', 'Khánh', 'Vy'),
        sex: 'female',
        birth: { year: 2012, month: 6, day: 27 },
        ethnicity: '01',
        relation: 'child',
        father: '@minh',
        mother: '@hanh',
        accountLevel: 2,
      },
      {
        key: 'cuTu',
        name: kinh('Phạm', 'Thị', 'Tư'),
        sex: 'female',
        birth: { year: 1949 },
        ethnicity: '01',
        relation: 'parent',
        maritalStatus: 'widowed',
        father: 'Phạm Văn Ba',
        mother: 'Hồ Thị Lành',
        oldNumber: '009900003',
        accountLevel: 1,
        birthPlace: { place: 'Nghệ An' },
      },
    ],
  },
  {
    kind: 'temporary',
    address: at('24163', 'Phường Tân An', { hamlet: 'Tổ dân phố 8', detail: '112/6 Trần Phú' }),
    people: [
      {
        key: 'sua',
        role: 'tenant_worker',
        name: kinh('Giàng', 'Thị', 'Sua'),
        sex: 'female',
        birth: { year: 2002, month: 2, day: 11 },
        ethnicity: '08',
        relation: 'head',
        since: '2026-03-02',
        father: 'Giàng A Páo',
        mother: 'Vàng Thị Mỷ',
        phone: true,
        accountLevel: 2,
        birthPlace: { unitCode: '24478', place: 'Xã Cư Pui, Đắk Lắk' },
        permanentAddress: at('24478', 'Xã Cư Pui', { hamlet: 'Thôn 9' }),
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24163', 'Phường Tân An', { hamlet: 'Tổ dân phố 8', detail: '112 Trần Phú' }),
    people: [
      {
        key: 'oanh',
        role: 'landlord',
        name: kinh('Võ', 'Thị Kim', 'Oanh'),
        sex: 'female',
        birth: { year: 1969, month: 10, day: 10 },
        ethnicity: '01',
        relation: 'head',
        maritalStatus: 'divorced',
        father: 'Võ Công Luận',
        mother: 'Huỳnh Thị Nhạn',
        oldNumber: '009900004',
        phone: true,
        accountLevel: 2,
        birthPlace: { place: 'Quảng Ngãi' },
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24598', 'Xã Đắk Phơi', { hamlet: 'Buôn Păm Lăm' }),
    people: [
      {
        key: 'yLiem',
        role: 'village_head',
        name: highland('male', 'Liêm', 'Rlŭk'),
        sex: 'male',
        birth: { year: 1972, month: 7, day: 7 },
        ethnicity: '20',
        relation: 'head',
        maritalStatus: 'single',
        father: 'Y Brih Liêng',
        mother: '@cuDu',
        oldNumber: '009900005',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'cuDu',
        role: 'elderly_year_only',
        name: highland('female', 'Rưm', 'Rlŭk'),
        sex: 'female',
        birth: { year: 1938 },
        ethnicity: '20',
        relation: 'parent',
        maritalStatus: 'widowed',
        father: 'Y Du Triêk',
        mother: "H'Ngơi Rlŭk",
        oldNumber: '009900006',
        accountLevel: 0,
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('22015', 'Phường Tuy Hòa', { hamlet: 'Tổ dân phố 3', detail: '45 Lê Thành Phương' }),
    people: [
      {
        key: 'thu',
        role: 'cancelled_number',
        name: kinh('Huỳnh', 'Thị Thanh', 'Thu'),
        sex: 'female',
        birth: { year: 1986, month: 11, day: 23 },
        ethnicity: '01',
        relation: 'head',
        maritalStatus: 'single',
        father: 'Huỳnh Bá Kiểng',
        mother: 'Đặng Thị Phấn',
        cancelled: { year: 1985, on: '2024-08-12' },
        oldNumber: '009900007',
        phone: true,
        accountLevel: 2,
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24305', 'Phường Buôn Hồ', { hamlet: 'Tổ dân phố 2', detail: '8 Hùng Vương' }),
    people: [
      {
        key: 'dung',
        role: 'parent_of_small_children',
        name: kinh('Nông', 'Văn', 'Dũng'),
        sex: 'male',
        birth: { year: 1993, month: 3, day: 3 },
        ethnicity: '07',
        relation: 'head',
        maritalStatus: 'married',
        marriedOn: '2018-12-08',
        father: 'Nông Văn Sáng',
        mother: 'Hoàng Thị Liễu',
        spouse: '@nga',
        oldNumber: '009900008',
        phone: true,
        accountLevel: 2,
        birthPlace: { place: 'Cao Bằng' },
      },
      {
        key: 'nga',
        name: kinh('Lục', 'Thị', 'Nga'),
        sex: 'female',
        birth: { year: 1996, month: 7, day: 22 },
        ethnicity: '02',
        relation: 'spouse',
        maritalStatus: 'married',
        marriedOn: '2018-12-08',
        father: 'Lục Văn Tân',
        mother: 'Triệu Thị Hoa',
        spouse: '@dung',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'minhAnh',
        name: kinh('Nông', 'Minh', 'Anh'),
        sex: 'female',
        birth: { year: 2020, month: 4, day: 15 },
        ethnicity: '07',
        relation: 'child',
        father: '@dung',
        mother: '@nga',
        numberFrom: '2020-05-06',
      },
      {
        key: 'minhAnh2',
        name: kinh('Nông', 'Minh', 'Ánh'),
        sex: 'female',
        birth: { year: 2020, month: 4, day: 15 },
        ethnicity: '07',
        relation: 'child',
        father: '@dung',
        mother: '@nga',
        numberFrom: '2020-05-06',
      },
      {
        key: 'ducHuy',
        name: kinh('Nông', 'Đức', 'Huy'),
        sex: 'male',
        birth: { year: 2023, month: 10, day: 4 },
        ethnicity: '07',
        relation: 'child',
        father: '@dung',
        mother: '@nga',
        numberFrom: '2023-10-25',
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24133', 'Phường Buôn Ma Thuột', { hamlet: 'Tổ dân phố 11', detail: '210 Lê Duẩn' }),
    people: [
      {
        key: 'quynh',
        role: 'director',
        name: kinh('Lê', 'Quỳnh', 'Giang'),
        sex: 'female',
        birth: { year: 1984, month: 1, day: 28 },
        ethnicity: '01',
        relation: 'head',
        maritalStatus: 'single',
        father: 'Lê Hữu Trọng',
        mother: 'Bùi Thị Tâm',
        oldNumber: '009900009',
        phone: true,
        accountLevel: 2,
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('24373', 'Xã Ea Kar', { hamlet: 'Thôn 4' }),
    people: [
      {
        key: 'son',
        role: 'old_number_holder',
        name: kinh('Đỗ', 'Đình', 'Sơn'),
        sex: 'male',
        birth: { year: 1967, month: 1, day: 1 },
        ethnicity: '01',
        relation: 'head',
        maritalStatus: 'single',
        father: 'Đỗ Văn Hoạch',
        mother: 'Ngô Thị Mùi',
        oldNumber: '009900010',
        phone: true,
        accountLevel: 2,
        birthPlace: { place: 'Hưng Yên' },
      },
    ],
  },
  {
    kind: 'permanent',
    address: at('22207', 'Xã Sông Hinh', { hamlet: 'Buôn Kram' }),
    people: [
      {
        key: 'hYar',
        role: 'widow',
        name: highland('female', 'Yar', 'Ksơr'),
        sex: 'female',
        birth: { year: 1975, month: 6, day: 1 },
        ethnicity: '12',
        relation: 'head',
        maritalStatus: 'widowed',
        marriedOn: '1995-03-10',
        father: 'Y Toăn Niê',
        mother: "H'Mĭ Ksơr",
        spouse: '@yHung',
        oldNumber: '009900011',
        phone: true,
        accountLevel: 2,
      },
      {
        key: 'yHung',
        name: highland('male', 'Hùng', 'Niê'),
        sex: 'male',
        birth: { year: 1970, month: 2, day: 20 },
        ethnicity: '12',
        relation: 'spouse',
        maritalStatus: 'married',
        marriedOn: '1995-03-10',
        diedOn: '2026-08-30',
        father: 'Y Săm Mlô',
        mother: "H'Klot Niê",
        spouse: '@hYar',
        oldNumber: '009900012',
      },
    ],
  },
];
