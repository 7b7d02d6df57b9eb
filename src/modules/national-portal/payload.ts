import { getAgencyById } from '#modules/agency';
import type { CaseFile } from '#modules/dossier';
import { getPerson } from '#modules/person';
import type { Ctx } from '#platform/runtime';
import { gatewayTime } from './rules.ts';

async function numberOf(ctx: Ctx, personId: string | null): Promise<string> {
  if (!personId) return '';
  const person = await getPerson(ctx, personId);
  return (
    person.identifiers.find(
      (identifier) => identifier.type === 'personal_number' && identifier.state === 'valid',
    )?.value ?? ''
  );
}

function reasonOf(file: CaseFile): string {
  const last = file.events.findLast(
    ({ event }) => event.type === 'refused' || event.type === 'stopped' || event.type === 'withdrawn',
  );
  return last && 'reason' in last.event ? last.event.reason : '';
}

function supplementsOf(file: CaseFile, officer: string) {
  return file.events.flatMap(({ event, at }) =>
    event.type === 'supplement_requested'
      ? [
          {
            HoSoId: file.row.id,
            NguoiYeuCauBoSung: officer,
            NoiDungBoSung: event.items.map((item) => item.text).join('; '),
            NgayBoSung: gatewayTime(at),
          },
        ]
      : [],
  );
}

function feesOf(file: CaseFile) {
  const { feeAmount, money } = file.state;
  return feeAmount > 0
    ? [
        {
          TenPhiLePhi: 'Lệ phí giải quyết thủ tục',
          SoTien: feeAmount,
          TrangThaiThanhToan: money === 'paid' ? '1' : '0',
        },
      ]
    : [];
}

export interface GatewayState {
  readonly gatewayCode: string;
  readonly state: number;
  /** Address at which the gateway may fetch the result. */
  readonly publicUrl: string;
}

/** A case in the gateway's own words (DongBoHoSoMC). Least data: the summary names the procedure, never the answers. */
export async function gatewayDossier(
  ctx: Ctx,
  file: CaseFile,
  told: GatewayState,
): Promise<Record<string, unknown>> {
  const { row, state, definition } = file;
  const deciding = await getAgencyById(ctx, row.deciding_agency_id);
  const isDone = told.state === 9 || told.state === 10;
  return {
    MaHoSo: told.gatewayCode,
    MaTTHC: row.procedure_code,
    TenTTHC: row.title_vi,
    MaLinhVuc: definition.field.code,
    TenLinhVuc: definition.field.name.vi,
    ChuHoSo: row.applicant_name,
    LoaiDoiTuong: row.applicant_kind === 'organisation' ? '2' : '1',
    MaDoiTuong: await numberOf(ctx, row.applicant_person_id),
    Email: '',
    SoDienThoai: '',
    TrichYeuHoSo: row.title_vi,
    NgayTiepNhan: gatewayTime(state.receivedAt),
    NgayHenTra: gatewayTime(state.dueAt),
    TrangThaiHoSo: String(told.state),
    NgayTra: told.state === 10 ? gatewayTime(state.finishedAt ?? ctx.clock.now()) : '',
    ThongTinTra: '',
    HinhThuc: '0',
    NgayKetThucXuLy: isDone ? gatewayTime(state.finishedAt ?? ctx.clock.now()) : '',
    DonViXuLy: deciding.name,
    GhiChu: told.state === 3 ? reasonOf(file) : '',
    TaiLieuNop: [],
    DanhSachLePhi: feesOf(file),
    DanhSachTepDinhKemKhac: [],
    DanhSachHoSoBoSung: supplementsOf(file, deciding.name),
    DanhSachGiayToKetQua:
      isDone && state.resultDocumentId
        ? [
            {
              TenGiayTo: row.title_vi,
              GiayToId: state.resultDocumentId,
              DuongDanTepTinKetQua: `${told.publicUrl}/xac-minh`,
            },
          ]
        : [],
  };
}
