export { encodePicture } from './encode-picture.ts';
export { openFaceReader } from './face-reader.ts';
export { holderCheck } from './module.ts';
export type { FaceReader } from './ports.ts';
export { proposeThreshold } from './thresholds.ts';
