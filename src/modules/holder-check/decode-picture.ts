import { createRequire } from 'node:module';
import type { Face } from '#lib/identity';
import type { RgbImage } from '#lib/vision';

/** What both codecs of the package family offer. */
interface Decoder {
  getEncodedBuffer(bytes: number): Uint8Array;
  decode(): void;
  getFrameInfo(): { width: number; height: number; componentCount: number };
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}
type Codec = Readonly<Record<'JPEGDecoder' | 'J2KDecoder', new () => Decoder>>;

const require = createRequire(import.meta.url);
const MOST_PIXELS = 4_000_000;
const MOST_BYTES = 3_000_000;
const codecs = new Map<string, Promise<Codec>>();

function codecOf(name: string): Promise<Codec> {
  const load = require(`@cornerstonejs/${name}/decodewasmjs`) as (options: object) => Promise<Codec>;
  const known = codecs.get(name) ?? load({ print: () => undefined, printErr: () => undefined });
  codecs.set(name, known);
  return known;
}

function inColour(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return Uint8Array.from(data);
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      rgb[pixel * 3 + channel] = data[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
  }
  return rgb;
}

/** Width and height a JPEG says it has, before it is opened: a small file may claim an enormous picture. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  let at = 2;
  while (at + 9 < bytes.length) {
    const [mark = 0, kind = 0] = [bytes[at], bytes[at + 1]];
    if (mark !== 0xff) return undefined;
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    const word = (from: number): number => ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
    if (isFrame) return { height: word(at + 5), width: word(at + 7) };
    at += 2 + word(at + 2);
  }
  return undefined;
}

function requireModest(type: Face['type'], bytes: Uint8Array): void {
  if (bytes.length > MOST_BYTES) throw new RangeError('the picture is too large');
  if (type !== 'image/jpeg') return;
  const size = jpegSize(bytes);
  if (!size || size.width * size.height > MOST_PIXELS || size.width * size.height === 0)
    throw new RangeError('not a picture of a sensible size');
}

/** Opens a JPEG or a JPEG 2000 (the portrait of a chip). Throws RangeError when it is neither, or larger than a camera's picture. */
export async function decodePicture(type: Face['type'], bytes: Uint8Array): Promise<RgbImage> {
  requireModest(type, bytes);
  const isJpeg = type === 'image/jpeg';
  const codec = await codecOf(isJpeg ? 'codec-libjpeg-turbo-8bit' : 'codec-openjpeg');
  const decoder = isJpeg ? new codec.JPEGDecoder() : new codec.J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, componentCount } = decoder.getFrameInfo();
    const pixels = width * height;
    if (pixels === 0 || pixels > MOST_PIXELS) throw new RangeError('not a picture of a sensible size');
    return { width, height, data: inColour(decoder.getDecodedBuffer(), componentCount) };
  } catch (error) {
    throw error instanceof RangeError ? error : new RangeError(`not a picture: ${String(error)}`);
  } finally {
    decoder.delete();
  }
}
