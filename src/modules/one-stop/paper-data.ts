import {
  type Outcome,
  type ServiceContext,
  fillStatement,
  readPath,
  timeLimitFor,
} from '#lib/service-definition';
import { type Agency, findAgencyByKey, getAgencyById, staffNames } from '#modules/agency';
import { type CaseFile, presentAnswer } from '#modules/dossier';
import { placeNames } from '#modules/place';
import type { DocumentData } from '#platform/documents';
import { type Ctx, legalDay } from '#platform/runtime';

/** Name of the place in which an agency signs: `Buôn Hồ`. */
async function placeOf(ctx: Ctx, agency: Agency): Promise<string> {
  const [code] = agency.places;
  const names = code ? await placeNames(ctx, [code], legalDay(ctx.clock.now())) : new Map<string, string>();
  return (names.get(code ?? '') ?? 'Đắk Lắk').replace(/^(Phường|Xã|Tỉnh|Thành phố) /u, '');
}

/** The issuing body as the head of a paper shows it. NĐ 30/2020/NĐ-CP phụ lục I */
export async function issuerData(ctx: Ctx, agencyId: string): Promise<DocumentData> {
  const agency = await getAgencyById(ctx, agencyId);
  const parent = agency.parentKey ? await findAgencyByKey(ctx, agency.parentKey) : undefined;
  return {
    parent: parent?.name ?? '',
    name: [agency.name],
    fullName: agency.name,
    shortName: agency.shortName ?? agency.name,
    place: await placeOf(ctx, agency),
    hotline: 'tổng đài 1022',
  };
}

function addressOf(file: CaseFile): string {
  const { form } = file.context;
  const permanent = form['permanentAddress'];
  return typeof permanent === 'string' && permanent !== ''
    ? permanent
    : 'theo Cơ sở dữ liệu quốc gia về dân cư';
}

const unitWords = { HOUR: 'giờ làm việc', WORKING_DAY: 'ngày làm việc', DAY: 'ngày' } as const;

function durationOf(file: CaseFile): string {
  const limit = timeLimitFor(file.definition, file.context);
  if (!limit) return 'theo quy định';
  return limit.amount === 0
    ? 'trong ngày làm việc'
    : `${String(limit.amount).padStart(2, '0')} ${unitWords[limit.unit]}`;
}

const filedBy = {
  self: '',
  parent: 'cha, mẹ',
  guardian: 'người giám hộ',
  director: 'người đại diện theo pháp luật',
  authorised: 'người được ủy quyền',
} as const;

function feeData(file: CaseFile): DocumentData {
  const { feeAmount, money } = file.state;
  if (feeAmount === 0) return {};
  return { amount: feeAmount, state: money === 'paid' ? 'đã nộp qua VietQR' : 'chưa nộp' };
}

/** What every paper of a case may name. Numbers of persons are masked by the templates. */
export async function caseData(ctx: Ctx, file: CaseFile, agencyId: string): Promise<DocumentData> {
  const { row, state } = file;
  const number = file.context.form['personalNumber'];
  const form = file.context.form['delivery'];
  return {
    issuedOn: legalDay(ctx.clock.now()),
    issuer: await issuerData(ctx, agencyId),
    applicant: {
      name: row.applicant_name,
      address: addressOf(file),
      ...(typeof number === 'string' ? { number } : {}),
    },
    filer: {
      name: row.applicant_name,
      signedHow: 'Đã ký điện tử qua VNeID',
      capacity: filedBy[row.filer_relation as keyof typeof filedBy] ?? '',
    },
    procedure: { name: row.title_vi, code: row.procedure_code, duration: durationOf(file) },
    dossier: {
      code: row.code,
      copies: 1,
      receivedAt: (state.receivedAt ?? row.submitted_at).toISOString(),
      ...(state.dueAt ? { dueAt: state.dueAt.toISOString() } : {}),
      delivery:
        form === 'counter'
          ? 'bản giấy tại nơi nộp hồ sơ'
          : form === 'post'
            ? 'bản giấy qua bưu chính công ích'
            : 'bản điện tử trong kho giấy tờ của công dân',
    },
    fee: feeData(file),
    trackUrl: `${ctx.ports.stationery.publicUrl}/tra-cuu/${row.code}`,
  };
}

/** Who acted last on the side of the office: signs the forms of receipt. */
export async function officerData(ctx: Ctx, file: CaseFile, eventId: string): Promise<DocumentData> {
  const entry = file.events.find((event) => event.id === eventId);
  const name = entry?.actorId ? (await staffNames(ctx, [entry.actorId])).get(entry.actorId) : undefined;
  return { name: name ?? 'Hệ thống thông tin giải quyết thủ tục hành chính', phone: '1022' };
}

const capacities: Readonly<Record<string, string>> = {
  'commune-committee': 'CHỦ TỊCH',
  'commune-police': 'TRƯỞNG CÔNG AN',
  'commune-centre': 'GIÁM ĐỐC',
};

/** The leader who signed, with the capacity their agency gives them. */
export async function signerData(ctx: Ctx, file: CaseFile): Promise<DocumentData> {
  const agency = await getAgencyById(ctx, file.row.deciding_agency_id);
  const signed = file.events.findLast(({ event }) => event.type === 'signed' || event.type === 'approved');
  const name = signed?.actorId ? (await staffNames(ctx, [signed.actorId])).get(signed.actorId) : undefined;
  return { capacity: capacities[agency.kind] ?? 'THỦ TRƯỞNG CƠ QUAN', name: name ?? 'Lãnh đạo cơ quan' };
}

async function lineValue(ctx: Ctx, file: CaseFile, path: string): Promise<string> {
  const value = readPath(file.context, path);
  if (value === undefined || value === null || value === '') return '';
  const key = path.startsWith('form.') ? path.slice(5) : '';
  const field = file.definition.pages
    .flatMap((page) => page.fields)
    .find((candidate) => candidate.key === key);
  const known = field ?? { key, type: 'text' as const, label: { vi: '', en: '' }, required: false };
  const isOwnNumber = field?.format !== undefined || path.endsWith('personalNumber');
  if (isOwnNumber && typeof value === 'string') return value;
  return presentAnswer(ctx, known, { value, day: file.context.day });
}

/** The body of a result: the statement and the lines its definition names, in words. */
export async function outcomeData(ctx: Ctx, file: CaseFile, outcome: Outcome): Promise<DocumentData> {
  const lines: { label: string; value: string }[] = [];
  for (const line of outcome.lines) {
    const value = await lineValue(ctx, file, line.value);
    if (value !== '') lines.push({ label: line.label.vi, value });
  }
  const words = (path: string, value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : path;
  return {
    title: outcome.name.vi,
    formCode: outcome.formCode ?? '',
    statement: fillStatement(outcome.statement.vi, file.context as ServiceContext, words),
    lines,
  };
}
