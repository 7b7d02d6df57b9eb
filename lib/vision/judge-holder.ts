import { type ChallengeStep, isStepDone } from './challenge.ts';
import type { Box, Point } from './image.ts';
import { similarityOf } from './embed.ts';

/** One face as read from a frame: numbers only, no picture. */
export interface FrameFace {
  readonly box: Box;
  readonly points: readonly Point[];
  readonly embedding: Float32Array;
  readonly sharpness: number;
  /** 0…1, see livenessSignal. */
  readonly liveness: number;
}

export interface Frame {
  readonly step: 'rest' | ChallengeStep;
  readonly faces: readonly FrameFace[];
}

export const holderFindings = [
  'no_face',
  'several_faces',
  'face_too_small',
  'blurred',
  'step_missing',
  'step_not_done',
  'face_changed',
  'looks_flat',
  'below_threshold',
  'portrait_without_face',
] as const;
export type HolderFinding = (typeof holderFindings)[number];

export interface HolderJudgement {
  /** Cosine of the chip's portrait and the face at rest; null when there was nothing to compare. */
  readonly score: number | null;
  /** Reasons for which a person decides; without any the machine takes both for the same. */
  readonly findings: readonly HolderFinding[];
  readonly isMatch: boolean;
}

const LEAST_FACE_PIXELS = 80;
const LEAST_SHARPNESS = 25;
/** Frames of one check show one person: looser than the match, because the head is turned. */
const SAME_PERSON = 0.25;
const LEAST_LIVENESS = 0.02;

function faultsOf(frame: Frame): HolderFinding[] {
  const [face] = frame.faces;
  if (!face) return ['no_face'];
  const found: HolderFinding[] = [];
  if (frame.faces.length > 1) found.push('several_faces');
  if (Math.min(face.box.width, face.box.height) < LEAST_FACE_PIXELS) found.push('face_too_small');
  if (face.sharpness < LEAST_SHARPNESS) found.push('blurred');
  if (frame.step === 'rest' && face.liveness < LEAST_LIVENESS) found.push('looks_flat');
  return found;
}

function stepFaults(frames: readonly Frame[], challenge: readonly ChallengeStep[]): HolderFinding[] {
  const rest = frames.find((frame) => frame.step === 'rest')?.faces[0];
  if (!rest) return ['step_missing'];
  return challenge.flatMap((step): HolderFinding[] => {
    const face = frames.find((frame) => frame.step === step)?.faces[0];
    if (!face) return ['step_missing'];
    const found: HolderFinding[] = isStepDone(step, rest.points, face.points) ? [] : ['step_not_done'];
    return similarityOf(rest.embedding, face.embedding) < SAME_PERSON ? [...found, 'face_changed'] : found;
  });
}

/**
 * Compares the portrait of the chip with what the camera saw. The machine says "the same person" only when nothing is
 * found; everything else goes to a person. It never says "another person".
 */
export function judgeHolder(input: {
  readonly portrait: Float32Array | null;
  readonly frames: readonly Frame[];
  readonly challenge: readonly ChallengeStep[];
  readonly threshold: number;
}): HolderJudgement {
  const { portrait, frames, challenge, threshold } = input;
  const rest = frames.find((frame) => frame.step === 'rest')?.faces[0];
  const score = portrait && rest ? similarityOf(portrait, rest.embedding) : null;
  const findings: HolderFinding[] = [
    ...(portrait ? [] : (['portrait_without_face'] as const)),
    ...frames.flatMap(faultsOf),
    ...stepFaults(frames, challenge),
    ...(score !== null && score < threshold ? (['below_threshold'] as const) : []),
  ];
  const unique = [...new Set(findings)];
  return { score, findings: unique, isMatch: score !== null && unique.length === 0 };
}
