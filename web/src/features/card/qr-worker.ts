import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

// The library would fetch its program from a public network: ours comes from our own server.
void prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });

export type QrQuestion = { id: number; picture: ImageData };
export type QrReply = { id: number; text: string | null };

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<QrQuestion>) => void) | null;
  postMessage: (reply: QrReply) => void;
};

async function textIn(picture: ImageData): Promise<string | null> {
  const [found] = await readBarcodes(picture, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  // UTF-8 by ourselves: a card's QR names no character set.
  return found?.isValid ? new TextDecoder().decode(found.bytes) : null;
}

scope.onmessage = ({ data }) => {
  void textIn(data.picture)
    .catch(() => null)
    .then((text) => scope.postMessage({ id: data.id, text }));
};
