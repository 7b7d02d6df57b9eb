import type { FontStyle, Typeface } from '#lib/pades';
import { CONTENT, type Sheet } from './canvas.ts';
import { type DocumentData, fillSpans, holds, listAt, type Span } from './fill-text.ts';
import type { Item } from './flow.ts';
import { type Align, breakLines, drawLine, type Line } from './paragraph.ts';
import type { Block } from './template.ts';

export interface Setting {
  readonly typeface: Typeface;
  readonly size: number;
  readonly data: DocumentData;
  readonly density: Density;
  /** Faces with a larger eye than Times are set smaller, so that a form keeps its page. */
  readonly scale: number;
}

/** How close the text is set; a form that is a few lines too long for its page is set closer before it takes another. */
export interface Density {
  readonly leading: number;
  readonly gap: number;
  readonly stamp: number;
}

// NĐ 30/2020 phụ lục I mục II.6: single spacing is the least, 6 pt between paragraphs is the rule where the page allows
export const DENSITIES: readonly [Density, ...Density[]] = [
  { leading: 1.34, gap: 6, stamp: 50 },
  { leading: 1.28, gap: 4, stamp: 49 },
  { leading: 1.2, gap: 2.5, stamp: 47 },
];

export interface Column {
  readonly x: number;
  readonly width: number;
}

export const WHOLE: Column = { x: CONTENT.left, width: CONTENT.width };

export interface TextLook {
  readonly size?: number;
  readonly align?: Align;
  readonly indent?: number;
  readonly style?: FontStyle;
  readonly leading?: number;
}

export function isShown(block: Pick<Block, 'when' | 'unless'>, data: DocumentData): boolean {
  if (block.when && !holds(data, block.when)) return false;
  return !(block.unless && holds(data, block.unless));
}

/** Text set in a column: its height, and how to draw it at a place. */
export interface SetText {
  readonly height: number;
  readonly lines: readonly Line[];
  readonly drawLine: (sheet: Sheet, index: number, top: number) => void;
  readonly draw: (sheet: Sheet, top: number) => void;
  readonly lineHeight: number;
}

export function setText(setting: Setting, spans: readonly Span[], at: Column & TextLook): SetText {
  const size = (at.size ?? setting.size) * setting.scale;
  const style = { typeface: setting.typeface, size, width: at.width, firstIndent: at.indent ?? 0 };
  const lines = breakLines(spans, style);
  const lineHeight = size * (at.leading ?? setting.density.leading);
  const drawOne = (sheet: Sheet, index: number, top: number): void => {
    const line = lines[index];
    if (!line) return;
    const indent = index === 0 ? (at.indent ?? 0) : 0;
    const y = top + (lineHeight - size) / 2 + size * 0.82;
    drawLine(sheet, line, { place: { x: at.x, y, align: at.align ?? 'left', indent }, style });
  };
  return {
    height: lines.length * lineHeight,
    lines,
    lineHeight,
    drawLine: drawOne,
    draw: (sheet, top) => {
      for (const index of lines.keys()) drawOne(sheet, index, top + index * lineHeight);
    },
  };
}

/** Centred text of several lines, broken so that no line is left with one short word. */
export function setBalanced(setting: Setting, spans: readonly Span[], at: Column & TextLook): SetText {
  const widest = setText(setting, spans, { ...at, align: 'centre' });
  if (widest.lines.length < 2) return widest;
  let best = widest;
  for (let width = at.width * 0.96; width > at.width * 0.4; width -= at.width * 0.04) {
    const x = at.x + (at.width - width) / 2;
    const narrower = setText(setting, spans, { ...at, x, width, align: 'centre' });
    if (narrower.lines.length > widest.lines.length) break;
    best = narrower;
  }
  return best;
}

/** One item for each line, never a lone first or last line on a page. */
export function paragraphItems(set: SetText, before: number): Item[] {
  const last = set.lines.length - 1;
  return set.lines.map((_, index) => ({
    height: set.lineHeight,
    before: index === 0 ? before : 0,
    keepWithNext: last > 0 && (index === 0 || index === last - 1),
    draw: (sheet, top) => set.drawLine(sheet, index, top),
  }));
}

export function textItems(setting: Setting, block: Extract<Block, { text: string }>): Item[] {
  const spans = fillSpans(block.text, setting.data);
  const indent = block.indent ? 28.35 : 0;
  return paragraphItems(
    setText(setting, spans, { ...WHOLE, align: block.align, indent }),
    setting.density.gap,
  );
}

export function titleItems(setting: Setting, block: Extract<Block, { title: string }>): Item[] {
  const title = setBalanced(setting, fillSpans(block.title, setting.data, 'bold'), {
    ...WHOLE,
    size: 14,
    leading: 1.3,
  });
  const items: Item[] = [{ height: title.height, before: 18, keepWithNext: true, draw: title.draw }];
  if (block.subtitle) {
    const subtitle = setBalanced(setting, fillSpans(block.subtitle, setting.data), WHOLE);
    items.push({ height: subtitle.height, before: 1, keepWithNext: true, draw: subtitle.draw });
  }
  items.push(block.rule ? shortRule() : { height: 8, draw: () => undefined });
  return items;
}

