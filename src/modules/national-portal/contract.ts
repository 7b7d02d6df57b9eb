import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  signature_refused: 401,
  procedure_unknown: 422,
  applicant_unknown: 422,
  no_agency: 422,
  attachment_refused: 422,
} as const;

/** A dossier as the national portal hands it over; names are the gateway's own. */
export const GatewayFiling = z.looseObject({
  MaHoSo: z.string().min(5).max(60),
  MaTTHC: z.string().regex(/^\d\.\d{6}$/),
  ChuHoSo: z.string().min(1).max(500),
  LoaiDoiTuong: z.enum(['1', '2']),
  MaDoiTuong: z.string().max(50),
  SoDienThoai: z.string().max(20).optional(),
  Email: z.string().max(254).optional(),
  TrichYeuHoSo: z.string().max(4000).optional(),
  MaDonViTiepNhan: z.string().max(60),
  ToKhai: z.record(z.string(), z.unknown()).default({}),
  TaiLieuNop: z
    .array(
      z.looseObject({
        TenTepDinhKem: z.string().max(500),
        MaThanhPhanHoSo: z.string().max(100).optional(),
        DuongDanTaiTepTin: z.url().max(2000),
      }),
    )
    .max(20)
    .default([]),
});
export type GatewayFiling = z.infer<typeof GatewayFiling>;

export const takeDossier = route({
  method: 'POST',
  path: '/national-portal/dossiers',
  summary: 'A dossier filed at the national public service portal',
  access: 'public',
  body: GatewayFiling,
  status: 201,
  response: z.object({ MaHoSo: z.string(), error_code: z.literal(0) }),
});
