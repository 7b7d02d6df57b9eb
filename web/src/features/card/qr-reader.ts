import type { QrQuestion, QrReply } from './qr-worker.ts';

export type QrReader = {
  /** The text of the QR code in a picture, or null. */
  read: (picture: ImageData) => Promise<string | null>;
  close: () => void;
};

/** A worker that reads QR codes; made when somebody wants to scan, so that its program is not loaded before. */
export function openQrReader(): QrReader {
  const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (text: string | null) => void>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<QrReply>) => {
    waiting.get(data.id)?.(data.text);
    waiting.delete(data.id);
  };
  return {
    read: (picture) => {
      last += 1;
      const question: QrQuestion = { id: last, picture };
      return new Promise((done) => {
        waiting.set(question.id, done);
        worker.postMessage(question, [picture.data.buffer]);
      });
    },
    close: () => worker.terminate(),
  };
}

const longestSide = 1600;

/** Pixels of a picture or video frame, no larger than a QR code needs. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData | null {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || width === 0 || height === 0) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
