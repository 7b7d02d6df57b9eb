import type { FigureLine, ReportKind, ReportState, SectionKey, TaskLine } from './contract.ts';

export const sectionTitles: Readonly<Record<SectionKey, string>> = {
  overview: 'Tình hình chung',
  review: 'Kết quả thực hiện nhiệm vụ kỳ trước đề ra',
  results: 'Kết quả nổi bật',
  obstacles: 'Khó khăn, vướng mắc',
  proposals: 'Đề xuất, kiến nghị',
  plan: 'Nhiệm vụ trọng tâm kỳ tới',
};

interface Period {
  readonly from: string;
  readonly to: string;
}

const dmy = (day: string): string => day.split('-').toReversed().join('/');

/** As a clerk writes it: `tháng 11 năm 2026`, `quý IV năm 2026`, `tuần từ 23/11/2026 đến 29/11/2026`. */
export function periodName(kind: ReportKind, { from, to }: Period): string {
  const [year = '', month = ''] = from.split('-');
  if (kind === 'week') return `tuần từ ${dmy(from)} đến ${dmy(to)}`;
  if (kind === 'month') return `tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
  return `quý ${['I', 'II', 'III', 'IV'][Math.floor((Number(month) - 1) / 3)] ?? ''} năm ${year}`;
}

export function titleOf(kind: ReportKind, period: Period): string {
  return `Kết quả triển khai Đề án 06 ${periodName(kind, period)}`;
}

const fractionDigits: Readonly<Record<FigureLine['unit']['kind'], number>> = {
  percent: 1,
  number: 0,
  money: 0,
  days: 1,
};

/** 1.234.567 · 82,1% · 8.000 đ */
export function amountText(value: number, kind: FigureLine['unit']['kind']): string {
  const text = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: fractionDigits[kind] }).format(value);
  if (kind === 'percent') return `${text}%`;
  return kind === 'money' ? `${text} đ` : text;
}

const absent: Readonly<Record<string, string>> = {
  missing: 'Chưa có số liệu',
  no_denominator: 'Chưa phát sinh',
  suppressed: 'Không công bố (số nhỏ)',
};

export function valueText(line: FigureLine): string {
  if (line.value === null) return absent[line.state] ?? 'Chưa có số liệu';
  return `${amountText(line.value, line.unit.kind)}${line.isTyped ? ' (nhập tay)' : ''}`;
}

/** `+120`, `-1,5 điểm %`; a dash where one of the two is missing. */
export function changeText({ value, previous, unit }: FigureLine): string {
  if (value === null || previous === null) return '–';
  const difference = value - previous;
  const digits = fractionDigits[unit.kind];
  if (Math.abs(difference) < 0.5 * 10 ** -digits) return 'không đổi';
  const text = new Intl.NumberFormat('vi-VN', {
    maximumFractionDigits: digits,
    signDisplay: 'always',
  }).format(difference);
  return unit.kind === 'percent' ? `${text} điểm %` : text;
}

const shownFirst = ['dossiers-received', 'dossiers-online', 'dossiers-on-time', 'dossiers-overdue'];

/** A first sentence or two from the figures, for the secretary to go on from. */
export function openingText(kind: ReportKind, period: Period, lines: readonly FigureLine[]): string {
  const said = shownFirst.flatMap((key) => {
    const line = lines.find((one) => one.key === key);
    if (!line || line.value === null) return [];
    const change = changeText(line);
    const beside =
      change === '–' ? '' : change === 'không đổi' ? ' (không đổi)' : ` (${change} so với kỳ trước)`;
    return [
      `${line.title.charAt(0).toLocaleLowerCase('vi')}${line.title.slice(1)}: ${valueText(line)}${beside}`,
    ];
  });
  const missing = lines.filter((line) => line.state === 'missing').length;
  const head = `Trong ${periodName(kind, period)}, ${said.length > 0 ? `${said.join('; ')}.` : 'đơn vị tiếp tục triển khai các nhiệm vụ của Đề án 06.'}`;
  return missing === 0 ? head : `${head} Còn ${missing} chỉ số chưa có số liệu trong kỳ.`;
}

export function taskText(task: TaskLine): string {
  const parts = [
    task.title,
    task.unit,
    task.dueOn && `hạn ${dmy(task.dueOn)}`,
    task.doneOn && `xong ${dmy(task.doneOn)}`,
    task.note,
  ];
  return parts.filter((part) => part !== null && part !== '').join('; ');
}

/** `05`: a number below ten takes a zero in front. NĐ 30/2020 phụ lục I mục II.3 */
export const numberText = (number: number): string => String(number).padStart(2, '0');

interface Body {
  readonly kind: string;
  readonly name: string;
}

/** Abbreviation of the issuing body in a paper's symbol; the clerk may set another. NĐ 30/2020 phụ lục I mục II.3 */
export function symbolOf({ kind, name }: Body): string {
  if (kind.endsWith('committee')) return 'BC-UBND';
  if (kind === 'province-police') return 'BC-CAT';
  if (kind === 'commune-police') return /phường/iu.test(name) ? 'BC-CAP' : 'BC-CAX';
  const words =
    name
      .split(/ tỉnh /u)[0]
      ?.split(/\s+/u)
      .filter((word) => !['và', '-'].includes(word)) ?? [];
  return `BC-${words
    .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
    .join('')
    .slice(0, 12)}`;
}

/** Which step leads where; the leader may give back what is before them, the writer take it back. */
const ways: Readonly<Record<string, { readonly from: readonly ReportState[]; readonly to: ReportState }>> = {
  present: { from: ['draft'], to: 'presented' },
  return: { from: ['presented'], to: 'draft' },
  sign: { from: ['presented'], to: 'signed' },
  number: { from: ['signed'], to: 'numbered' },
  seal: { from: ['numbered'], to: 'sealed' },
  send: { from: ['sealed', 'sent'], to: 'sent' },
};

export function stateAfter(act: string, state: ReportState): ReportState | undefined {
  const way = ways[act];
  return way?.from.includes(state) === true ? way.to : undefined;
}

/** The text of a part as paragraphs. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
