import type { Point } from './image.ts';

/** How a face is held, from its points; ratios, so that size and distance do not matter. */
export interface Pose {
  /** Where the nose stands between the cheeks: 0 is straight, below 0 turned to the left of the picture. About −1…1. */
  readonly turn: number;
  /** How far the lips are apart, in widths of the mouth. */
  readonly mouth: number;
  /** How far the eyes are open: height to width, the mean of both. */
  readonly eyes: number;
  /** Tilt of the head in radians. */
  readonly tilt: number;
}

function distance(a: Point | undefined, b: Point | undefined): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function openness(points: readonly Point[], first: number): number {
  const at = (index: number): Point | undefined => points[first + index];
  const height = (distance(at(1), at(5)) + distance(at(2), at(4))) / 2;
  return ratio(height, distance(at(0), at(3)));
}

export function poseOf(points: readonly Point[]): Pose {
  const [left, nose, right] = [points[2], points[30], points[14]];
  const [toLeft, toRight] = [distance(left, nose), distance(nose, right)];
  const [a, b] = [points[36], points[45]];
  return {
    turn: ratio(toLeft - toRight, toLeft + toRight),
    mouth: ratio(distance(points[62], points[66]), distance(points[48], points[54])),
    eyes: (openness(points, 36) + openness(points, 42)) / 2,
    tilt: a && b ? Math.atan2(b.y - a.y, b.x - a.x) : 0,
  };
}
