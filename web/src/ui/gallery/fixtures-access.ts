// Invented bases, persons and consents for the gallery and the screenshots.
const id = (n: number) => `0193f2a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

const basis = (n: number, more: object) => ({
  id: id(n),
  kind: 'purpose',
  purpose: {
    code: 'verify-identity',
    name: { vi: 'Đối chiếu người đến làm thủ tục với dữ liệu dân cư', en: 'Check a person at the counter' },
  },
  reason: 'Đối chiếu người đến quầy làm trích lục khai sinh',
  reference: null,
  covers: ['person-search', 'person', 'residence'],
  actorId: id(301),
  isMine: true,
  agencyId: id(2),
  subjects: [{ personId: id(701), label: 'Nguyễn Văn Mẫu' }],
  mostSubjects: 3,
  state: 'open',
  openedAt: '2026-11-23T09:12:00+07:00',
  expiresAt: '2026-11-23T09:42:00+07:00',
  closedAt: null,
  approvedBy: null,
  approvedAt: null,
  refusedBy: null,
  refusalReason: null,
  ...more,
});
export const openBasis = {
  ...basis(601, {}),
  uses: [
    { at: '2026-11-23T09:20:00+07:00', kind: 'look', action: 'person.read', persons: 1 },
    { at: '2026-11-23T09:15:00+07:00', kind: 'look', action: 'person.search', persons: 7 },
  ],
};
const emergency = {
  kind: 'break_glass',
  purpose: {
    code: 'break-glass',
    name: { vi: 'Xem khẩn cấp, có người thứ hai duyệt', en: 'Emergency access' },
  },
  reason: 'Nạn nhân tai nạn bất tỉnh tại Trạm y tế, cần tìm người thân để báo tin',
  covers: ['person', 'residence', 'civil-status', 'papers'],
  expiresAt: null,
  mostSubjects: 5,
};
export const bases = [
  basis(601, {}),
  basis(602, { ...emergency, state: 'waiting' }),
  basis(603, { state: 'refused', refusalReason: 'Đã có hồ sơ đang mở nêu người này', ...emergency }),
];
export const emergencies = [basis(604, { ...emergency, isMine: false, actorId: id(300), state: 'waiting' })];
const purpose = (code: string, vi: string, en: string) => ({
  code,
  name: { vi, en },
  legalGround: 'Luật Căn cước 26/2023/QH15; NĐ 118/2025/NĐ-CP',
  covers: ['person-search', 'person', 'residence'],
  minutes: 30,
  mostSubjects: 3,
  verified: false,
});
export const purposes = {
  items: [
    purpose(
      'verify-identity',
      'Đối chiếu người đến làm thủ tục với dữ liệu dân cư',
      'Check a person at the counter',
    ),
    purpose('answer-citizen', 'Trả lời đề nghị của chính người dân', 'Answer the person concerned'),
  ],
  breakGlass: purpose('break-glass', 'Xem khẩn cấp', 'Emergency access'),
};
const hit = (n: number, fullName: string, birthYear: number) => ({
  id: id(n),
  fullName,
  birthYear,
  sex: n % 2 ? 'male' : 'female',
  homePlace: '24172',
  state: 'alive',
  numberHint: `100•••••0${n}`,
});
export const hits = [
  hit(701, 'Nguyễn Văn Mẫu', 1984),
  hit(702, 'Nguyễn Văn Mẫn', 1991),
  hit(703, 'Nguyễn Văn Mậu', 1956),
];
export const person = {
  id: id(701),
  fullName: 'Nguyễn Văn Mẫu',
  sex: 'male',
  birth: { year: 1984, month: 3, day: 14 },
  ethnicity: 'Kinh',
  religion: null,
  nationality: 'Việt Nam',
  maritalStatus: 'married',
  birthPlace: 'Phường Buôn Hồ, tỉnh Đắk Lắk',
  hometown: 'Xã Ea Súp, tỉnh Đắk Lắk',
  homePlace: '24172',
  state: 'alive',
  diedOn: null,
  identifiers: [
    {
      type: 'personal_number',
      value: '100184000701',
      state: 'valid',
      validFrom: '2021-05-01',
      validTo: null,
      reason: null,
    },
    {
      type: 'cmnd9',
      value: '100000701',
      state: 'cancelled',
      validFrom: null,
      validTo: '2021-05-01',
      reason: null,
    },
  ],
  relatives: [
    { kind: 'father', personId: null, name: 'Nguyễn Văn Thử' },
    { kind: 'spouse', personId: id(702), name: 'Trần Thị Mẫu' },
    { kind: 'child', personId: id(703), name: null },
  ],
  contacts: [{ kind: 'phone', value: '0900000701' }],
  version: 1,
};
export const residence = {
  permanent: {
    id: id(711),
    kind: 'permanent',
    householdId: id(712),
    relation: 'head',
    placeCode: '24172',
    address: '12 Hùng Vương, phường Buôn Hồ, tỉnh Đắk Lắk',
    validFrom: '2012-01-01',
    validTo: null,
  },
  temporary: [],
  absences: [],
};
