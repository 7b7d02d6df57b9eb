// Invented persons and cases for the gallery and the screenshots; never imported by a feature.
import type { Dossier, DossierSummary, Source } from '#contract/dossier';
import type { Draft, DraftCheck } from '#contract/filing';

const id = (n: number) => `0193f2a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const both = (vi: string, en = vi) => ({ vi, en });
const population: Source = {
  kind: 'register',
  register: 'population',
  name: both('CSDL quốc gia về dân cư', 'National population database'),
  at: '2026-11-23T09:10:00+07:00',
  state: 'verified',
};
const typed: Source = { kind: 'typed', register: null, name: null, at: null, state: 'claimed' };
const vneid: Source = { ...typed, kind: 'vneid', state: 'verified' };
const uploaded: Source = {
  ...typed,
  kind: 'uploaded',
  name: both('Từ hợp đồng thuê nhà bạn vừa gửi, sửa được'),
};
export const police = { id: id(1), name: 'Công an phường Buôn Hồ' };
export const centre = { id: id(2), name: 'Trung tâm Phục vụ hành chính công phường Buôn Hồ' };

type Business = DossierSummary['states']['business'];
type Sketch = {
  n: number;
  title: string;
  who?: string;
  business: Business;
  money?: DossierSummary['states']['money'];
  steps: DossierSummary['steps'];
  due?: string | null;
  left?: DossierSummary['timeLeft'];
  channel?: DossierSummary['channel'];
  code: string;
};

export function summary(s: Sketch): DossierSummary {
  return {
    id: id(s.n),
    code: s.code,
    procedureCode: '1.004194',
    title: both(s.title),
    applicantName: s.who ?? 'H’Mĭn Niê Kđăm',
    channel: s.channel ?? 'online',
    states: {
      business: s.business,
      money: s.money ?? 'paid',
      delivery: s.business === 'issued' ? 'delivered' : 'none',
      sync: 'synced',
      nationalCode: s.business === 'submitted' ? 1 : 4,
    },
    steps: s.steps,
    submittedAt: '2026-11-20T14:02:00+07:00',
    receivedAt: s.business === 'submitted' ? null : '2026-11-20T14:05:00+07:00',
    dueAt: s.due ?? null,
    timeLeft: s.left ?? null,
    decidingAgency: police,
    receivingAgency: centre,
    version: 3,
  };
}

export const myDossiers = [
  summary({
    n: 11,
    title: 'Đăng ký tạm trú',
    code: 'H15.41-261120-0018',
    business: 'supplement',
    steps: { done: 1, current: 'paused' },
    due: '2026-11-27T17:00:00+07:00',
  }),
  summary({
    n: 12,
    title: 'Đổi giấy phép lái xe',
    code: 'H15.41-261123-0005',
    business: 'processing',
    money: 'due',
    steps: { done: 2, current: 'running' },
    due: '2026-11-23T17:00:00+07:00',
  }),
  summary({
    n: 13,
    title: 'Xác nhận số CMND 9 số',
    code: 'H15.41-261116-0031',
    business: 'issued',
    steps: { done: 4, current: 'finished' },
    due: '2026-11-18T17:00:00+07:00',
  }),
];

type Paper = [n: number, title: string, kind: string, issuedOn: string];
const paper = (...[n, title, kind, issuedOn]: Paper) => ({
  id: id(n),
  title: both(title),
  kind,
  number: '0012/TL',
  issuedOn,
  validTo: null,
  issuer: 'UBND phường Buôn Hồ',
  state: 'valid' as const,
  verificationCode: 'DLK-7Q2M-9XPA',
  bytes: 48_211,
  dossierId: id(13),
  isNew: n === 31,
});
export const myPapers = [
  paper(31, 'Xác nhận số CMND', 'old-number-confirmation', '2026-11-18'),
  paper(32, 'Bản sao trích lục khai sinh', 'civil-status-extract', '2026-10-02'),
  paper(33, 'Thông báo kết quả đăng ký tạm trú', 'temporary-residence', '2025-12-01'),
];

const due = (at: string, workingMinutes: number, level: 'calm' | 'soon' | 'late' | 'paused') => ({
  dueAt: `2026-11-${at}+07:00`,
  workingMinutes,
  level,
});
type QueueLine = [number, string, string, string, ReturnType<typeof due>, DossierSummary['channel']];
const queueLines: QueueLine[] = [
  [
    51,
    'Bản sao trích lục khai tử',
    'Lê Văn Thạnh',
    '261120-0009',
    due('23T07:54:00', -90, 'late'),
    'counter',
  ],
  [
    52,
    'Đăng ký khai sinh liên thông',
    'Y Wŭt Ƀkrông',
    '261120-0016',
    due('23T10:10:00', 46, 'soon'),
    'online',
  ],
  [53, 'Xác nhận số CMND 9 số', 'Phạm Thị Thu Hà', '261120-0022', due('23T10:59:00', 95, 'soon'), 'kiosk'],
  [54, 'Đăng ký tạm trú', 'H’Lŏm Ayŭn', '261120-0031', due('23T14:05:00', 161, 'calm'), 'national'],
  [
    55,
    'Bản sao trích lục khai sinh',
    'Nguyễn Hoàng Long',
    '261120-0033',
    due('23T14:34:00', 190, 'calm'),
    'counter',
  ],
  [56, 'Đăng ký kết hôn', 'Điểu Krang', '261120-0036', due('23T15:06:00', 222, 'calm'), 'national'],
  [
    57,
    'Bản sao trích lục khai sinh',
    'Sùng Thị Dợ',
    '261120-0040',
    due('23T15:44:00', 260, 'calm'),
    'online',
  ],
  [58, 'Đăng ký tạm trú', 'Vũ Thị Mai Anh', '261120-0044', due('23T16:22:00', 298, 'calm'), 'national'],
  [59, 'Trợ cấp hưu trí xã hội', 'Nông Thị Mến', '261123-0003', due('25T07:20:00', 356, 'calm'), 'counter'],
  [
    60,
    'Đăng ký biến động đất đai, đổi địa chỉ',
    'Siu Bơ',
    '261123-0007',
    due('25T08:35:00', 431, 'calm'),
    'postal',
  ],
  [61, 'Giấy xác nhận khuyết tật', 'Giàng A Sính', '261123-0010', due('25T09:05:00', 461, 'calm'), 'counter'],
];
export const queue = {
  items: queueLines.map(([n, title, who, code, left, channel]) => ({
    ...summary({
      n,
      title,
      who,
      code: `H15.41-${code}`,
      business: 'submitted',
      steps: { done: 1, current: 'running' },
      left,
      channel,
    }),
    assigneeName: null,
    stepName: null,
  })),
  nextCursor: null,
  counters: {
    overdue: 2,
    'due-today': 7,
    'to-receive': 12,
    'in-progress': 21,
    'waiting-supplement': 9,
    'to-return': 4,
    all: 55,
    done: 1204,
  },
  countedAt: '2026-11-23T09:24:00+07:00',
};

const component = (
  part: Partial<Dossier['components'][number]> & { key: string; name: { vi: string; en: string } },
) => ({
  provedBy: 'data' as const,
  statement: null,
  source: null,
  attachments: [],
  verdict: 'valid' as const,
  verdictNote: null,
  needsEyes: false,
  ...part,
});
const contractFile = {
  id: id(71),
  fileName: 'hop-dong-thue-nha.pdf',
  mediaType: 'application/pdf',
  bytes: 812_004,
  pages: 3,
  uploadedAt: '2026-11-20T13:58:00+07:00',
};
const components = [
  component({
    key: 'ct01',
    name: both('Tờ khai CT01'),
    provedBy: 'form',
    statement: both('Lập từ thông tin trên, không phải tải lên'),
  }),
  component({
    key: 'identity',
    name: both('Nhân thân, nơi thường trú'),
    statement: both('Buôn Sah, xã Ea Tul'),
    source: population,
  }),
  component({
    key: 'householder',
    name: both('Chủ hộ đồng ý'),
    provedBy: 'consent',
    statement: both('Bùi Đức Thịnh, 100•••••0456'),
    source: { ...vneid, name: both('Xác nhận trên VNeID'), at: '2026-11-19T20:14:00+07:00' },
  }),
  component({
    key: 'dwelling',
    name: both('Giấy tờ về chỗ ở hợp pháp'),
    provedBy: 'upload',
    statement: both('Hợp đồng thuê nhà'),
    attachments: [contractFile],
    verdict: 'open',
    verdictNote: 'Cơ sở dữ liệu đất đai chưa có thửa này',
    needsEyes: true,
  }),
];

type Entry = [n: number, at: string, text: string, agency?: string];
const entry = (...[n, at, text, agency]: Entry) => ({
  id: id(n),
  at: `2026-11-20T${at}:00+07:00`,
  type: 'dossier.event',
  actor: { kind: 'system' as const, name: null, agency: agency ?? null },
  sentence: both(text),
  note: null,
  documentId: null,
});
type FieldLine = [key: string, label: string, text: string, source: Source];
const field = (...[key, label, text, source]: FieldLine) => ({
  key,
  label: both(label),
  text,
  source,
});
const sections = [
  {
    key: 'stay',
    title: both('Chỗ ở tạm trú'),
    fields: [
      field('address', 'Nơi tạm trú', 'Buôn Tring 2, phường Buôn Hồ', typed),
      field('period', 'Thời gian', '01/12/2026 đến 30/11/2028', typed),
      field('people', 'Số người ở cùng chỗ', '2, chưa vượt diện tích', typed),
    ],
  },
];

export const dossierOf = (base: DossierSummary, actions: Dossier['actions']): Dossier => ({
  ...base,
  sections,
  components,
  timeline: [
    entry(81, '14:02', 'Người nộp ký và gửi hồ sơ'),
    entry(82, '14:04', 'Ngân hàng báo có 7.000 đ'),
    entry(83, '14:05', 'Nhận từ Cổng Dịch vụ công quốc gia', centre.name),
  ],
  documents: [
    {
      id: id(91),
      kind: 'receipt',
      name: both('Giấy tiếp nhận hồ sơ và hẹn trả kết quả'),
      number: '0012/TNHS',
      issuedAt: '2026-11-20T14:05:00+07:00',
      signed: true,
      verificationCode: 'DLK-7Q2M-9XPA',
      bytes: 48_211,
    },
  ],
  fee: { amount: 7000, lines: [{ name: both('Lệ phí đăng ký cư trú'), amount: 7000, exempt: false }] },
  supplementRequest:
    base.states.business === 'supplement'
      ? {
          askedAt: '2026-11-21T09:00:00+07:00',
          items: [{ componentKey: 'dwelling', text: 'Ảnh trang cuối hợp đồng thuê nhà' }],
          reason: 'Trang cuối không rõ chữ ký bên cho thuê',
          legalGround: 'Luật Cư trú, Điều 28',
          answerBy: '2026-11-26T17:00:00+07:00',
        }
      : null,
  actions,
  assignee: null,
  currentStep: { key: 'receive', name: both('Tiếp nhận'), role: 'receiver' },
  skippedDays: [{ day: '2026-11-24', reason: both('nghỉ lễ', 'holiday') }],
});

export const draft: Draft = {
  id: id(21),
  procedureCode: '1.004194',
  procedureVersion: '1',
  title: both('Đăng ký tạm trú', 'Temporary residence'),
  applicantName: 'H’Mĭn Niê Kđăm',
  answers: {
    place: { value: '24172', source: uploaded },
    line: { value: 'Buôn Tring 2', source: typed },
  },
  knownFacts: [
    { key: 'fullName', label: both('Họ và tên', 'Full name'), text: 'H’Mĭn Niê Kđăm', source: population },
    { key: 'birthDate', label: both('Ngày sinh', 'Born'), text: '14/03/1994', source: population },
    { key: 'number', label: both('Số định danh', 'Number'), text: '100•••••0123', source: population },
    {
      key: 'home',
      label: both('Thường trú', 'Residence'),
      text: 'Buôn Kŏ Tam, phường Tân An',
      source: population,
    },
  ],
  unavailableRegisters: [],
  attachments: { dwelling: [contractFile] },
  consents: [
    { key: 'householder', name: both('Chủ hộ đồng ý'), state: 'not_asked', personName: null, at: null },
  ],
  page: 'where',
  savedAt: '2026-11-23T09:12:00+07:00',
  version: 4,
};

export const check: DraftCheck = {
  sections: [
    {
      key: 'who',
      title: both('Người đăng ký', 'Applicant'),
      editable: false,
      page: null,
      fields: [
        field('fullName', 'Họ và tên', 'H’Mĭn Niê Kđăm', population),
        field('number', 'Số định danh', '100•••••0123', population),
        field('home', 'Thường trú', 'Buôn Kŏ Tam, phường Tân An, tỉnh Đắk Lắk', population),
        field('phone', 'Điện thoại', '0900 000 123', vneid),
      ],
    },
    {
      key: 'stay',
      title: both('Chỗ ở tạm trú', 'Place of stay'),
      editable: true,
      page: 'where',
      fields: [
        field('address', 'Địa chỉ', 'Buôn Tring 2, phường Buôn Hồ', typed),
        field('period', 'Thời gian', 'Từ 01/12/2026 đến 30/11/2028', typed),
      ],
    },
  ],
  components: components.slice(0, 4),
  problems: [],
  fee: { amount: 7000, lines: [] },
  expectedBy: '2026-11-27T17:00:00+07:00',
  skippedDays: [{ day: '2026-11-24', reason: both('nghỉ lễ', 'holiday') }],
  timeLimit: both('3 ngày làm việc', '3 working days'),
  decidingAgency: police,
};

export const payment = {
  state: 'due' as const,
  amount: 7000,
  paid: 0,
  remaining: 7000,
  vietqr:
    '00020101021238570010A00000072701270006970436011301234567890120208QRIBFTTA53037045404700058021562170813DLK2611230018630400000',
  bankName: 'Ngân hàng thử nghiệm',
  accountNumber: '0123456789012',
  accountName: 'KBNN DAK LAK',
  transferCode: 'DLK 261123 0018',
  paidAt: null,
};

export const me = {
  anonymous: {
    kind: 'anonymous',
    accountId: null,
    personId: null,
    displayName: null,
    accountLevel: null,
    authLevel: null,
    methods: [],
    actingFor: null,
    mayActFor: { persons: [], organisations: [] },
    terms: [],
    endsAt: null,
    idleEndsAt: null,
  },
};
export const citizenMe = {
  ...me.anonymous,
  kind: 'citizen',
  accountId: id(3),
  personId: id(4),
  displayName: 'H’Mĭn Niê Kđăm',
  accountLevel: 2,
  authLevel: 2,
};
export const officerMe = {
  ...me.anonymous,
  kind: 'staff',
  accountId: id(5),
  personId: id(6),
  displayName: 'Trần Quốc Bảo',
  terms: [
    { role: 'receiver', agencyId: centre.id, places: [] },
    { role: 'administrator', agencyId: centre.id, places: [] },
  ],
};
export const verification = {
  verdict: 'valid' as const,
  title: both('Bản sao trích lục khai sinh'),
  number: '0012/TL',
  issuer: 'UBND phường Buôn Hồ',
  issuedOn: '2026-10-02',
  subject: 'H’M•• N•• K••••',
  revokedOn: null,
  signature: {
    signer: 'Trần Quốc Bảo',
    signedAt: '2026-10-02T10:15:08+07:00',
    level: 'PAdES-B-T',
    reasons: [],
  },
  checkedAt: '2026-11-23T09:24:00+07:00',
};