function shortRule(): Item {
  const middle = CONTENT.left + CONTENT.width / 2;
  return {
    height: 14,
    draw: (sheet, top) =>
      sheet.marks.push({
        kind: 'line',
        from: [middle - 45, top + 3],
        to: [middle + 45, top + 3],
        width: 0.7,
      }),
  };
}

export function listItems(setting: Setting, block: Extract<Block, { list: string }>): Item[] {
  return listAt(setting.data, block.list).flatMap((row) => {
    const spans = fillSpans(block.item, { ...setting.data, ...row });
    const margin = block.indent && !block.isParagraph ? 14 : 0;
    const column = { x: WHOLE.x + margin, width: WHOLE.width - margin };
    const indent = block.isParagraph ? 28.35 : 0;
    const gap = block.isParagraph ? setting.density.gap : 3;
    return paragraphItems(setText(setting, spans, { ...column, align: 'justify', indent }), gap);
  });
}

export function fieldItems(setting: Setting, block: Extract<Block, { fields: unknown }>): Item[] {
  const shown = block.fields.filter((field) => !field.when || holds(setting.data, field.when));
  const items: Item[] = [];
  for (let i = 0; i < shown.length; i += 1) {
    const [field, next] = [shown[i], shown[i + 1]];
    if (!field) continue;
    if (field.half && next?.half) {
      items.push(pairItem(setting, [field, next]));
      i += 1;
    } else items.push(...paragraphItems(setField(setting, field, WHOLE), setting.density.gap));
  }
  return items;
}

interface Field {
  readonly label: string;
  readonly value: string;
}

function setField(setting: Setting, field: Field, column: Column): SetText {
  const label = fillSpans(`${field.label}: `, setting.data);
  return setText(setting, [...label, ...fillSpans(field.value, setting.data, 'bold')], {
    ...column,
    align: 'left',
  });
}

function pairItem(setting: Setting, [left, right]: readonly [Field, Field]): Item {
  const middle = WHOLE.width * 0.56;
  const sets = [
    setField(setting, left, { x: WHOLE.x, width: middle - 8 }),
    setField(setting, right, { x: WHOLE.x + middle, width: WHOLE.width - middle }),
  ];
  return {
    height: Math.max(...sets.map((set) => set.height)),
    before: setting.density.gap,
    draw: (sheet, top) => {
      for (const set of sets) set.draw(sheet, top);
    },
  };
}

const PAD = { x: 5, y: 3.5 } as const;
const RULE = 0.7;

export function tableItems(setting: Setting, block: Extract<Block, { table: string }>): Item[] {
  const total = block.columns.reduce((sum, column) => sum + column.width, 0);
  let x = CONTENT.left;
  const columns = block.columns.map((column) => {
    const place = { ...column, x, width: (column.width / total) * CONTENT.width };
    x += place.width;
    return place;
  });
  const size = setting.size - 1;
  const row = (texts: readonly Span[][], isHead: boolean): Item => {
    const cells = columns.map((column, i) =>
      setText(setting, texts[i] ?? [], {
        x: column.x + PAD.x,
        width: column.width - PAD.x * 2,
        align: isHead ? 'centre' : column.align,
        size,
        leading: 1.25,
      }),
    );
    const height = Math.max(...cells.map((cell) => cell.height)) + PAD.y * 2;
    return {
      height,
      keepWithNext: isHead,
      draw: (sheet, top) => drawRow(sheet, { cells, columns, top, height, isHead }),
    };
  };
  const head = row(
    columns.map((column) => fillSpans(column.title, setting.data, 'bold')),
    true,
  );
  const rows = listAt(setting.data, block.table).map((data) => ({
    ...row(
      columns.map((column) => fillSpans(column.cell, { ...setting.data, ...data })),
      false,
    ),
    header: head,
  }));
  return [{ ...head, before: setting.density.gap + 1 }, ...rows];
}

interface Row {
  readonly cells: readonly SetText[];
  readonly columns: readonly Column[];
  readonly top: number;
  readonly height: number;
  readonly isHead: boolean;
}

function drawRow(sheet: Sheet, { cells, columns, top, height, isHead }: Row): void {
  const right = CONTENT.left + CONTENT.width;
  for (const cell of cells) cell.draw(sheet, isHead ? top + (height - cell.height) / 2 : top + PAD.y);
  const line = (from: [number, number], to: [number, number]): void => {
    sheet.marks.push({ kind: 'line', from, to, width: RULE });
  };
  line([CONTENT.left, top], [right, top]);
  line([CONTENT.left, top + height], [right, top + height]);
  for (const x of [...columns.map((column) => column.x), right]) line([x, top], [x, top + height]);
}
