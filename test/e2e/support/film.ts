import { drawFace, type Expression, type RgbImage } from '#lib/vision';

const acts: readonly Expression[] = [{}, { turn: 0.55 }, {}, { turn: -0.55 }, {}, { mouth: 1 }];
const FRAMES_PER_ACT = 20;
const size = { width: 320, height: 400 };

/** Planes of brightness and colour at half size. ITU-R BT.601 */
function planesOf({ width, height, data }: RgbImage): Buffer {
  const pixels = width * height;
  const planes = Buffer.alloc(pixels + pixels / 2);
  const at = (pixel: number, channel: number): number => data[pixel * 3 + channel] ?? 0;
  for (let pixel = 0; pixel < pixels; pixel += 1)
    planes[pixel] = 16 + 0.257 * at(pixel, 0) + 0.504 * at(pixel, 1) + 0.098 * at(pixel, 2);
  for (let y = 0, to = pixels; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, to += 1) {
      const pixel = y * width + x;
      planes[to] = 128 - 0.148 * at(pixel, 0) - 0.291 * at(pixel, 1) + 0.439 * at(pixel, 2);
      planes[to + pixels / 4] = 128 + 0.439 * at(pixel, 0) - 0.368 * at(pixel, 1) - 0.071 * at(pixel, 2);
    }
  }
  return planes;
}

/** A film of a drawn person who looks straight, turns to both sides and opens the mouth, over and over. */
export function filmOf(person: number): Buffer {
  const head = Buffer.from(`YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`);
  const frames = acts.flatMap((act) => {
    const planes = planesOf(drawFace(person, act));
    return Array.from({ length: FRAMES_PER_ACT }, () => [Buffer.from('FRAME\n'), planes]).flat();
  });
  return Buffer.concat([head, ...frames]);
}
