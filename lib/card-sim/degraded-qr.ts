import { create } from 'qrcode';

export interface Degradation {
  /** Side of the square picture in pixels. */
  size: number;
  /** Radians. */
  rotation: number;
  /** Standard deviation of the blur in pixels. */
  blur: number;
  /** Largest change of one pixel by noise, 0 to 255. */
  noise: number;
  /** Darkest and lightest grey. */
  contrast: readonly [number, number];
  /** Brightness falls by this share from left to right. */
  shade: number;
}

type Picture = Float32Array;

interface Scene {
  modules: { size: number; get(row: number, column: number): number };
  degradation: Degradation;
}

const quietZone = 4;
const samples = 3;

function isDark({ modules }: Scene, x: number, y: number): boolean {
  const [column, row] = [Math.floor(x) - quietZone, Math.floor(y) - quietZone];
  if (row < 0 || column < 0 || row >= modules.size || column >= modules.size) return false;
  return modules.get(row, column) === 1;
}

// Turns the picture back onto the code and takes the mean of several points per pixel.
function renderPixel(scene: Scene, column: number, row: number): number {
  const { modules, degradation } = scene;
  const { size, rotation, contrast } = degradation;
  const side = modules.size + 2 * quietZone;
  const reach = Math.abs(Math.cos(rotation)) + Math.abs(Math.sin(rotation));
  const scale = (side * reach) / size;
  let dark = 0;
  for (let index = 0; index < samples * samples; index += 1) {
    const dx = (column + ((index % samples) + 0.5) / samples - size / 2) * scale;
    const dy = (row + (Math.floor(index / samples) + 0.5) / samples - size / 2) * scale;
    const x = dx * Math.cos(rotation) + dy * Math.sin(rotation) + side / 2;
    const y = dy * Math.cos(rotation) - dx * Math.sin(rotation) + side / 2;
    if (isDark(scene, x, y)) dark += 1;
  }
  const share = dark / (samples * samples);
  return contrast[1] - share * (contrast[1] - contrast[0]);
}

function kernelOf(deviation: number): number[] {
  const reach = Math.max(1, Math.ceil(deviation * 2.5));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function blurLine(
  source: Picture,
  target: Picture,
  line: { start: number; step: number; count: number; kernel: number[] },
): void {
  const { start, step, count, kernel } = line;
  const reach = (kernel.length - 1) / 2;
  for (let at = 0; at < count; at += 1) {
    let sum = 0;
    for (let index = 0; index < kernel.length; index += 1) {
      const near = Math.min(count - 1, Math.max(0, at + index - reach));
      sum += (source[start + near * step] ?? 0) * (kernel[index] ?? 0);
    }
    target[start + at * step] = sum;
  }
}

function blurPicture(picture: Picture, size: number, deviation: number): Picture {
  if (deviation <= 0) return picture;
  const kernel = kernelOf(deviation);
  const [across, down] = [new Float32Array(picture.length), new Float32Array(picture.length)];
  for (let row = 0; row < size; row += 1)
    blurLine(picture, across, { start: row * size, step: 1, count: size, kernel });
  for (let column = 0; column < size; column += 1)
    blurLine(across, down, { start: column, step: size, count: size, kernel });
  return down;
}

/**
 * A photograph of a QR code as a desk camera might take it: turned, blurred, noisy, unevenly lit. Grey picture in the
 * PGM format. `random` gives numbers from 0 to 1.
 */
export function photographQr(text: string, degradation: Degradation, random: () => number): Uint8Array {
  const { size, noise, shade } = degradation;
  const scene: Scene = { modules: create(text, { errorCorrectionLevel: 'M' }).modules, degradation };
  const sharp = Float32Array.from({ length: size * size }, (_, index) =>
    renderPixel(scene, index % size, Math.floor(index / size)),
  );
  const blurred = blurPicture(sharp, size, degradation.blur);
  const head = new TextEncoder().encode(`P5\n${size} ${size}\n255\n`);
  const file = new Uint8Array(head.length + blurred.length);
  file.set(head);
  blurred.forEach((grey, index) => {
    const lit = grey * (1 - (shade * (index % size)) / size) + (random() * 2 - 1) * noise;
    file[head.length + index] = Math.max(0, Math.min(255, Math.round(lit)));
  });
  return file;
}

/** Degradations within what a desk camera gives at 300 pixels, drawn from `random`. */
export function drawDegradation(random: () => number): Degradation {
  return {
    size: 300,
    rotation: random() * 2 * Math.PI,
    blur: 0.4 + random() * 0.8,
    noise: random() * 25,
    contrast: [20 + random() * 40, 180 + random() * 60],
    shade: random() * 0.3,
  };
}
