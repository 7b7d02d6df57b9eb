import { earthLongitude, moonPeriodicTerms, moonPlanetaryTerms } from './series.ts';

// Instants in this file are Julian Ephemeris Days (JDE, Terrestrial Time) unless a name ends in Ut.

const radians = Math.PI / 180;
const sinDeg = (degrees: number): number => Math.sin(degrees * radians);
const poly = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0);
const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** Instant of the k-th new moon after that of 2000-01-06. Meeus, Astronomical Algorithms (2nd ed.), ch. 49. */
export function newMoon(k: number): number {
  const t = k / 1236.85;
  const e = poly(t, [1, -0.002516, -0.0000074]);
  const sun = 2.5534 + 29.1053567 * k + poly(t, [0, 0, -0.0000014, -0.00000011]);
  const moon = 201.5643 + 385.81693528 * k + poly(t, [0, 0, 0.0107582, 0.00001238, -0.000000058]);
  const latitude = 160.7108 + 390.67050284 * k + poly(t, [0, 0, -0.0016118, -0.00000227, 0.000000011]);
  const node = 124.7746 - 1.56375588 * k + poly(t, [0, 0, 0.0020672, 0.00000215]);
  const mean = 2451550.09766 + 29.530588861 * k + poly(t, [0, 0, 0.00015437, -0.00000015, 0.00000000073]);

  const periodic = moonPeriodicTerms.reduce(
    (sum, [size, ePower, m, mm, f]) => sum + size * e ** ePower * sinDeg(m * sun + mm * moon + f * latitude),
    -17 * sinDeg(node),
  );
  const planetary = moonPlanetaryTerms.reduce(
    (sum, [size, start, rate], i) => sum + size * sinDeg(start + rate * k - (i === 0 ? 0.009173 * t * t : 0)),
    0,
  );
  return mean + periodic * 1e-5 + planetary * 1e-6;
}

/** The number of the last new moon at or near a Julian Day; callers step to the exact one. */
export function newMoonNumberNear(jd: number): number {
  return Math.round((jd - 2451550.09766) / 29.530588861);
}

/** Apparent longitude of the sun in degrees, 0 ≤ x < 360, within about 1″. Meeus ch. 25, higher accuracy. */
export function sunLongitude(jde: number): number {
  const t = (jde - 2451545) / 36525;
  const tau = t / 10;
  const earth = poly(
    tau,
    earthLongitude.map((terms) =>
      terms.reduce((sum, [size, phase, rate]) => sum + size * Math.cos(phase + rate * tau), 0),
    ),
  );
  const anomaly = 357.52911 + 35999.05029 * t;
  const radius = 1.00014 - 0.01671 * Math.cos(anomaly * radians) - 0.00014 * Math.cos(2 * anomaly * radians);
  const node = 125.04452 - 1934.136261 * t;
  const sun = 280.4665 + 36000.7698 * t;
  const moon = 218.3165 + 481267.8813 * t;
  const nutation =
    -17.2 * sinDeg(node) - 1.32 * sinDeg(2 * sun) - 0.23 * sinDeg(2 * moon) + 0.21 * sinDeg(2 * node);
  const seconds = -0.09033 + nutation - 20.4898 / radius;
  return turn((earth * 1e-8) / radians + 180 + seconds / 3600);
}

/** Instant at which the sun reaches `degrees`, nearest to the Julian Day given (within half a year). */
export function sunReaches(degrees: number, near: number): number {
  let jde = near;
  for (let round = 0; round < 8; round += 1) {
    const gap = turn(degrees - sunLongitude(jde) + 180) - 180;
    jde += (gap * 365.2422) / 360;
    if (Math.abs(gap) < 1e-7) break;
  }
  return jde;
}

/** TT − UT in seconds. Espenak and Meeus, Five Millennium Canon (2006), polynomial expressions for ΔT, 1900–2150. */
export function deltaT(year: number): number {
  const ranges: [number, number, number[]][] = [
    [1920, 1900, [-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197]],
    [1941, 1920, [21.2, 0.84493, -0.0761, 0.0020936]],
    [1961, 1950, [29.07, 0.407, -1 / 233, 1 / 2547]],
    [1986, 1975, [45.45, 1.067, -1 / 260, -1 / 718]],
    [2005, 2000, [63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599]],
    [2050, 2000, [62.92, 0.32217, 0.005589]],
  ];
  const found = ranges.find(([until]) => year < until);
  if (found) return poly(year - found[1], found[2]);
  return -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * Math.max(0, 2150 - year);
}

/** Universal-time Julian Day of an ephemeris instant. */
export function universalTime(jde: number): number {
  return jde - deltaT(2000 + (jde - 2451545) / 365.25) / 86_400;
}
