import { MARGIN, PAGE, type Sheet } from './canvas.ts';

/** A piece of the page that is not broken. */
export interface Item {
  readonly height: number;
  readonly draw: (sheet: Sheet, top: number) => void;
  /** Stays on the page of the item after it. */
  readonly keepWithNext?: boolean;
  /** Drawn again when a page begins with this item: the head of a table. */
  readonly header?: Item;
  /** Space before it, dropped at the top of a page. */
  readonly before?: number;
}

const FLOOR = PAGE.height - MARGIN.bottom - 20;

/** Places items one under another on `sheets`, turning pages; `tail` is the room needed at the end of the last page. */
export function flow(items: readonly Item[], sheets: Sheet[], tail: number): void {
  sheets.push({ marks: [] });
  let top = MARGIN.top;
  const turn = (next: Item | undefined): void => {
    sheets.push({ marks: [] });
    top = MARGIN.top;
    if (next?.header) place(next.header);
  };
  const place = (item: Item): void => {
    const sheet = sheets.at(-1);
    if (sheet) item.draw(sheet, top);
    top += item.height;
  };
  for (const [i, item] of items.entries()) {
    const isTop = top === MARGIN.top;
    const before = isTop ? 0 : (item.before ?? 0);
    if (!isTop && top + before + heightOfGroup(items, i) > FLOOR) turn(item);
    else top += before;
    place(item);
  }
  if (top + tail > FLOOR + 20) turn(undefined);
}

function heightOfGroup(items: readonly Item[], from: number): number {
  let height = 0;
  for (let i = from; i < items.length; i += 1) {
    const item = items[i];
    if (!item) break;
    height += item.height + (i > from ? (item.before ?? 0) : 0);
    if (!item.keepWithNext) break;
  }
  return Math.min(height, FLOOR - MARGIN.top);
}
