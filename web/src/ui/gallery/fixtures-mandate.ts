// Invented mandates, authorisations and consents for the gallery and the screenshots.
const id = (n: number) => `0193f2a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const company = 'Công ty TNHH Cà phê Thử Nghiệm Sêrêpôk';

export const mandates = [
  {
    organisationId: id(801),
    personId: null,
    name: company,
    ground: 'director',
    title: 'Giám đốc',
    procedures: null,
    until: null,
  },
];
const authorisation = (n: number, more: object) => ({
  id: id(n),
  side: 'given',
  grantorName: company,
  grantorOrganisationId: id(801),
  holderName: 'Trần Thị Thử',
  procedures: ['1.004194'],
  reason: 'Nhân viên hành chính nộp hồ sơ của công ty',
  validFrom: '2026-11-01',
  validTo: '2027-11-01',
  grantedAt: '2026-11-01T08:00:00+07:00',
  state: 'in_force',
  endReason: null,
  ...more,
});
export const authorisations = [
  authorisation(811, {}),
  authorisation(812, {
    side: 'held',
    grantorName: 'Lê Thị Mẫu',
    holderName: 'Y Khoa Niê',
    procedures: null,
    reason: 'Nộp hộ mẹ',
  }),
  authorisation(813, { state: 'ended', endReason: 'Nghỉ việc' }),
];
const consent = (n: number, state: string, text: string) => ({
  id: id(n),
  text,
  channel: 'vneid',
  state,
  askedAt: '2026-11-20T09:00:00+07:00',
  decidedAt: state === 'asked' ? null : '2026-11-20T09:05:00+07:00',
  withdrawnAt: state === 'withdrawn' ? '2026-11-22T10:00:00+07:00' : null,
});
export const consents = [
  consent(821, 'given', 'Đồng ý cho Giàng Thị Sua đăng ký tạm trú tại Tổ dân phố 8, phường Tân An.'),
  consent(822, 'withdrawn', 'Đồng ý cho Nguyễn Văn Mẫu đăng ký tạm trú tại Tổ dân phố 8, phường Tân An.'),
];
export const organisation = {
  id: id(801),
  kind: 'enterprise',
  name: company,
  address: '15 Phan Bội Châu, phường Tân An, tỉnh Đắk Lắk',
  state: 'active',
  shortName: null,
  foundedOn: '2019-05-20',
  placeCode: '24163',
  fields: ['Sản xuất cà phê', 'Bán buôn nông sản'],
  endedOn: null,
  endReason: null,
  version: 2,
  identifiers: [{ type: 'tax_code', value: '6000000001', validFrom: '2019-05-20', validTo: null }],
  establishments: [
    {
      id: id(802),
      kind: 'factory',
      name: 'Xưởng rang Ea Tul',
      address: 'Buôn Sah A, xã Ea Tul, tỉnh Đắk Lắk',
      placeCode: '24277',
      validFrom: '2019-05-20',
      validTo: null,
    },
  ],
  licences: [],
  representatives: [],
  changes: [
    { field: 'address', former: '3 Phan Bội Châu', newValue: '15 Phan Bội Châu', validFrom: '2024-01-01' },
  ],
  successors: [],
};
