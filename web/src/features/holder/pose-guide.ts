import { type ChallengeStep, isStepDone, type Point, poseOf } from '#lib/vision';
import type { SeenFace } from './face-worker.ts';

/** What the person is told at this moment. */
export type Hint = 'look' | 'closer' | 'oneOnly' | 'straight' | 'hold' | ChallengeStep;

export type Guide = {
  /** Steps still to do, the present one first; the first of all is to look straight. */
  left: readonly ('rest' | ChallengeStep)[];
  rest: readonly Point[] | null;
  /** How many pictures in a row were as wanted. */
  steady: number;
  hint: Hint;
};

const LEAST_WIDTH = 0.22;
const MOST_TURN_AT_REST = 0.35;
const STEADY_PICTURES = 3;

export function startGuide(challenge: readonly ChallengeStep[]): Guide {
  return { left: ['rest', ...challenge], rest: null, steady: 0, hint: 'look' };
}

function wanted(guide: Guide, points: readonly Point[]): boolean {
  const [step] = guide.left;
  if (step === undefined) return false;
  if (step === 'rest' || guide.rest === null) return Math.abs(poseOf(points).turn) <= MOST_TURN_AT_REST;
  return isStepDone(step, guide.rest, points);
}

/**
 * What to say after a picture, and whether this picture is the one to keep for the present step.
 * @param pictureWidth in pixels, for how near the face is
 */
export function guideOn(
  guide: Guide,
  faces: readonly SeenFace[],
  pictureWidth: number,
): { guide: Guide; isTaken: boolean } {
  const [face, other] = faces;
  const waiting = (hint: Hint) => ({ guide: { ...guide, steady: 0, hint }, isTaken: false });
  const [step] = guide.left;
  if (step === undefined) return { guide, isTaken: false };
  if (!face) return waiting('look');
  if (other) return waiting('oneOnly');
  if (face.width < pictureWidth * LEAST_WIDTH) return waiting('closer');
  if (!wanted(guide, face.points)) return waiting(step === 'rest' ? 'straight' : step);
  const steady = guide.steady + 1;
  if (steady < STEADY_PICTURES) return { guide: { ...guide, steady, hint: 'hold' }, isTaken: false };
  const left = guide.left.slice(1);
  const [next] = left;
  return {
    guide: {
      left,
      rest: step === 'rest' ? face.points : guide.rest,
      steady: 0,
      hint: next === undefined || next === 'rest' ? 'hold' : next,
    },
    isTaken: true,
  };
}
