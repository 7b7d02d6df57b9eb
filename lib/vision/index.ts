export { alignedFace, faceSize, similarity, templatePoints } from './align.ts';
export {
  type Calibration,
  calibrate,
  type CalibrationPoint,
  leastClaimedFalseMatchRate,
  thresholdFor,
} from './calibrate.ts';
export { challengeFrom, type ChallengeStep, challengeSteps, isStepDone } from './challenge.ts';
export { findFaces, findPoints, fivePoints, type FoundFace } from './detect.ts';
export { drawFace, type Expression } from './drawn-face.ts';
export { livenessSignal, type ReadFace, readFaces, similarityOf } from './embed.ts';
export { type Box, fromRgba, type Point, type RgbImage, sharpness, withMargin } from './image.ts';
export {
  type Frame,
  type FrameFace,
  type HolderFinding,
  holderFindings,
  type HolderJudgement,
  judgeHolder,
} from './judge-holder.ts';
export { embedderId, modelFiles, type ModelName, type RunModel } from './models.ts';
export { type Pose, poseOf } from './pose.ts';
export { shippedThreshold } from './shipped-threshold.ts';
