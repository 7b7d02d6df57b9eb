import qrcode from 'qrcode';
import { type Setting, setText } from './blocks.ts';
import { CONTENT, MARGIN, PAGE, type Sheet } from './canvas.ts';
import { fillPlain, fillSpans } from './fill-text.ts';
import type { Template } from './template.ts';
import { weaveBand } from './weave.ts';

const QR = 68;
/** From the lower margin up to the QR, and a little air. */
export const FOOT_HEIGHT = QR - 6;
const BASALT = { red: 0.43, green: 0.157, blue: 0.094 };
const GREY = { red: 0.28, green: 0.31, blue: 0.34 };
const BAND_TOP = PAGE.height - MARGIN.bottom + 22;

/** QR and its lines above the band, on the last page. */
export function drawFoot(setting: Setting, sheet: Sheet, foot: NonNullable<Template['foot']>): void {
  const top = BAND_TOP - 8 - QR;
  drawQr(sheet, fillPlain(foot.qr, setting.data), { x: CONTENT.left, y: top });
  const column = { x: CONTENT.left + QR + 14, width: CONTENT.width - QR - 14 };
  const lines = foot.lines.map((line) =>
    setText(setting, fillSpans(line, setting.data), { ...column, size: 11, leading: 1.4 }),
  );
  const height = lines.reduce((sum, line) => sum + line.height, 0);
  let y = top + (QR - height) / 2;
  for (const line of lines) {
    line.draw(sheet, y);
    y += line.height;
  }
}

function drawQr(sheet: Sheet, text: string, { x, y }: { x: number; y: number }): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const cell = QR / modules.size;
  const rects: [number, number, number, number][] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      let length = 1;
      while (column + length < modules.size && modules.get(row, column + length)) length += 1;
      rects.push([x + column * cell, y + row * cell, length * cell, cell + 0.02]);
      column += length - 1;
    }
  }
  sheet.marks.push({ kind: 'fill', rects, ink: { red: 0, green: 0, blue: 0 } });
}

export interface Margins {
  readonly mark: string;
  readonly isDemonstration: boolean;
}

/** Band, form mark and page count on every page; the page's number above from the second on (NĐ 30/2020 phụ lục I mục I.6). */
export function drawMargins(
  setting: Setting,
  sheets: readonly Sheet[],
  { mark, isDemonstration }: Margins,
): void {
  for (const [index, sheet] of sheets.entries()) {
    const band = weaveBand({ x: CONTENT.left, y: BAND_TOP, width: CONTENT.width });
    sheet.marks.push({ kind: 'fill', rects: band.rects, ink: BASALT });
    const said = footNote(mark, isDemonstration);
    small(setting, sheet, {
      text: said,
      align: 'left',
      y: BAND_TOP + band.height + 3,
      ink: isDemonstration ? BASALT : GREY,
    });
    small(setting, sheet, {
      text: `Trang ${index + 1}/${sheets.length}`,
      align: 'right',
      y: BAND_TOP + band.height + 3,
      ink: GREY,
    });
    if (index === 0) continue;
    const number = setText(setting, [{ text: String(index + 1), style: 'regular' }], {
      x: CONTENT.left,
      width: CONTENT.width,
      align: 'centre',
      size: 13,
    });
    number.draw(sheet, MARGIN.top - 28);
  }
}

function footNote(mark: string, isDemonstration: boolean): string {
  const parts = [mark, isDemonstration ? 'dữ liệu giả lập, không có giá trị pháp lý' : ''].filter(
    (part) => part !== '',
  );
  const note = parts.join(', ');
  return note.charAt(0).toLocaleUpperCase('vi') + note.slice(1);
}

interface Small {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly y: number;
  readonly ink: { red: number; green: number; blue: number };
}

function small(setting: Setting, sheet: Sheet, { text, align, y, ink }: Small): void {
  const set = setText(setting, [{ text, style: 'regular' }], {
    x: CONTENT.left,
    width: CONTENT.width,
    align,
    size: 9,
    leading: 1.25,
  });
  const from = sheet.marks.length;
  set.draw(sheet, y);
  for (const mark of sheet.marks.slice(from)) if (mark.kind === 'text') mark.ink = ink;
}
