import { indexOfBytes, uintOf } from './bytes.ts';
import { LdsError } from './lds-error.ts';
import { childrenOf, expectTag, findChild, readTlv, readTlvs, type Tlv } from './tlv.ts';

export type FaceImageType = 'image/jpeg' | 'image/jp2' | 'image/j2k';

export interface Face {
  type: FaceImageType;
  image: Uint8Array;
  /** As declared in the record; absent for formats whose header was not read. */
  width?: number;
  height?: number;
}

const signatures: readonly { type: FaceImageType; bytes: Uint8Array }[] = [
  { type: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff) },
  { type: 'image/jp2', bytes: Uint8Array.of(0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20) },
  { type: 'image/j2k', bytes: Uint8Array.of(0xff, 0x4f, 0xff, 0x51) },
];

function typeAt(bytes: Uint8Array): FaceImageType | undefined {
  return signatures.find(
    (signature) => indexOfBytes(bytes.subarray(0, signature.bytes.length), signature.bytes) === 0,
  )?.type;
}

const maxDepth = 24;

// A primitive element whose content is an image, anywhere below.
function findImage(elements: readonly Tlv[], depth: number): Face | undefined {
  for (const element of elements) {
    const type = element.constructed ? undefined : typeAt(element.value);
    if (type) return { type, image: element.value };
    if (!element.constructed || depth > maxDepth) continue;
    const found = findImage(readSafely(element.value), depth + 1);
    if (found) return found;
  }
  return undefined;
}

function readSafely(bytes: Uint8Array): Tlv[] {
  try {
    return readTlvs(bytes);
  } catch (error) {
    if (error instanceof LdsError) return [];
    throw error;
  }
}

function searchImage(bytes: Uint8Array): Face | undefined {
  const found = signatures
    .map((signature) => ({ type: signature.type, at: indexOfBytes(bytes, signature.bytes) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return found ? { type: found.type, image: bytes.subarray(found.at) } : undefined;
}

// ISO/IEC 19794-5:2005 §5: facial record header 14, then per image 20 + 8 per feature point + 12 + data.
function readIso19794(block: Uint8Array): Face[] {
  const faces: Face[] = [];
  const count = uintOf(block.subarray(12, 14));
  let at = 14;
  for (let index = 0; index < count && at + 32 <= block.length; index += 1) {
    const length = uintOf(block.subarray(at, at + 4));
    const info = at + 20 + 8 * uintOf(block.subarray(at + 4, at + 6));
    const image = block.subarray(info + 12, at + length);
    const type = typeAt(image);
    if (length < 32 || !type) break;
    faces.push({
      type,
      image,
      width: uintOf(block.subarray(info + 2, info + 4)),
      height: uintOf(block.subarray(info + 4, info + 6)),
    });
    at += length;
  }
  return faces;
}

const facMark = Uint8Array.of(0x46, 0x41, 0x43, 0);

function readTemplate(template: Tlv): Face[] {
  const block = childrenOf(template).find(({ tag }) => tag === 0x5f2e || tag === 0x7f2e);
  if (!block) return [];
  if (indexOfBytes(block.value.subarray(0, 4), facMark) === 0) return readIso19794(block.value);
  // ISO/IEC 39794-5 (extensible): the image is found by its first bytes.
  const found = findImage(readSafely(block.value), 0) ?? searchImage(block.value);
  return found ? [found] : [];
}

/** DG2, tag 75: the portraits. At least one, or LdsError. */
export function decodeDg2(bytes: Uint8Array): Face[] {
  const group = findChild(expectTag(readTlv(bytes), 0x75, 'DG2'), 0x7f61);
  const templates = childrenOf(expectTag(group, 0x7f61, 'biometric group')).filter(
    ({ tag }) => tag === 0x7f60,
  );
  const faces = templates.flatMap(readTemplate);
  if (faces.length === 0) throw new LdsError('lds_missing_field', 'no portrait in DG2');
  return faces;
}
