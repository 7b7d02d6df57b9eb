import { type StampPlace, stampRect } from './stamp-place.ts';
import { CONTENT, type Sheet } from './canvas.ts';
import { type Column, type Setting, type SetText, setBalanced, setText } from './blocks.ts';
import { type DocumentData, fillPlain, fillSpans, listAt, lookUp } from './fill-text.ts';
import type { Item } from './flow.ts';
import type { Block, Party } from './template.ts';

const LEFT: Column = { x: CONTENT.left - 14, width: CONTENT.width * 0.42 };
const RIGHT: Column = { x: CONTENT.left + CONTENT.width * 0.42, width: CONTENT.width * 0.58 + 6 };
const TIGHT = 1.22;

/** NĐ 30/2020 phụ lục I mục II: national name and motto right, issuing body left, number left, place and date right. */
export function headItems(setting: Setting, block: Extract<Block, { head: unknown }>): Item[] {
  const { data } = setting;
  const put = (
    column: Column,
    text: string,
    look: { size: number; style: 'regular' | 'bold' | 'italic' },
  ): SetText =>
    setBalanced(setting, fillSpans(text, data, look.style), {
      ...column,
      size: look.size,
      leading: TIGHT,
    });
  const parent = put(LEFT, '{issuer.parent?|upper}', { size: 12.5, style: 'regular' });
  const body = linesOf(data, 'issuer.name').map((line) =>
    setBalanced(setting, [{ text: line.toLocaleUpperCase('vi'), style: 'bold' }], {
      ...LEFT,
      size: 12.5,
      leading: TIGHT,
    }),
  );
  const nation = put(RIGHT, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 12.5, style: 'bold' });
  const motto = put(RIGHT, 'Độc lập - Tự do - Hạnh phúc', { size: 13.5, style: 'bold' });
  const number = put(LEFT, block.head.number, { size: 13, style: 'regular' });
  const placed = put(RIGHT, '{issuer.place}, {issuedOn|date}', { size: 13, style: 'italic' });
  const leftHeight =
    (parent.lines[0]?.words.length ? parent.height : 0) + body.reduce((sum, one) => sum + one.height, 0);
  const upper: Item = {
    height: Math.max(leftHeight, nation.height + motto.height) + 10,
    keepWithNext: true,
    draw: (sheet, top) => {
      let y = top;
      for (const one of [parent, ...body]) {
        if (!one.lines[0]?.words.length) continue;
        one.draw(sheet, y);
        y += one.height;
      }
      ruleUnder(sheet, { column: LEFT, width: 70, y: y + 3 });
      nation.draw(sheet, top);
      motto.draw(sheet, top + nation.height);
      ruleUnder(sheet, {
        column: RIGHT,
        width: motto.lines[0]?.width ?? 0,
        y: top + nation.height + motto.height + 1.5,
      });
    },
  };
  const lower: Item = {
    height: Math.max(number.height, placed.height),
    before: 8,
    draw: (sheet, top) => {
      number.draw(sheet, top);
      placed.draw(sheet, top);
    },
  };
  return [upper, lower];
}

function ruleUnder(sheet: Sheet, { column, width, y }: { column: Column; width: number; y: number }): void {
  const middle = column.x + column.width / 2;
  sheet.marks.push({ kind: 'line', from: [middle - width / 2, y], to: [middle + width / 2, y], width: 0.7 });
}

function linesOf(data: DocumentData, path: string): string[] {
  const value = lookUp(data, path);
  if (Array.isArray(value)) return value.map(String);
  return [fillPlain(`{${path}}`, data)];
}

const GREY = { red: 0.35, green: 0.38, blue: 0.4 };

export interface Stamps {
  readonly add: (place: StampPlace) => void;
  readonly pageOf: (sheet: Sheet) => number;
}

