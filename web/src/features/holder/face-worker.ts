import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import detectUrl from 'faceplugin-face-recognition-js/model/fr_detect.onnx?url';
import landmarksUrl from 'faceplugin-face-recognition-js/model/fr_landmark.onnx?url';
import { findFaces, findPoints, fromRgba, modelFiles, type Point, type RunModel } from '#lib/vision';

// Program and networks come from our own server; one thread, because a page without cross-origin isolation has no more.
env.wasm.wasmPaths = { wasm: wasmUrl };
env.wasm.numThreads = 1;

export type FaceQuestion = { id: number; picture: ImageData };
export type SeenFace = { width: number; points: Point[] };
export type FaceReply = { id: number; faces: SeenFace[]; failed?: true };

const urls = { detect: detectUrl, landmarks: landmarksUrl } as const;
const sessions = new Map<string, Promise<InferenceSession>>();

function sessionOf(name: keyof typeof urls): Promise<InferenceSession> {
  const known = sessions.get(name) ?? InferenceSession.create(urls[name], { executionProviders: ['wasm'] });
  sessions.set(name, known);
  return known;
}

const run: RunModel = async (name, input) => {
  if (name !== 'detect' && name !== 'landmarks') throw new Error('the browser only finds faces');
  const model = modelFiles[name];
  const session = await sessionOf(name);
  const outputs = await session.run({ [model.input]: new Tensor('float32', input, [...model.shape]) });
  return Object.fromEntries(model.outputs.map((output) => [output, outputs[output]?.data as Float32Array]));
};

async function look({ width, height, data }: ImageData): Promise<SeenFace[]> {
  const image = fromRgba(width, height, data);
  const seen: SeenFace[] = [];
  for (const { box } of (await findFaces(image, run)).slice(0, 2))
    seen.push({ width: box.width, points: await findPoints(image, box, run) });
  return seen;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<FaceQuestion>) => void) | null;
  postMessage: (reply: FaceReply) => void;
};

scope.onmessage = ({ data }) => {
  void look(data.picture)
    .then((faces) => scope.postMessage({ id: data.id, faces }))
    .catch(() => scope.postMessage({ id: data.id, faces: [], failed: true }));
};
