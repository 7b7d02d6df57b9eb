import { describe, expect, test } from 'vitest';
import {
  calibrate,
  challengeFrom,
  challengeSteps,
  type Frame,
  type FrameFace,
  fromRgba,
  isStepDone,
  judgeHolder,
  type Point,
  similarity,
  templatePoints,
  thresholdFor,
  withMargin,
} from './index.ts';

/** A face at rest by its 68 points, then moved. */
function pointsOf(change: { turn?: number; mouth?: number } = {}): Point[] {
  const { turn = 0, mouth = 0 } = change;
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 100, y: 100 }));
  points[2] = { x: 50, y: 100 };
  points[14] = { x: 150, y: 100 };
  points[30] = { x: 100 + turn * 50, y: 110 };
  points[48] = { x: 80, y: 140 };
  points[54] = { x: 120, y: 140 };
  points[62] = { x: 100, y: 138 };
  points[66] = { x: 100, y: 138 + mouth * 40 };
  return points;
}

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function face(change: Partial<FrameFace> = {}): FrameFace {
  return {
    box: { x: 0, y: 0, width: 150, height: 180 },
    points: pointsOf(),
    embedding: unit(1, 0.1),
    sharpness: 200,
    liveness: 0.9,
    ...change,
  };
}

const frames = (change: Partial<Record<Frame['step'], readonly FrameFace[]>> = {}): Frame[] => [
  { step: 'rest', faces: change.rest ?? [face()] },
  { step: 'turn_left', faces: change.turn_left ?? [face({ points: pointsOf({ turn: 0.4 }) })] },
  { step: 'open_mouth', faces: change.open_mouth ?? [face({ points: pointsOf({ mouth: 0.5 }) })] },
];

const asked = { challenge: ['turn_left', 'open_mouth'], threshold: 0.34, portrait: unit(1, 0) } as const;

describe('the verdict', () => {
  test('the same person who did both steps is a match', () => {
    expect(judgeHolder({ ...asked, frames: frames() })).toMatchObject({ isMatch: true, findings: [] });
  });

  test.each<[string, Partial<Record<Frame['step'], readonly FrameFace[]>>, string]>([
    ['nobody in a picture', { open_mouth: [] }, 'no_face'],
    ['a second person', { rest: [face(), face()] }, 'several_faces'],
    ['too far away', { rest: [face({ box: { x: 0, y: 0, width: 60, height: 70 } })] }, 'face_too_small'],
    ['blurred', { turn_left: [face({ sharpness: 3, points: pointsOf({ turn: 0.4 }) })] }, 'blurred'],
    ['a step not done', { turn_left: [face()] }, 'step_not_done'],
    [
      'turned to the other side',
      { turn_left: [face({ points: pointsOf({ turn: -0.4 }) })] },
      'step_not_done',
    ],
    [
      'another face in between',
      { open_mouth: [face({ embedding: unit(0, 1), points: pointsOf({ mouth: 0.5 }) })] },
      'face_changed',
    ],
    ['a flat picture', { rest: [face({ liveness: 0 })] }, 'looks_flat'],
    ['another person', { rest: [face({ embedding: unit(0.1, 1) })] }, 'below_threshold'],
  ])('%s goes to the officer', (_, change, finding) => {
    const judged = judgeHolder({ ...asked, frames: frames(change) });
    expect(judged.isMatch).toBe(false);
    expect(judged.findings).toContain(finding);
  });

  test('a missing step, a missing rest and a portrait without a face are said, none refuses', () => {
    expect(judgeHolder({ ...asked, frames: frames().slice(0, 2) }).findings).toEqual(['step_missing']);
    expect(judgeHolder({ ...asked, frames: frames().slice(1) })).toMatchObject({
      score: null,
      isMatch: false,
    });
    expect(judgeHolder({ ...asked, portrait: null, frames: frames() })).toMatchObject({
      score: null,
      isMatch: false,
      findings: ['portrait_without_face'],
    });
  });
});

describe('the challenge', () => {
  test('is two different steps, and every pair in every order comes up', () => {
    const drawn = new Set<string>();
    for (let first = 0; first < 256; first += 1)
      for (let second = 0; second < 8; second += 1)
        drawn.add(challengeFrom(Uint8Array.of(first, second)).join(' '));
    expect(drawn.size).toBe(challengeSteps.length * (challengeSteps.length - 1));
    for (const pair of drawn) expect(new Set(pair.split(' ')).size).toBe(2);
  });

  test('counts against the same face at rest: one who always looks aside has done nothing', () => {
    const aside = pointsOf({ turn: 0.4 });
    expect(isStepDone('turn_left', aside, aside)).toBe(false);
    expect(isStepDone('turn_left', pointsOf(), aside)).toBe(true);
    expect(isStepDone('turn_right', pointsOf(), aside)).toBe(false);
  });
});

describe('calibration', () => {
  const spread = (count: number, low: number, high: number) =>
    Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));

  test('gives the lowest threshold that keeps the wanted rate, and both rates there', () => {
    const found = thresholdFor(calibrate(spread(1000, 0.3, 0.9), spread(10_000, -0.2, 0.4)), 1e-3);
    expect(found?.threshold).toBeGreaterThan(0.39);
    expect(found?.falseMatchRate).toBeLessThanOrEqual(1e-3);
    expect(found?.falseNonMatchRate).toBeCloseTo(0.16, 1);
  });

  test('claims nothing the pairs cannot show, and nothing below 1 in 1,000', () => {
    const few = calibrate(spread(100, 0.5, 0.9), spread(2999, -0.2, 0.2));
    expect(thresholdFor(few, 1e-3)).toBeUndefined();
    expect(thresholdFor(few, 1e-2)).toBeDefined();
    const many = calibrate(spread(100, 0.5, 0.9), spread(100_000, -0.2, 0.4));
    expect(thresholdFor(many, 1e-6)).toEqual(thresholdFor(many, 1e-3));
    expect(() => calibrate([], [0.1])).toThrow(RangeError);
  });
});

describe('geometry', () => {
  test('similarity brings the template onto a turned, larger, shifted copy', () => {
    const [turn, size] = [0.3, 2.5];
    const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
    const copy = templatePoints.map(({ x, y }) => ({ x: cos * x - sin * y + 40, y: sin * x + cos * y - 7 }));
    const found = similarity(templatePoints, copy);
    for (const [index, { x, y }] of templatePoints.entries()) {
      expect(found.ax * x - found.b * y + found.tx).toBeCloseTo(copy[index]?.x ?? 0, 3);
      expect(found.b * x + found.ay * y + found.ty).toBeCloseTo(copy[index]?.y ?? 0, 3);
    }
  });

  test('a canvas loses its fourth channel, a margin surrounds the picture', () => {
    const image = fromRgba(1, 1, Uint8Array.of(1, 2, 3, 255));
    expect([...image.data]).toEqual([1, 2, 3]);
    const wide = withMargin(image, 1, 9);
    expect([wide.width, wide.height]).toEqual([3, 3]);
    expect([...wide.data.subarray(12, 15)]).toEqual([1, 2, 3]);
    expect(wide.data.filter((value) => value === 9)).toHaveLength(24);
  });
});
