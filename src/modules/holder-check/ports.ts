import type { Face } from '#lib/identity';
import type { FrameFace } from '#lib/vision';

/** Reads faces from pictures, away from the thread that answers requests. Nothing it is given is kept. */
export interface FaceReader {
  /** The faces of a picture, the largest first. Rejects with RangeError when it is no picture. */
  read(picture: {
    readonly type: Face['type'];
    readonly bytes: Uint8Array;
    readonly isPortrait: boolean;
  }): Promise<readonly FrameFace[]>;
  close(): Promise<void>;
}

declare module '#platform/runtime' {
  interface Ports {
    /** Null where the networks are not installed: then officers compare by eye. */
    faceReader: FaceReader | null;
  }
}
