/** A picture as three bytes per pixel (red, green, blue), row by row from the top. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From RGBA (a canvas) to RGB. */
export function fromRgba(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from] ?? 0;
    data[to + 1] = rgba[from + 1] ?? 0;
    data[to + 2] = rgba[from + 2] ?? 0;
  }
  return { width, height, data };
}

/** Adds an even margin: a portrait of a chip is cut so close that the detector misses it. */
export function withMargin(image: RgbImage, margin: number, grey = 128): RgbImage {
  const [width, height] = [image.width + 2 * margin, image.height + 2 * margin];
  const data = new Uint8Array(width * height * 3).fill(grey);
  for (let y = 0; y < image.height; y += 1) {
    const row = image.data.subarray(y * image.width * 3, (y + 1) * image.width * 3);
    data.set(row, ((y + margin) * width + margin) * 3);
  }
  return { width, height, data };
}

/** Maps a point of the result to a point of the source: x' = a·x − b·y + tx, y' = b·x + a·y + ty, with own scales per axis when `ay` is given. */
export interface Mapping {
  readonly ax: number;
  readonly ay: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

interface Bilinear {
  readonly image: RgbImage;
  readonly x: number;
  readonly y: number;
}

function clamp(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value;
}

function sample({ image, x, y }: Bilinear, channel: number): number {
  const { width, height, data } = image;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  const [x0, x1] = [clamp(left, width - 1), clamp(left + 1, width - 1)];
  const [y0, y1] = [clamp(top, height - 1), clamp(top + 1, height - 1)];
  const at = (row: number, column: number): number => data[(row * width + column) * 3 + channel] ?? 0;
  const upper = at(y0, x0) * (1 - fx) + at(y0, x1) * fx;
  const lower = at(y1, x0) * (1 - fx) + at(y1, x1) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Redraws a picture through a mapping, bilinear; what lies outside repeats the border. */
export function redraw(
  image: RgbImage,
  size: { readonly width: number; readonly height: number },
  mapping: Mapping,
): RgbImage {
  const data = new Uint8Array(size.width * size.height * 3);
  const { ax, ay, b, tx, ty } = mapping;
  for (let y = 0, to = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const place = { image, x: ax * x - b * y + tx, y: b * x + ay * y + ty };
      data[to++] = Math.round(sample(place, 0));
      data[to++] = Math.round(sample(place, 1));
      data[to++] = Math.round(sample(place, 2));
    }
  }
  return { ...size, data };
}

/** A part of a picture in another size. */
export function resized(
  image: RgbImage,
  box: Box,
  size: { readonly width: number; readonly height: number },
): RgbImage {
  const [ax, ay] = [box.width / size.width, box.height / size.height];
  return redraw(image, size, { ax, ay, b: 0, tx: box.x + ax / 2 - 0.5, ty: box.y + ay / 2 - 0.5 });
}

export function wholeOf(image: RgbImage): Box {
  return { x: 0, y: 0, width: image.width, height: image.height };
}

/** A box scaled about its middle and moved inside the picture; no larger than the picture allows. */
export function scaledBox(image: RgbImage, box: Box, wanted: number): Box {
  const scale = Math.min((image.height - 1) / box.height, (image.width - 1) / box.width, wanted);
  const [width, height] = [box.width * scale, box.height * scale];
  const x = clamp(box.x + box.width / 2 - width / 2, image.width - 1 - width);
  const y = clamp(box.y + box.height / 2 - height / 2, image.height - 1 - height);
  return { x, y, width, height };
}

/** How sharp a picture is: the variance of its Laplacian on grey values; below about 40 it is blurred. */
export function sharpness(image: RgbImage): number {
  const { width, height } = image;
  const grey = (x: number, y: number): number => {
    const at = (y * width + x) * 3;
    return (
      0.299 * (image.data[at] ?? 0) + 0.587 * (image.data[at + 1] ?? 0) + 0.114 * (image.data[at + 2] ?? 0)
    );
  };
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const value = 4 * grey(x, y) - grey(x - 1, y) - grey(x + 1, y) - grey(x, y - 1) - grey(x, y + 1);
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  return count === 0 ? 0 : squares / count - mean * mean;
}
