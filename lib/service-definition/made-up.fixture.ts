import type { ServiceContext } from './context.ts';
import type { ServiceDefinition } from './schema.ts';

const said = (vi: string): { vi: string; en: string } => ({ vi, en: `${vi} (en)` });
const dated = { validFrom: '2026-01-01', validTo: null, law: ['nd-118-2025'], verified: false };
const day = (amount: number): { amount: number; unit: 'DAY' } => ({ amount, unit: 'DAY' });

/** A procedure that does not exist: leave to hold a village elephant race. No code knows of it. */
export const elephantRace: ServiceDefinition = {
  format: 1,
  code: '9.999999',
  version: 1,
  validFrom: '2026-01-01',
  validTo: null,
  name: said('Cho phép tổ chức hội đua voi cấp buôn'),
  summary: said('Thủ tục giả định dùng để kiểm thử'),
  field: { code: 'X', name: said('Lễ hội') },
  ministry: 'Bộ Giả định',
  essential: null,
  sources: { own: 'made up' },
  verified: false,
  notes: [],
  legalBasis: ['nd-118-2025'],
  applicantKinds: ['person', 'organisation'],
  filers: ['self', 'director', 'authorised'],
  minimumEvidence: { online: ['V2'], counter: ['I2+D'], kiosk: ['I3+D'] },
  process: 'partial',
  channels: ['online', 'counter'],
  filingMode: 'own',
  agencies: {
    receives: [{ kind: 'commune-centre', anywhere: false }],
    decides: { kind: 'department', place: 'form.place' },
  },
  cases: [
    {
      key: 'big',
      name: said('Từ 10 voi'),
      when: { gte: [{ count: 'form.mahouts' }, 10] },
      timeLimits: [{ ...day(20), ...dated }],
    },
    {
      key: 'small',
      name: said('Dưới 10 voi'),
      when: true,
      timeLimits: [
        { amount: 4, unit: 'HOUR', ...dated, validTo: '2026-07-01' },
        { amount: 0, unit: 'WORKING_DAY', cutOff: '15:00', ...dated, validFrom: '2026-07-01' },
      ],
    },
  ],
  pages: [
    {
      key: 'place',
      title: said('Đua ở đâu?'),
      fields: [
        {
          key: 'place',
          type: 'place',
          label: said('Xã'),
          required: true,
          placeLevel: 'commune',
          error: said('Chọn xã'),
        },
      ],
    },
    {
      key: 'mahouts',
      title: said('Ai cưỡi?'),
      fields: [
        { key: 'mahouts', type: 'people', label: said('Nài voi'), required: true, minimum: 1, maximum: 30 },
        { key: 'hasPrize', type: 'yesNo', label: said('Có giải thưởng?'), required: true },
        {
          key: 'prize',
          type: 'money',
          label: said('Tiền thưởng'),
          required: true,
          when: { eq: [{ value: 'form.hasPrize' }, true] },
          rules: [
            { check: { lte: [{ value: 'form.prize' }, 50_000_000] }, message: said('Không quá 50 triệu') },
          ],
        },
        {
          key: 'posterPages',
          type: 'number',
          label: said('Số trang áp phích'),
          required: false,
          minimum: 1,
          maximum: 99,
        },
      ],
    },
    {
      key: 'poster',
      title: said('Áp phích'),
      when: { present: 'form.posterPages' },
      fields: [
        {
          key: 'posterCopies',
          type: 'number',
          label: said('Số bản'),
          required: true,
          minimum: 1,
          maximum: 9,
        },
      ],
    },
  ],
  components: [
    { key: 'plan', name: said('Kế hoạch'), originals: 1, copies: 0, kind: 'form' },
    {
      key: 'elephants',
      name: said('Hồ sơ voi'),
      originals: 0,
      copies: 1,
      kind: 'data',
      dataSource: { register: 'vehicle', claim: 'elephants', confirms: said('Khớp sổ voi') },
      upload: { types: ['pdf'], maxFiles: 1, maxBytes: 1000 },
    },
    {
      key: 'identity',
      name: said('Nhân thân'),
      originals: 0,
      copies: 0,
      kind: 'data',
      dataSource: { register: 'population', claim: 'identity', mayWait: true, confirms: said('Khớp') },
    },
    {
      key: 'photo',
      name: said('Ảnh voi'),
      originals: 1,
      copies: 0,
      kind: 'upload',
      optional: true,
      upload: { types: ['jpeg'], maxFiles: 1, maxBytes: 1000 },
    },
    {
      key: 'elder',
      name: said('Già làng đồng ý'),
      originals: 0,
      copies: 0,
      kind: 'consent',
      when: { eq: [{ value: 'form.hasPrize' }, true] },
      consent: { of: 'applicant.elder', text: said('Tôi đồng ý'), ways: ['signature'] },
    },
  ],
  fees: [
    {
      key: 'race',
      kind: 'fee',
      name: said('Phí'),
      lines: [
        { channels: ['online'], amount: 1000, per: 'person', count: 'form.mahouts', ...dated },
        {
          channels: ['counter'],
          when: { eq: [{ value: 'form.hasPrize' }, true] },
          amount: 9000,
          per: 'case',
          ...dated,
        },
        { channels: ['counter'], amount: 5001, per: 'case', ...dated, validTo: '2026-07-01' },
        { channels: ['counter'], amount: 6000, per: 'case', ...dated, validFrom: '2026-07-01' },
      ],
      exemptions: [
        {
          key: 'old',
          name: said('Người cao tuổi'),
          when: { gte: [{ ageOf: 'applicant.birthDate' }, 60] },
          percent: 100,
          ...dated,
        },
        {
          key: 'half',
          name: said('Giảm nửa'),
          when: { eq: [{ value: 'applicant.kind' }, 'person'] },
          percent: 50,
          ...dated,
          validTo: '2026-07-01',
        },
      ],
    },
    {
      key: 'poster',
      kind: 'price',
      name: said('In áp phích'),
      lines: [
        {
          channels: ['online', 'counter'],
          when: { present: 'form.posterPages' },
          tiers: [
            { upTo: 2, amount: 2000 },
            { upTo: null, amount: 1000 },
          ],
          cap: 10_000,
          per: 'page',
          count: 'form.posterPages',
          times: 'form.posterCopies',
          ...dated,
        },
        { channels: ['online', 'counter'], amount: 0, per: 'case', ...dated },
      ],
      exemptions: [],
    },
  ],
  steps: [
    {
      key: 'receive',
      name: said('Nhận'),
      at: 'receiving',
      role: 'receiver',
      actions: [
        { action: 'receive', to: 'decide' },
        { action: 'requestSupplement', to: 'receive' },
        { action: 'refuse', to: 'refused' },
      ],
    },
    {
      key: 'decide',
      name: said('Quyết'),
      at: 'deciding',
      role: 'leader',
      actions: [
        { action: 'approve', to: 'close' },
        { action: 'consult', to: 'decide', when: { eq: [{ value: 'form.hasPrize' }, true] } },
        { action: 'stop', to: 'stopped' },
      ],
    },
    {
      key: 'close',
      name: said('Xong'),
      at: 'deciding',
      role: 'clerk',
      actions: [
        { action: 'sign', to: 'close' },
        { action: 'number', to: 'close' },
        { action: 'issue', to: 'done' },
      ],
    },
  ],
  outcomes: [
    {
      key: 'leave',
      name: said('Giấy phép'),
      template: 'leave',
      number: '{seq:2}/{year}/GP',
      statement: {
        vi: 'Cho phép đua tại {form.place}, ngày {day}.',
        en: 'Leave to race at {form.place} on {day}.',
      },
      lines: [{ label: said('Nài voi'), value: 'form.mahouts' }],
      signedBy: 'leader',
      sealed: true,
      vault: true,
      effects: [],
    },
    {
      key: 'prizeNotice',
      name: said('Thông báo thuế'),
      template: 'notice',
      number: '{seq}/TB',
      statement: { vi: 'Có thưởng.', en: 'There is a prize.' },
      lines: [],
      signedBy: 'leader',
      sealed: false,
      vault: false,
      when: { eq: [{ value: 'form.hasPrize' }, true] },
      effects: [],
    },
  ],
  delivery: ['vault'],
  rules: {
    receipt: [{ answerWithin: { amount: 8, unit: 'HOUR' }, ...dated }],
    supplement: [{ requests: 1, noticeWithin: day(3), wait: day(30), stopsClock: true, ...dated }],
    apology: [{ before: day(1), extensions: 1, ...dated }],
    stop: [
      { after: day(30), ...dated, validTo: '2026-07-01' },
      { after: day(60), ...dated, validFrom: '2026-07-01' },
    ],
    withdrawal: [{ until: 'approved', refund: 'none', ...dated }],
    appeal: [{ within: day(90), first: day(30), to: 'issuer', ...dated }],
  },
};

export const raceContext = (over: Partial<ServiceContext> = {}): ServiceContext => ({
  day: '2026-03-01',
  channel: 'online',
  applicant: { kind: 'organisation' },
  filer: { relation: 'director' },
  form: { place: '24235', mahouts: [{ fullName: 'Y Thử Êban' }, { fullName: 'Y Mẫu Niê' }], hasPrize: false },
  data: {},
  ...over,
});
