// An invented service definition for the gallery and the screenshots.
const both = (vi: string, en = vi) => ({ vi, en });

type Question = [key: string, type: string, label: string, extra?: Record<string, unknown>];
const question = (...[key, type, label, extra = {}]: Question) => ({
  key,
  type,
  label: both(label),
  required: true,
  ...extra,
});
export const definition = {
  format: 1,
  code: '1.004194',
  version: 1,
  name: both('Đăng ký tạm trú', 'Temporary residence'),
  summary: both('Dành cho người đến ở một nơi từ 30 ngày trở lên, ngoài nơi thường trú.'),
  pages: [
    {
      key: 'where',
      title: both('Bạn đang ở trọ tại đâu?', 'Where do you stay?'),
      fields: [
        question('place', 'place', 'Xã, phường', { placeLevel: 'commune' }),
        question('line', 'text', 'Số nhà, đường hoặc buôn', {
          hint: both('Ví dụ: 24 Nguyễn Trãi, hoặc Buôn Tring'),
        }),
      ],
    },
    {
      key: 'when',
      title: both('Bạn ở từ ngày nào đến ngày nào?', 'From when to when?'),
      fields: [question('from', 'date', 'Từ ngày'), question('to', 'date', 'Đến ngày')],
    },
    {
      key: 'kind',
      title: both('Chỗ ở thuộc loại nào?', 'What kind of dwelling?'),
      fields: [
        question('kind', 'choice', 'Loại chỗ ở', {
          choices: [
            { value: 'rented', label: both('Nhà thuê'), hint: both('Có hợp đồng với chủ nhà') },
            { value: 'relative', label: both('Nhà người thân') },
            { value: 'own', label: both('Nhà của tôi') },
          ],
        }),
        question('people', 'people', 'Người cùng đăng ký', { required: false, maximum: 5 }),
        question('phone', 'phone', 'Điện thoại liên lạc'),
        question('agree', 'consent', 'Tôi đồng ý nhận kết quả qua tin nhắn'),
      ],
    },
  ],
  cases: [
    {
      timeLimits: [
        { amount: 3, unit: 'WORKING_DAY', validFrom: '2025-07-01', validTo: null, law: [], verified: true },
      ],
    },
  ],
  components: [
    { key: 'ct01', name: both('Tờ khai CT01'), kind: 'form', originals: 1, copies: 0 },
    { key: 'identity', name: both('Nhân thân, nơi thường trú'), kind: 'data', originals: 0, copies: 0 },
    { key: 'householder', name: both('Chủ hộ đồng ý'), kind: 'consent', originals: 0, copies: 0 },
    { key: 'dwelling', name: both('Giấy tờ về chỗ ở hợp pháp'), kind: 'upload', originals: 1, copies: 0 },
  ],
  fees: [
    {
      key: 'residence',
      kind: 'fee',
      name: both('Lệ phí đăng ký cư trú'),
      lines: [
        {
          channels: ['online'],
          amount: 7000,
          per: 'person',
          validFrom: '2025-07-01',
          validTo: null,
          law: [],
          verified: true,
        },
      ],
      exemptions: [],
    },
  ],
  outcomes: [{ key: 'notice', name: both('Thông báo kết quả đăng ký tạm trú (CT08)') }],
};
type Procedure = [code: string, vi: string, fee: number | null, limit: string, open?: boolean];
const procedure = (...[code, vi, fee, limit, open = true]: Procedure) => ({
  code,
  title: both(vi),
  field: both('Đăng ký, quản lý cư trú'),
  open,
  level: ['commune'],
  timeLimit: both(limit),
  fee,
  verified: true,
});
export const procedures = [
  procedure('1.004194', 'Đăng ký tạm trú', 7000, '3 ngày làm việc'),
  procedure('1.002755', 'Gia hạn tạm trú', 7000, '3 ngày làm việc', false),
  procedure('2.000635', 'Cấp bản sao trích lục hộ tịch', 8000, 'Trong ngày làm việc'),
  procedure('1.012566', 'Xác nhận số CMND 9 số, số định danh cá nhân', 0, '1 ngày làm việc'),
];
