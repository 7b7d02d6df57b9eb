import type { Procedure } from './registry.ts';

/** The demonstration's share of the national catalogue; the whole one is the province's own import. */
export const DEMONSTRATION_PROCEDURES: readonly Procedure[] = [
  {
    MaTTHC: '2.000635',
    TenTTHC: 'Cấp bản sao Trích lục hộ tịch',
    MaLinhVuc: 'HT',
    TenLinhVuc: 'Hộ tịch',
    ThanhPhanHoSo: [
      { MaThanhPhanHoSo: 'TK', TenThanhPhanHoSo: 'Tờ khai cấp bản sao trích lục hộ tịch', BatBuoc: true },
    ],
  },
  {
    MaTTHC: '1.004194',
    TenTTHC: 'Đăng ký tạm trú',
    MaLinhVuc: 'CT',
    TenLinhVuc: 'Đăng ký, quản lý cư trú',
    ThanhPhanHoSo: [
      { MaThanhPhanHoSo: 'CT01', TenThanhPhanHoSo: 'Tờ khai thay đổi thông tin cư trú', BatBuoc: true },
      { MaThanhPhanHoSo: 'CHO_O', TenThanhPhanHoSo: 'Giấy tờ chứng minh chỗ ở hợp pháp', BatBuoc: false },
    ],
  },
  {
    MaTTHC: '1.012566',
    TenTTHC: 'Xác nhận số Chứng minh nhân dân 09 số, số định danh cá nhân đã hủy',
    MaLinhVuc: 'CC',
    TenLinhVuc: 'Cấp, quản lý Căn cước',
    ThanhPhanHoSo: [{ MaThanhPhanHoSo: 'DN', TenThanhPhanHoSo: 'Phiếu đề nghị xác nhận', BatBuoc: true }],
  },
];
