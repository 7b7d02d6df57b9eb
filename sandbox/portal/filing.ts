import type { Courier, Stage } from '../kit/index.ts';
import type { Kept, Procedure, Registry } from './registry.ts';

export interface PortalApplicant {
  number: string;
  fullName: string;
  /** yyyyMMdd or yyyy. */
  birth: string;
  phone?: string;
}

export interface Filing {
  procedure: Procedure;
  applicant: PortalApplicant;
  unitCode: string;
  summary: string;
  answers: Record<string, string>;
  withDocument: boolean;
}

export interface FilingParts {
  stage: Stage;
  registry: Registry;
  courier: Courier;
  /** Our intake, `POST …/api/v1/national-portal/dossiers`. */
  intake: string;
  secret: string;
  url: string;
}

const STAMP = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** yyyyMMddHHmmss in Asia/Ho_Chi_Minh. */
export function gatewayTime(instant: Date): string {
  return STAMP.format(instant).replaceAll(/\D/g, '');
}

export function createFiler(parts: FilingParts): (filing: Filing) => Kept {
  const { registry, courier, stage } = parts;

  function bodyOf(kept: Kept, filing: Filing): string {
    const { applicant, procedure } = filing;
    const component = procedure.ThanhPhanHoSo[0]?.MaThanhPhanHoSo;
    const documents = filing.withDocument
      ? [
          {
            TenTepDinhKem: 'to-khai.pdf',
            MaThanhPhanHoSo: component,
            DuongDanTaiTepTin: `${parts.url}/tep/${kept.code}/to-khai.pdf`,
          },
        ]
      : [];
    return JSON.stringify({
      MaHoSo: kept.code,
      MaTTHC: procedure.MaTTHC,
      TenTTHC: procedure.TenTTHC,
      MaLinhVuc: procedure.MaLinhVuc,
      TenLinhVuc: procedure.TenLinhVuc,
      ChuHoSo: applicant.fullName,
      LoaiDoiTuong: '1',
      MaDoiTuong: applicant.number,
      NgayThangNamSinh: applicant.birth,
      SoDienThoai: applicant.phone ?? '',
      Email: '',
      TrichYeuHoSo: filing.summary,
      NgayNop: gatewayTime(stage.surroundings.now()),
      MaDonViTiepNhan: filing.unitCode,
      HinhThuc: '0',
      ToKhai: filing.answers,
      TaiLieuNop: documents,
    });
  }

  async function handOver(kept: Kept, body: string): Promise<void> {
    const parcel = { url: parts.intake, secret: parts.secret, body };
    const fault = stage.hostile.decide();
    stage.log('filed', { fault });
    if (fault === 'late') await stage.surroundings.sleep(stage.hostile.settings().lateMs);
    if (fault === 'wrong') await courier.tryOnce({ ...parcel, secret: `${parts.secret}?` });
    const receipt = await courier.deliver(parcel);
    if (fault === 'duplicated') await courier.deliver(parcel);
    kept.handoverStatus = receipt?.status;
    if (!receipt) kept.handover = 'unanswered';
    else kept.handover = receipt.status < 300 ? 'taken' : 'refused';
  }

  return (filing) => {
    const kept = registry.file({ procedure: filing.procedure, applicant: filing.applicant.fullName });
    handOver(kept, bodyOf(kept, filing)).catch((error: unknown) => {
      stage.log('handover_failed', { reason: error instanceof Error ? error.message : 'unknown' });
    });
    return kept;
  };
}

/** A one-page PDF of the right kind, so that the receiving side has something real to fetch. */
export function samplePdf(title: string): Buffer {
  const stream = `BT /F1 18 Tf 72 760 Td (${title.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
