import { z } from 'zod';

// Field names as the national gateway uses them (procedures of the dossier sync, DongBoHoSoMC). Times are
// yyyyMMddHHmmss in Asia/Ho_Chi_Minh; that format and the paths are an assumption of adapter version 1.

export const STATES: Record<string, string> = {
  '1': 'Mới đăng ký',
  '2': 'Được tiếp nhận',
  '3': 'Không được tiếp nhận',
  '4': 'Đang xử lý',
  '5': 'Yêu cầu bổ sung giấy tờ',
  '6': 'Yêu cầu thực hiện nghĩa vụ tài chính',
  '7': 'Công dân yêu cầu rút hồ sơ',
  '8': 'Dừng xử lý',
  '9': 'Đã xử lý xong',
  '10': 'Đã trả kết quả',
};

const NEXT: Record<string, readonly string[]> = {
  '1': ['2', '3', '5', '7'],
  '2': ['4', '6', '8'],
  '3': [],
  '4': ['5', '6', '8', '9'],
  '5': ['1', '4', '8'],
  '6': ['4', '2'],
  '7': [],
  '8': [],
  '9': ['10'],
  '10': [],
};

/** The same state again is allowed: an update that changes other fields. */
export function mayFollow(from: string, to: string): boolean {
  return from === to || (NEXT[from] ?? []).includes(to);
}

