import { poseOf } from './pose.ts';
import type { Point } from './image.ts';

/** What the person at the camera is asked to do; left and right are the person's own. */
export const challengeSteps = ['turn_left', 'turn_right', 'open_mouth'] as const;
export type ChallengeStep = (typeof challengeSteps)[number];

const STEPS_ASKED = 2;

/** Two different steps in an order nobody can foresee, from fresh random bytes. */
export function challengeFrom(bytes: Uint8Array): ChallengeStep[] {
  const left = [...challengeSteps];
  return Array.from({ length: STEPS_ASKED }, (_, index) => {
    const [taken] = left.splice((bytes[index] ?? 0) % left.length, 1);
    return taken ?? 'open_mouth';
  });
}

const LEAST_TURN = 0.1;
const LEAST_OPENING = 0.07;

/** Whether a step was done, against the same face at rest. The picture is not mirrored. */
export function isStepDone(step: ChallengeStep, rest: readonly Point[], now: readonly Point[]): boolean {
  const [before, after] = [poseOf(rest), poseOf(now)];
  if (step === 'open_mouth') return after.mouth - before.mouth >= LEAST_OPENING;
  const turned = after.turn - before.turn;
  return step === 'turn_left' ? turned >= LEAST_TURN : turned <= -LEAST_TURN;
}
