const MOST_PIXELS = 120_000_000;

/** Why an image may not be kept: its header promises more pixels than any scanner makes. */
export function inspectImage(bytes: Uint8Array, mime: string): string | undefined {
  const size =
    mime === 'image/png' ? pngSize(bytes) : mime === 'image/jpeg' ? jpegSize(bytes) : { width: 1, height: 1 };
  if (!size || size.width === 0 || size.height === 0) return 'image.unreadable';
  return size.width * size.height > MOST_PIXELS ? 'image.too_many_pixels' : undefined;
}

interface Size {
  width: number;
  height: number;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function pngSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 33) return undefined;
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

// ITU-T T.81 §B.1.1.4: walk the segments to the frame header
function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 9 < bytes.length; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
