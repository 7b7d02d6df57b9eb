import { createRequire } from 'node:module';
import type { RgbImage } from '#lib/vision';

interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  setQuality(quality: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

/** A picture as JPEG; for portraits of test cards and for tests. @param quality 1…100 */
export async function encodePicture(image: RgbImage, quality = 80): Promise<Uint8Array> {
  const load = createRequire(import.meta.url)('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs') as (
    options: object,
  ) => Promise<{ JPEGEncoder: new () => Encoder }>;
  const { JPEGEncoder } = await load({ print: () => undefined });
  const encoder = new JPEGEncoder();
  try {
    const { width, height, data } = image;
    const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false };
    encoder.getDecodedBuffer(frame).set(data);
    encoder.setQuality(quality);
    encoder.encode();
    return Uint8Array.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}
