import { renderDocument } from '#platform/documents';
import { OWN_OUTPUT, readFile, storeFile } from '#platform/files';
import { type Ctx, legalDay } from '#platform/runtime';
import { getAgencyById } from '#modules/agency';
import { makePaper } from '#modules/one-stop';
import { errors } from './errors.ts';
import { makeDocx } from './make-docx.ts';
import { tell } from './notices.ts';
import { paperOf } from './paper.ts';
import { stateAfter, valueText } from './rules.ts';
import { type ReportRecord, changeReport, getReportRecord, noteStep } from './store.ts';

const TEMPLATE = 'programme-report';

export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

/** How the paper will look; without number and seal while it has none. */
async function previewPdf(ctx: Ctx, report: ReportRecord): Promise<Uint8Array> {
  const { stationery } = ctx.ports;
  const { data } = await paperOf(ctx, report);
  const rendered = await renderDocument({
    template: stationery.templates.find(TEMPLATE, legalDay(ctx.clock.now())),
    data,
    typeface: await stationery.typeface(),
    createdAt: ctx.clock.now(),
    isDemonstration: stationery.isDemonstration,
  });
  return rendered.pdf;
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
/** A cell that a spreadsheet would take for a formula is written as text. */
const safe = (value: string): string => quoted(/^[=+@\t\r-]/.test(value) ? `'${value}` : value);

function csvOf(report: ReportRecord): Uint8Array {
  const head = ['Mã', 'Mô hình', 'Chỉ số', 'Kỳ này', 'Tử số', 'Mẫu số', 'Kỳ trước', 'Mục tiêu', 'Nguồn'];
  const number = (value: number | null): string => (value === null ? '' : String(value));
  const rows = report.figures.map((line) => [
    safe(line.key),
    safe(line.models.join(' ')),
    safe(line.title),
    line.value === null ? safe(valueText(line)) : number(line.value),
    number(line.numerator),
    number(line.denominator),
    number(line.previous),
    number(line.target),
    line.isTyped ? 'nhập tay' : 'tính từ dữ liệu',
  ]);
  const text = [head.map(quoted), ...rows].map((row) => row.join(',')).join('\r\n');
  return new TextEncoder().encode(`\uFEFF${text}\r\n`);
}

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
} as const;

async function bytesOf(ctx: Ctx, report: ReportRecord, format: keyof typeof mediaTypes): Promise<Uint8Array> {
  if (format === 'csv') return csvOf(report);
  const kept = format === 'pdf' ? report.pdfFileId : report.docxFileId;
  if (kept !== null) return (await readFile(ctx, kept)).bytes;
  if (format === 'pdf') return previewPdf(ctx, report);
  return makeDocx((await paperOf(ctx, report)).data);
}

export async function openDocument(ctx: Ctx, id: string, format: keyof typeof mediaTypes): Promise<Outgoing> {
  const report = await getReportRecord(ctx, id);
  const number = report.number === null ? 'du thao' : `so ${report.number}`;
  return {
    bytes: await bytesOf(ctx, report, format),
    mediaType: mediaTypes[format],
    name: `${report.title} (${number}).${format}`,
  };
}

/**
 * Makes the numbered paper, seals it with the agency's key and keeps both files. While the signing service is down the
 * report waits as numbered and the job tries again.
 */
export async function sealReport(ctx: Ctx, id: string): Promise<void> {
  const report = await getReportRecord(ctx, id);
  const state = stateAfter('seal', report.state);
  if (state === undefined) return;
  if (report.number === null) throw errors.error('not_in_this_state');
  const agency = await getAgencyById(ctx, report.unitId);
  const { data } = await paperOf(ctx, report);
  const pdf = await makePaper(ctx, {
    templateId: TEMPLATE,
    data,
    holder: `agency:${report.unitId}`,
    signer: { organisation: agency.name, name: agency.name },
  });
  const docx = await makeDocx(data);
  const keep = async (bytes: Uint8Array, name: string): Promise<string> => {
    const stored = await storeFile(ctx, { bytes, name, policy: OWN_OUTPUT, holder: 'report', holderId: id });
    return stored.objectId;
  };
  await changeReport(ctx, report, {
    state,
    pdf_file_id: await keep(pdf, 'bao-cao.pdf'),
    docx_file_id: await keep(docx, 'bao-cao.docx'),
    sealed_at: ctx.clock.now(),
  });
  await noteStep(ctx, id, { kind: 'sealed' });
  await ctx.events.emit({ type: 'report.sealed', streamId: id, data: { unitId: report.unitId } });
  await tell(ctx, report, { template: 'report.sealed', roles: ['clerk', 'programme-secretary'] });
}
