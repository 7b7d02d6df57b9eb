import { PAGE } from './canvas.ts';

/** Where a signature's visible stamp goes; page from 0, rectangle in PDF points from the lower left. */
export interface StampPlace {
  readonly key: string;
  readonly page: number;
  readonly rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export function stampRect(box: {
  x: number;
  top: number;
  width: number;
  height: number;
}): StampPlace['rect'] {
  return { x: box.x, y: PAGE.height - box.top - box.height, width: box.width, height: box.height };
}
