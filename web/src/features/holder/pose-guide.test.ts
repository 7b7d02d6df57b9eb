import { expect, test } from 'vitest';
import type { Point } from '#lib/vision';
import { guideOn, startGuide } from './pose-guide.ts';

function face(turn = 0, mouth = 0, width = 200) {
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 100, y: 100 }));
  points[2] = { x: 50, y: 100 };
  points[14] = { x: 150, y: 100 };
  points[30] = { x: 100 + turn * 50, y: 100 };
  points[48] = { x: 80, y: 140 };
  points[54] = { x: 120, y: 140 };
  points[62] = { x: 100, y: 138 };
  points[66] = { x: 100, y: 138 + mouth * 40 };
  return { width, points };
}

test('leads from rest through the steps, each kept after three steady pictures', () => {
  let guide = startGuide(['turn_right', 'open_mouth']);
  const taken: string[] = [];
  const pictures = [
    face(),
    face(),
    face(),
    face(),
    face(-0.5),
    face(-0.5),
    face(-0.5),
    face(0, 0.6),
    face(0, 0.6),
    face(0, 0.6),
  ];
  for (const picture of pictures) {
    const [step = ''] = guide.left;
    const next = guideOn(guide, [picture], 640);
    if (next.isTaken) taken.push(step);
    guide = next.guide;
  }
  expect(taken).toEqual(['rest', 'turn_right', 'open_mouth']);
  expect(guide.left).toEqual([]);
});

test('says what is in the way, and begins counting anew', () => {
  const guide = { ...startGuide(['turn_left']), steady: 2 };
  expect(guideOn(guide, [], 640).guide).toMatchObject({ hint: 'look', steady: 0 });
  expect(guideOn(guide, [face(), face()], 640).guide.hint).toBe('oneOnly');
  expect(guideOn(guide, [face(0, 0, 90)], 640).guide.hint).toBe('closer');
  expect(guideOn(guide, [face(0.9)], 640).guide.hint).toBe('straight');
  expect(guideOn(guide, [face()], 640)).toMatchObject({ isTaken: true, guide: { hint: 'turn_left' } });
});
