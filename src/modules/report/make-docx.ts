import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type ITableCellOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  convertMillimetersToTwip,
} from 'docx';
import { type DataValue, type DocumentData, formalDay } from '#platform/documents';

const FONT = 'Times New Roman';
const mm = convertMillimetersToTwip;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
const noBorders = { top: NONE, bottom: NONE, left: NONE, right: NONE } as const;
const noLines = { ...noBorders, insideHorizontal: NONE, insideVertical: NONE } as const;

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

const run = (text: string, { size = 13.5, bold = false, italics = false }: Look = {}): TextRun =>
  new TextRun({ text, font: FONT, size: Math.round(size * 2), bold, italics });

const centred = (text: string, look: Look = {}): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, children: [run(text, look)] });

/** NĐ 30/2020 phụ lục I mục II: first line indented 1 to 1.27 cm, both edges even, at least 6 pt between paragraphs. */
const paragraph = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(10) },
    spacing: { before: 120, line: 288 },
    children: [run(text)],
  });

const heading = (text: string): Paragraph =>
  new Paragraph({
    keepNext: true,
    indent: { firstLine: mm(10) },
    spacing: { before: 160 },
    children: [run(text, { bold: true })],
  });

const record = (value: DataValue): DocumentData =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DocumentData) : {};
const text = (value: DataValue): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const list = (value: DataValue): DataValue[] => (Array.isArray(value) ? [...(value as DataValue[])] : []);

/** A line under the text: as long as the motto, or a third of the name's. */
const ruled = (length: number): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 60 },
    children: [run('─'.repeat(length), { size: 8 })],
  });

const cell = (children: Paragraph[], width: number, more: Partial<ITableCellOptions> = {}): TableCell =>
  new TableCell({
    children,
    width: { size: width, type: WidthType.PERCENTAGE },
    verticalAlign: VerticalAlign.TOP,
    ...more,
  });

function twoColumns(left: Paragraph[], right: Paragraph[], widths: readonly [number, number]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: noLines,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          cell(left, widths[0], { borders: noBorders }),
          cell(right, widths[1], { borders: noBorders }),
        ],
      }),
    ],
  });
}

/** National name and motto right, issuing body left, number, place and date below. NĐ 30/2020 phụ lục I mục II.1–4 */
function head(data: DocumentData): Table {
  const issuer = record(data['issuer']);
  const parent = text(issuer['parent']);
  const names = list(issuer['name']).map(text);
  return twoColumns(
    [
      ...(parent === '' ? [] : [centred(parent.toLocaleUpperCase('vi'), { size: 12.5 })]),
      ...names.map((name) => centred(name.toLocaleUpperCase('vi'), { size: 12.5, bold: true })),
      ruled(12),
      centred(`Số: ${text(data['number'])}`, { size: 13 }),
    ],
    [
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 12.5, bold: true }),
      centred('Độc lập - Tự do - Hạnh phúc', { size: 13.5, bold: true }),
      ruled(30),
      centred(`${text(issuer['place'])}, ${formalDay(text(data['issuedOn']))}`, { size: 13, italics: true }),
    ],
    [42, 58],
  );
}

const columns = [
  { title: 'TT', key: '', width: 6 },
  { title: 'Mô hình', key: 'models', width: 10 },
  { title: 'Chỉ số', key: 'title', width: 38 },
  { title: 'Kỳ này', key: 'value', width: 17 },
  { title: 'Tăng, giảm', key: 'change', width: 16 },
  { title: 'Mục tiêu', key: 'target', width: 13 },
] as const;

function figuresTable(data: DocumentData): Table {
  const top = new TableRow({
    tableHeader: true,
    children: columns.map((column) =>
      cell([centred(column.title, { size: 12, bold: true })], column.width, {
        verticalAlign: VerticalAlign.CENTER,
      }),
    ),
  });
  const rows = list(data['figures']).map((value, index) => {
    const row = record(value);
    return new TableRow({
      cantSplit: true,
      children: columns.map((column) => {
        const said = column.key === '' ? String(index + 1) : text(row[column.key]);
        const alignment = column.key === 'title' ? AlignmentType.LEFT : AlignmentType.CENTER;
        return cell([new Paragraph({ alignment, children: [run(said, { size: 12 })] })], column.width);
      }),
    });
  });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [top, ...rows] });
}

function part(data: DocumentData, title: string, key: string): Paragraph[] {
  const lines = list(data[key]).map(text);
  return lines.length === 0 ? [] : [heading(title), ...lines.map(paragraph)];
}

function closing(data: DocumentData): Table {
  const signer = record(data['signer']);
  const receivers = [...list(data['receivers']).map((one) => `- ${text(one)};`), '- Lưu: VT.'];
  return twoColumns(
    [
      new Paragraph({
        spacing: { before: 240 },
        children: [run('Nơi nhận:', { size: 12, bold: true, italics: true })],
      }),
      ...receivers.map((line) => new Paragraph({ children: [run(line, { size: 11 })] })),
    ],
    [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 240, after: 1300 },
        children: [run(text(signer['capacity']), { bold: true })],
      }),
      centred(text(signer['name']), { bold: true }),
    ],
    [50, 50],
  );
}

function body(data: DocumentData): (Paragraph | Table)[] {
  const hasTasks = data['anyTask'] === true;
  return [
    head(data),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 320 },
      children: [run('BÁO CÁO', { size: 14, bold: true })],
    }),
    centred(text(data['title']), { size: 14, bold: true }),
    ruled(14),
    centred(`Kính gửi: ${text(data['addressee'])}`),
    ...part(data, 'I. TÌNH HÌNH CHUNG', 'overview'),
    heading('II. KẾT QUẢ QUA CÁC CHỈ SỐ'),
    paragraph(
      `Tăng, giảm so với ${text(data['comparedWith'])}. Số ghi “nhập tay” do đơn vị báo, các số khác hệ thống tính từ dữ liệu.`,
    ),
    figuresTable(data),
    heading('III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ'),
    ...part(data, 'Nhiệm vụ kỳ trước đề ra', 'review'),
    ...part(data, 'Kết quả nổi bật', 'results'),
    ...part(data, 'Nhiệm vụ đã hoàn thành', 'done'),
    ...part(data, 'Nhiệm vụ chậm', 'late'),
    ...part(data, 'Nhiệm vụ đang vướng', 'stuck'),
    ...(hasTasks
      ? []
      : [paragraph('Trong kỳ không có nhiệm vụ nào được ghi nhận hoàn thành, chậm hoặc vướng.')]),
    ...part(data, 'IV. KHÓ KHĂN, VƯỚNG MẮC', 'obstacles'),
    ...part(data, 'V. ĐỀ XUẤT, KIẾN NGHỊ', 'proposals'),
    ...part(data, 'VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI', 'plan'),
    paragraph(
      `Trên đây là báo cáo ${text(data['reportName'])} của ${text(record(data['issuer'])['fullName'])}./.`,
    ),
    closing(data),
  ];
}

const page = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(16), header: mm(10) },
} as const;

/** The Word file in the layout of NĐ 30/2020 phụ lục I: A4, Times New Roman, the page's number above from the second on. */
export async function makeDocx(data: DocumentData): Promise<Uint8Array> {
  const numbered = new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: 26 })],
      }),
    ],
  });
  const blank = new Header({ children: [new Paragraph('')] });
  const document = new Document({
    creator: text(record(data['issuer'])['fullName']),
    title: text(data['title']),
    styles: { default: { document: { run: { font: FONT, size: 27 } } } },
    sections: [
      {
        properties: { titlePage: true, page },
        headers: { default: numbered, first: blank },
        children: body(data),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
