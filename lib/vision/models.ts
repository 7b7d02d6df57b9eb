/** The networks used, by the files of the package that carries them; a file with another hash is refused. */
export const modelFiles = {
  detect: {
    file: 'fr_detect.onnx',
    sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
    input: 'input',
    outputs: ['scores', 'boxes'],
    shape: [1, 3, 240, 320],
  },
  landmarks: {
    file: 'fr_landmark.onnx',
    sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
    input: 'input',
    outputs: ['output'],
    shape: [1, 1, 64, 64],
  },
  embed: {
    file: 'fr_feature.onnx',
    sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
    input: 'input',
    outputs: ['output'],
    shape: [1, 3, 112, 112],
  },
  liveness: {
    file: 'fr_liveness.onnx',
    sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
    input: 'input',
    outputs: ['output'],
    shape: [1, 3, 128, 128],
  },
} as const;

export type ModelName = keyof typeof modelFiles;

/** Runs one network: flat values in, flat values out by the name of the output. */
export type RunModel = (
  model: ModelName,
  input: Float32Array,
) => Promise<Readonly<Record<string, Float32Array>>>;

/** What a score was computed with; a threshold holds for this and nothing else. */
export const embedderId = `fr_feature@${modelFiles.embed.sha256.slice(0, 12)}+similarity5`;
