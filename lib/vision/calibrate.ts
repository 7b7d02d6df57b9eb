/** One point of the curve: shares of strangers let through and of the right persons not recognised. */
export interface CalibrationPoint {
  readonly threshold: number;
  readonly falseMatchRate: number;
  readonly falseNonMatchRate: number;
}

export interface Calibration {
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  /** What the impostor pairs can prove at 95 %: with no false match among n, the rate may still be 3/n. */
  readonly provableFalseMatchRate: number;
  readonly points: readonly CalibrationPoint[];
  /** Where both rates are nearest. */
  readonly equalErrorRate: number;
}

/** Nothing below this is claimed, whatever the data seem to say. */
export const leastClaimedFalseMatchRate = 1e-3;

function shareAtLeast(sorted: readonly number[], threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) >= threshold) high = middle;
    else low = middle + 1;
  }
  return sorted.length === 0 ? 0 : (sorted.length - low) / sorted.length;
}

/** The curve of a set of labelled pairs. Throws RangeError without both kinds of pairs. */
export function calibrate(genuine: readonly number[], impostor: readonly number[]): Calibration {
  if (genuine.length === 0 || impostor.length === 0)
    throw new RangeError('pairs of the same person and of different persons are both needed');
  const same = genuine.toSorted((a, b) => a - b);
  const other = impostor.toSorted((a, b) => a - b);
  const points = Array.from({ length: 141 }, (_, step) => {
    const threshold = Math.round((-0.2 + step * 0.0085714) * 1e4) / 1e4;
    return {
      threshold,
      falseMatchRate: shareAtLeast(other, threshold),
      falseNonMatchRate: 1 - shareAtLeast(same, threshold),
    };
  });
  const equal = points.reduce((best, point) =>
    Math.abs(point.falseMatchRate - point.falseNonMatchRate) <
    Math.abs(best.falseMatchRate - best.falseNonMatchRate)
      ? point
      : best,
  );
  return {
    genuinePairs: genuine.length,
    impostorPairs: impostor.length,
    provableFalseMatchRate: 3 / impostor.length,
    points,
    equalErrorRate: (equal.falseMatchRate + equal.falseNonMatchRate) / 2,
  };
}

/** The lowest threshold whose rate of false matches is at most the wanted one; undefined when the data cannot show it. */
export function thresholdFor(calibration: Calibration, wanted: number): CalibrationPoint | undefined {
  const aim = Math.max(wanted, leastClaimedFalseMatchRate);
  if (calibration.provableFalseMatchRate > aim) return undefined;
  return calibration.points.find((point) => point.falseMatchRate <= aim);
}
