import {
  type CaseEvent,
  type CaseFile,
  type NewDocument,
  addDocument,
  findDocument,
  listComponents,
  openCase,
} from '#modules/dossier';
import { getAgencyById } from '#modules/agency';
import { type DocumentData } from '#platform/documents';
import { OWN_OUTPUT, storeFile } from '#platform/files';
import type { Ctx } from '#platform/runtime';
import { makePaper } from './make-paper.ts';
import { caseData, officerData, signerData } from './paper-data.ts';

interface Form {
  readonly kind: NewDocument['kind'];
  readonly template: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly symbol: string;
  /** The side of the case that issues it. */
  readonly by: 'receiving' | 'deciding';
  readonly data: (event: CaseEvent, file: CaseFile) => DocumentData;
}

function splitGround(ground: string): string {
  return ground === '' ? 'quy định của thủ tục' : ground;
}

/** Forms of TT 03/2025/TT-VPCP by the event that calls for them. */
export const forms: Readonly<Partial<Record<CaseEvent['type'], Form>>> = {
  received: {
    kind: 'receipt',
    template: 'form-01-receipt',
    name: { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', en: 'Receipt and appointment' },
    symbol: 'TNHS',
    by: 'receiving',
    data: () => ({}),
  },
  supplement_requested: {
    kind: 'supplement-request',
    template: 'form-02-supplement',
    name: { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Request for supplements' },
    symbol: 'BSHS',
    by: 'receiving',
    data: (event) =>
      event.type === 'supplement_requested'
        ? {
            supplements: event.items.map((item) => ({
              what: item.text,
              why: event.reason,
              ground: splitGround(event.legalGround),
            })),
          }
        : {},
  },
  refused: {
    kind: 'refusal',
    template: 'form-03-refusal',
    name: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal' },
    symbol: 'TCHS',
    by: 'receiving',
    data: (event) =>
      event.type === 'refused'
        ? {
            reasons: [{ reason: event.reason, ground: splitGround(event.legalGround) }],
            appeal: {
              body: 'Chủ tịch Ủy ban nhân dân cấp xã nơi giải quyết',
              within: '90 ngày kể từ ngày nhận được phiếu này',
            },
          }
        : {},
  },
  apologised: {
    kind: 'apology',
    template: 'form-04-apology',
    name: { vi: 'Văn bản xin lỗi và hẹn lại ngày trả kết quả', en: 'Apology and new appointment' },
    symbol: 'XL',
    by: 'deciding',
    data: (event, file) =>
      event.type === 'apologised'
        ? {
            apology: { times: file.state.apologies, reason: event.reason, newDueAt: event.dueAt },
            previousDueAt: event.oldDueAt,
          }
        : {},
  },
  stopped: {
    kind: 'stop',
    template: 'form-05-stop',
    name: { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Notice that handling stops' },
    symbol: 'TB',
    by: 'deciding',
    data: (event) =>
      event.type === 'stopped'
        ? { stop: { reason: event.reason, ground: splitGround(event.legalGround) } }
        : {},
  },
};

/** `0012/TNHS`: the dossier's own number of the day, with the form's symbol. */
function formNumber(file: CaseFile, form: Form): string {
  return `${file.row.code.split('-').at(-1) ?? '0001'}/${form.symbol}`;
}

async function dataOf(
  ctx: Ctx,
  file: CaseFile,
  order: { form: Form; event: CaseEvent; eventId: string; agencyId: string },
): Promise<DocumentData> {
  const base = await caseData(ctx, file, order.agencyId);
  const own = order.form.data(order.event, file);
  const dossier = base['dossier'] as DocumentData;
  const supplementBy =
    order.event.type === 'supplement_requested'
      ? { supplementBy: order.event.answerBy ?? ctx.clock.now().toISOString() }
      : {};
  const dueAt = order.event.type === 'apologised' ? { dueAt: order.event.oldDueAt } : {};
  return {
    ...base,
    ...own,
    number: formNumber(file, order.form),
    officer: await officerData(ctx, file, order.eventId),
    signer: await signerData(ctx, file),
    dossier: { ...dossier, ...supplementBy, ...dueAt },
    components: await componentsOf(ctx, file),
  };
}

const proofs: Readonly<Record<string, string>> = {
  form: 'Bản điện tử, ký qua VNeID',
  data: 'Tra cứu cơ sở dữ liệu',
  upload: 'Bản chụp, người nộp tải lên',
  consent: 'Đồng ý qua VNeID',
  vault: 'Kho giấy tờ điện tử',
  nothing: 'Cán bộ đối chiếu',
};

async function componentsOf(ctx: Ctx, file: CaseFile): Promise<DocumentData[]> {
  const rows = await listComponents(ctx, file.row.id);
  return rows.map((row) => ({
    name: row.name_vi,
    proof: proofs[row.proved_by] ?? '',
    count: row.proved_by === 'data' ? '–' : '01',
  }));
}

/** Makes the form an event calls for, once. */
export async function makeForm(ctx: Ctx, order: { dossierId: string; eventId: string }): Promise<void> {
  const file = await openCase(ctx, order.dossierId);
  const entry = file.events.find((event) => event.id === order.eventId);
  const isTakenBack = file.events.some(
    ({ event }) => event.type === 'undone' && event.eventId === order.eventId,
  );
  const form = entry ? forms[entry.event.type] : undefined;
  if (!entry || !form || isTakenBack || (await findDocument(ctx, order.eventId, form.kind))) return;
  const agencyId = form.by === 'receiving' ? file.row.receiving_agency_id : file.row.deciding_agency_id;
  const agency = await getAgencyById(ctx, agencyId);
  const data = await dataOf(ctx, file, { form, event: entry.event, eventId: order.eventId, agencyId });
  const pdf = await makePaper(ctx, {
    templateId: form.template,
    data,
    holder: `agency:${agencyId}`,
    signer: { organisation: agency.name, name: agency.name },
  });
  const id = ctx.ids.next();
  const stored = await storeFile(ctx, {
    bytes: pdf,
    name: `${form.kind}.pdf`,
    policy: OWN_OUTPUT,
    holder: 'document',
    holderId: id,
  });
  await addDocument(ctx, {
    id,
    dossierId: order.dossierId,
    kind: form.kind,
    name: form.name,
    number: formNumber(file, form),
    fileId: stored.objectId,
    bytes: stored.size,
    signed: true,
    verificationCode: null,
    eventId: order.eventId,
  });
  await ctx.events.emit({
    type: 'one-stop.form_made',
    streamId: order.dossierId,
    data: { documentId: id, kind: form.kind },
  });
}