export function isGatewayTime(text: string): boolean {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`;
  const instant = new Date(iso);
  return (
    !Number.isNaN(instant.getTime()) &&
    instant.getUTCFullYear() === year &&
    instant.getUTCMonth() + 1 === month &&
    instant.getUTCDate() === day &&
    (hour ?? 0) < 24 &&
    (minute ?? 0) < 60 &&
    (second ?? 0) < 60
  );
}

const time = z.string().refine(isGatewayTime, 'phải có dạng yyyyMMddHHmmss');
const optionalTime = z.union([z.literal(''), time]).optional();
const words = (most: number) => z.string().trim().min(1).max(most);
const code = z.string().regex(/^[A-Z]\d{2}(\.\d{1,3})*-\d{6}-\d{4,}$/, 'không đúng cấu trúc mã hồ sơ');
const state = z.string().refine((value) => value in STATES, 'phải từ 1 đến 10');

const document = z.looseObject({
  TenTepDinhKem: words(500),
  DuongDanTaiTepTin: z.string().max(2000).optional(),
  MaThanhPhanHoSo: z.string().max(100).optional(),
});

const fee = z.looseObject({
  TenPhiLePhi: words(500),
  SoTien: z.union([z.int().min(0), z.string().regex(/^\d+$/)]),
  TrangThaiThanhToan: z.string().max(5).optional(),
});

const supplement = z.looseObject({
  HoSoId: z.string().optional(),
  NguoiYeuCauBoSung: words(200),
  NoiDungBoSung: words(4000),
  NgayBoSung: time,
  NgayHenTraTruoc: optionalTime,
  NgayHenTraMoi: optionalTime,
});

const result = z.looseObject({
  TenGiayTo: words(500),
  MaThanhPhanHoSo: z.string().max(100).optional(),
  GiayToId: z.string().max(200).optional(),
  DuongDanTepTinKetQua: words(2000),
});

const dossierFields = z.looseObject({
  MaHoSo: code,
  MaTTHC: z.string().regex(/^\d\.\d{6}$/, 'không đúng mã thủ tục'),
  TenTTHC: words(1000),
  MaLinhVuc: words(50),
  TenLinhVuc: words(500),
  ChuHoSo: words(500),
  LoaiDoiTuong: z.enum(['1', '2']),
  MaDoiTuong: z.string().max(50),
  Email: z.union([z.literal(''), z.email()]).optional(),
  SoDienThoai: z.union([z.literal(''), z.string().regex(/^0\d{9,10}$/)]).optional(),
  TrichYeuHoSo: z.string().max(4000).optional(),
  NgayTiepNhan: optionalTime,
  NgayHenTra: optionalTime,
  TrangThaiHoSo: state,
  NgayTra: optionalTime,
  ThongTinTra: z.string().max(1000).optional(),
  HinhThuc: z.enum(['0', '1']),
  NgayKetThucXuLy: optionalTime,
  DonViXuLy: words(500),
  GhiChu: z.string().max(4000).optional(),
  TaiLieuNop: z.array(document).default([]),
  DanhSachLePhi: z.array(fee).default([]),
  DanhSachTepDinhKemKhac: z.array(document).default([]),
  DanhSachHoSoBoSung: z.array(supplement).default([]),
  DanhSachGiayToKetQua: z.array(result).default([]),
});

type Fields = z.infer<typeof dossierFields>;

interface Demand {
  field: keyof Fields;
  message: string;
  isBroken: (dossier: Fields) => boolean;
}

// A dossier that was received has an appointment, a finished one its end; a refusal and a request name their reason.
const RECEIVED = new Set(['2', '4', '9', '10']);
const FINISHED = new Set(['9', '10']);

const DEMANDS: readonly Demand[] = [
  {
    field: 'MaDoiTuong',
    message: 'công dân phải có số định danh 12 chữ số',
    isBroken: ({ LoaiDoiTuong, MaDoiTuong }) => LoaiDoiTuong === '1' && !/^\d{12}$/.test(MaDoiTuong),
  },
  {
    field: 'NgayTiepNhan',
    message: 'bắt buộc khi đã tiếp nhận',
    isBroken: ({ TrangThaiHoSo, NgayTiepNhan }) => RECEIVED.has(TrangThaiHoSo) && !NgayTiepNhan,
  },
  {
    field: 'NgayHenTra',
    message: 'bắt buộc khi đã tiếp nhận',
    isBroken: ({ TrangThaiHoSo, NgayHenTra }) => RECEIVED.has(TrangThaiHoSo) && !NgayHenTra,
  },
  {
    field: 'NgayKetThucXuLy',
    message: 'bắt buộc khi đã xử lý xong',
    isBroken: ({ TrangThaiHoSo, NgayKetThucXuLy }) => FINISHED.has(TrangThaiHoSo) && !NgayKetThucXuLy,
  },
  {
    field: 'NgayTra',
    message: 'bắt buộc khi đã trả kết quả',
    isBroken: ({ TrangThaiHoSo, NgayTra }) => TrangThaiHoSo === '10' && !NgayTra,
  },
  {
    field: 'GhiChu',
    message: 'phải nêu lý do từ chối',
    isBroken: ({ TrangThaiHoSo, GhiChu }) => TrangThaiHoSo === '3' && !GhiChu,
  },
  {
    field: 'DanhSachHoSoBoSung',
    message: 'phải nêu nội dung cần bổ sung',
    isBroken: ({ TrangThaiHoSo, DanhSachHoSoBoSung }) =>
      TrangThaiHoSo === '5' && DanhSachHoSoBoSung.length === 0,
  },
  {
    field: 'NgayHenTra',
    message: 'sớm hơn ngày tiếp nhận',
    isBroken: ({ NgayTiepNhan, NgayHenTra }) =>
      Boolean(NgayTiepNhan && NgayHenTra && NgayHenTra < NgayTiepNhan),
  },
];

export const dossierShape = dossierFields.superRefine((dossier, context) => {
  for (const { field, message, isBroken } of DEMANDS) {
    if (isBroken(dossier)) context.addIssue({ code: 'custom', path: [String(field)], message });
  }
});

export const progressShape = z.looseObject({
  MaHoSo: code,
  NguoiXuLy: words(200),
  ChucDanh: z.string().max(200).optional(),
  ThoiDiemXuLy: time,
  PhongBanXuLy: z.string().max(500).optional(),
  NoiDungXuLy: words(4000),
  TrangThai: state,
  NgayBatDau: optionalTime,
  NgayKetThucTheoQuyDinh: optionalTime,
});

export type GatewayDossier = z.infer<typeof dossierShape>;
export type GatewayProgress = z.infer<typeof progressShape>;

export interface FieldFault {
  index: number;
  field: string;
  message: string;
}

export function faultsOf(index: number, error: z.ZodError): FieldFault[] {
  return error.issues.map(({ path, message }) => ({ index, field: path.join('.'), message }));
}
