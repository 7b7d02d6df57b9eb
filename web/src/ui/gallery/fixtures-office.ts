// Invented staff, notices and days for the gallery and the screenshots.
const id = (n: number) => `0193f2a0-0000-7000-8000-${String(n).padStart(12, '0')}`;

const notice = (n: number, title: string, body: string) => ({
  id: id(n),
  title,
  body,
  about: 'dossier',
  link: `/ho-so/${id(11)}`,
  createdAt: '2026-11-23T09:24:00+07:00',
  readAt: n > 202 ? '2026-11-23T09:30:00+07:00' : null,
  deliveries: [],
});
export const notices = {
  items: [
    notice(201, 'Hồ sơ cần bổ sung', 'Đăng ký tạm trú: cần ảnh trang cuối hợp đồng thuê nhà.'),
    notice(202, 'Đã nhận lệ phí', 'Ngân hàng báo có 7.000 đ cho hồ sơ H15.41-261120-0018.'),
    notice(203, 'Đã có kết quả', 'Xác nhận số CMND 9 số nằm trong mục Giấy tờ.'),
  ],
  unread: 2,
  next: null,
};

const unit = (code: string, fullName: string) => ({
  code,
  name: fullName,
  fullName,
  level: 'commune',
  validFrom: '2025-07-01',
  validTo: null,
  parent: null,
  province: null,
  areaKm2: null,
  lat: null,
  lon: null,
  verified: true,
  today: [],
});
export const places = [
  unit('24172', 'Phường Buôn Hồ'),
  unit('24373', 'Xã Ea Súp'),
  unit('24305', 'Xã Krông Năng'),
];

const agency = {
  id: id(2),
  key: 'buon-ho',
  name: 'Trung tâm Phục vụ hành chính công phường Buôn Hồ',
  nameEn: 'Buôn Hồ',
};
export const staff = ['Trần Quốc Bảo', 'H’Nguyệt Byă', 'Lê Thị Thu'].map((name, at) => ({
  id: id(300 + at),
  name,
  email: null,
  phone: null,
  terms: [
    {
      id: id(320 + at),
      agency,
      role: at === 2 ? 'leader' : 'receiver',
      title: at === 2 ? 'Giám đốc' : 'Cán bộ một cửa',
      validFrom: '2025-07-01',
      validTo: at === 1 ? '2026-06-30' : null,
      decision: '12/QĐ-UBND',
      endReason: null,
    },
  ],
}));

export const days = Array.from({ length: 30 }, (_, at) => {
  const day = `2026-11-${String(at + 1).padStart(2, '0')}`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const holiday = at === 23;
  const working = weekday !== 0 && weekday !== 6 && !holiday;
  return {
    day,
    working,
    intervals: working ? ['07:00-11:30', '13:30-17:00'] : [],
    kind: working ? 'working' : 'off',
    name: holiday ? 'Ngày Văn hóa Việt Nam' : working ? null : 'Nghỉ hằng tuần',
    provisional: holiday,
  };
});

export const unmatched = [
  {
    id: id(401),
    account: '0123456789012',
    amount: 6999,
    description: 'NIE KDAM NOP LE PHI TAM TRU',
    occurredAt: '2026-11-23T08:51:00+07:00',
    reference: 'FT26327001',
    state: 'unknown',
    reason: 'Nội dung không có mã nộp tiền',
    suggestions: [
      { obligationId: id(402), code: 'DLK2611230018', owing: 7000, description: 'Lệ phí đăng ký tạm trú' },
    ],
  },
];

const access = (n: number, at: string, vi: string) => ({
  id: id(500 + n),
  at,
  kind: 'look',
  action: 'dossier.open',
  actorKind: 'staff',
  isOwn: false,
  agencyId: id(1),
  basisKind: 'case',
  purposeCode: null,
  purpose: { vi, en: vi },
  caseRef: `dossier:${id(11)}`,
});
export const accesses = {
  items: [
    access(1, '2026-11-20T14:07:00+07:00', 'Xem nơi thường trú, để giải quyết hồ sơ H15.41-261120-0018'),
    access(2, '2026-11-12T08:31:00+07:00', 'Kiểm tra thẻ bảo hiểm y tế, khi bạn khám bệnh'),
    access(3, '2026-11-02T10:02:00+07:00', 'Đối chiếu số CMND cũ theo yêu cầu của bạn'),
  ],
};
export const checkpoint =
  'daklak.example/audit\n20417\nqJ3kQ0m7v1r0x8Zq2b9sYd0gk1l2m3n4o5p6q7r8s9t=\n\n— daklak.example/audit 1a2b3c4dAbCdEf==\n';
