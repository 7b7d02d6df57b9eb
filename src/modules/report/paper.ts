import { addDays } from '#lib/indicator';
import { getAgencyById, staffNames } from '#modules/agency';
import { issuerData } from '#modules/one-stop';
import type { DocumentData } from '#platform/documents';
import { type Ctx, legalDay } from '#platform/runtime';
import type { FigureLine, SectionKey } from './contract.ts';
import { defaultReceivers } from './dispatch.ts';
import {
  amountText,
  changeText,
  numberText,
  paragraphsOf,
  periodName,
  symbolOf,
  taskText,
  valueText,
} from './rules.ts';
import { type ReportRecord, getReportRecord, readSections } from './store.ts';

export interface Paper {
  readonly data: DocumentData;
  readonly figures: readonly FigureLine[];
}

const nothing = ['Không có.'];

function figureRow(line: FigureLine): DocumentData {
  return {
    models: line.models.join(', '),
    title: line.title,
    value: valueText(line),
    change: changeText(line),
    target: line.target === null ? '–' : amountText(line.target, line.unit.kind),
  };
}

async function signerOf(ctx: Ctx, report: ReportRecord): Promise<DocumentData> {
  if (report.signedBy === null) return { capacity: '(CHƯA KÝ)', name: ' ' };
  const names = await staffNames(ctx, [report.signedBy]);
  return {
    capacity: (report.signedTitle ?? '').toLocaleUpperCase('vi'),
    name: names.get(report.signedBy) ?? '',
  };
}

async function comparedWith(ctx: Ctx, report: ReportRecord): Promise<string> {
  if (report.previousId === null) {
    const day = addDays(report.from, -1);
    return `kỳ trước (đến ${day.split('-').toReversed().join('/')})`;
  }
  const last = await getReportRecord(ctx, report.previousId);
  return `báo cáo ${periodName(last.kind, last)}`;
}

async function headOf(ctx: Ctx, report: ReportRecord): Promise<DocumentData> {
  const agency = await getAgencyById(ctx, report.unitId);
  const symbol = report.symbol ?? symbolOf(agency);
  const receivers = await defaultReceivers(ctx, agency.kind);
  return {
    issuedOn: report.issuedOn ?? legalDay(ctx.clock.now()),
    issuer: await issuerData(ctx, report.unitId),
    number: report.number === null ? `…/${symbol}` : `${numberText(report.number)}/${symbol}`,
    addressee: receivers.map((receiver) => receiver.name).join(', '),
    receivers: ['Như trên'],
    signer: await signerOf(ctx, report),
    mark: report.number === null ? 'Dự thảo' : '',
  };
}

/** Everything the paper shows, for the PDF's template and for the Word file alike. */
export async function paperOf(ctx: Ctx, report: ReportRecord): Promise<Paper> {
  const sections = await readSections(ctx, report.id);
  const textOf = (key: SectionKey): string[] =>
    paragraphsOf(sections.find((section) => section.key === key)?.text ?? '');
  const orNothing = (key: SectionKey): string[] => {
    const lines = textOf(key);
    return lines.length > 0 ? lines : nothing;
  };
  const { done, late, stuck } = report.tasks;
  const hasTasks = done.length + late.length + stuck.length > 0;
  const data: DocumentData = {
    ...(await headOf(ctx, report)),
    title: report.title,
    reportName: `${report.title.charAt(0).toLocaleLowerCase('vi')}${report.title.slice(1)}`,
    figuresAt: report.figuresAt.toISOString(),
    comparedWith: await comparedWith(ctx, report),
    figures: report.figures.map(figureRow),
    overview: orNothing('overview'),
    review: textOf('review'),
    results: textOf('results'),
    obstacles: orNothing('obstacles'),
    proposals: orNothing('proposals'),
    plan: orNothing('plan'),
    done: done.map(taskText),
    late: late.map(taskText),
    stuck: stuck.map(taskText),
    anyTask: hasTasks || textOf('review').length > 0 || textOf('results').length > 0,
  };
  return { data, figures: report.figures };
}