function partyHeight(
  setting: Setting,
  party: Party,
  column: Column,
): { height: number; draw: (sheet: Sheet, top: number, stamps: Stamps) => void } {
  const { data } = setting;
  const title = setText(setting, fillSpans(party.title, data, 'bold'), {
    ...column,
    align: 'centre',
    leading: TIGHT,
  });
  const note = party.note
    ? setText(setting, fillSpans(party.note, data, 'italic'), { ...column, align: 'centre', leading: TIGHT })
    : undefined;
  const name = setText(setting, fillSpans(party.name, data, 'bold'), { ...column, align: 'centre' });
  const head = title.height + (note?.height ?? 0);
  const box = { x: column.x + 12, width: column.width - 24, height: setting.density.stamp };
  return {
    height: head + setting.density.stamp + 14 + name.height,
    draw: (sheet, top, stamps) => {
      title.draw(sheet, top);
      note?.draw(sheet, top + title.height);
      const boxTop = top + head + 7;
      if (party.box) drawBox(setting, sheet, { party, box: { ...box, top: boxTop } });
      if (party.stamp)
        stamps.add({
          key: party.stamp,
          page: stamps.pageOf(sheet),
          rect: stampRect({ ...box, top: boxTop }),
        });
      name.draw(sheet, top + head + setting.density.stamp + 14);
    },
  };
}

function drawBox(
  setting: Setting,
  sheet: Sheet,
  { party, box }: { party: Party; box: { x: number; top: number; width: number; height: number } },
): void {
  sheet.marks.push({
    kind: 'rect',
    x: box.x,
    y: box.top,
    width: box.width,
    height: box.height,
    ink: GREY,
    filled: false,
  });
  let y = box.top + (box.height - (party.box?.length ?? 0) * 12.8) / 2;
  for (const line of party.box ?? []) {
    const set = setText(setting, fillSpans(line, setting.data), {
      x: box.x + 7,
      width: box.width - 14,
      size: 10,
      leading: 1.28,
    });
    set.draw(sheet, y);
    y += set.height;
  }
}

export function signatureItems(
  setting: Setting,
  block: Extract<Block, { signatures: unknown }>,
  stamps: Stamps,
): Item[] {
  const half = CONTENT.width / 2;
  const places = block.signatures.length === 1 ? [half] : [0, half];
  const parties = block.signatures.map((party, i) =>
    partyHeight(setting, party, { x: CONTENT.left + (places[i] ?? 0), width: half }),
  );
  return [
    {
      height: Math.max(...parties.map((party) => party.height)),
      before: 16,
      draw: (sheet, top) => {
        for (const party of parties) party.draw(sheet, top, stamps);
      },
    },
  ];
}

/** Recipients lower left (label 12 bold italic, list 11), signature right (NĐ 30/2020 phụ lục I mục II.9). */
export function closingItems(
  setting: Setting,
  block: Extract<Block, { closing: unknown }>,
  stamps: Stamps,
): Item[] {
  const { data } = setting;
  const half = CONTENT.width / 2;
  const party = partyHeight(setting, block.closing.signature, { x: CONTENT.left + half, width: half });
  const left = { x: CONTENT.left, width: half - 20 };
  const label = setText(setting, [{ text: 'Nơi nhận:', style: 'bold-italic' }], { ...left, size: 12 });
  const { recipients, recipientsFrom } = block.closing;
  const named = recipientsFrom
    ? listAt(data, recipientsFrom).map((row) => `- ${fillPlain('{value}', row)};`)
    : [];
  const lines = [
    ...named.map((line) => [{ text: line, style: 'regular' as const }]),
    ...recipients.map((line) => fillSpans(`- ${line}`, data)),
  ];
  const list = lines.map((spans) =>
    setText(setting, spans, {
      ...left,
      size: 11,
      leading: setting.density.leading - 0.08,
    }),
  );
  const leftHeight = label.height + list.reduce((sum, one) => sum + one.height, 0);
  return [
    {
      height: Math.max(leftHeight, party.height),
      before: 18,
      draw: (sheet, top) => {
        party.draw(sheet, top, stamps);
        label.draw(sheet, top);
        let y = top + label.height;
        for (const one of list) {
          one.draw(sheet, y);
          y += one.height;
        }
      },
    },
  ];
}
