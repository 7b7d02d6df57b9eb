/** Seeded generator (sfc32, Chris Doty-Humphrey's small fast counting generator): not for secrets. */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: string) {
    this.a = hashText(`${seed}#a`);
    this.b = hashText(`${seed}#b`);
    this.c = hashText(`${seed}#c`);
    this.d = 1;
    for (let i = 0; i < 12; i++) this.next();
  }

  /** Unsigned 32-bit integer. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** In [0, 1). */
  float(): number {
    return this.next() / 4294967296;
  }

  /** Integer in [0, n). */
  int(n: number): number {
    return Math.floor((this.next() / 4294967296) * n);
  }

  /** Integer in [low, high]. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  chance(p: number): boolean {
    return this.next() < p * 4294967296;
  }

  /** Roughly normal (sum of three uniforms). */
  normal(mean: number, deviation: number): number {
    return mean + (this.float() + this.float() + this.float() - 1.5) * 2 * deviation;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.int(list.length)];
    if (item === undefined) throw new RangeError('pick from an empty list');
    return item;
  }
}

/** FNV-1a over UTF-16 units with a final avalanche; unsigned 32 bits. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Weighted choice in constant time (Vose's alias method). */
export class WeightedChoice<T> {
  readonly items: readonly T[];
  private readonly probability: Float64Array;
  private readonly alias: Int32Array;

  constructor(items: readonly T[], weights: readonly number[]) {
    const n = items.length;
    if (n === 0 || weights.length !== n) throw new RangeError('items and weights must pair up');
    const total = weights.reduce((sum, w) => sum + w, 0);
    if (!(total > 0)) throw new RangeError('weights must sum to more than zero');
    this.items = items;
    this.probability = new Float64Array(n);
    this.alias = new Int32Array(n);
    this.fill(weights.map((w) => (w * n) / total));
  }

  private fill(scaled: number[]): void {
    const small: number[] = [];
    const large: number[] = [];
    scaled.forEach((w, i) => (w < 1 ? small : large).push(i));
    for (;;) {
      const low = small.pop();
      if (low === undefined) break;
      const high = large.pop();
      if (high === undefined) {
        this.probability[low] = 1;
        continue;
      }
      this.probability[low] = scaled[low] ?? 1;
      this.alias[low] = high;
      const rest = (scaled[high] ?? 1) + (scaled[low] ?? 0) - 1;
      scaled[high] = rest;
      (rest < 1 ? small : large).push(high);
    }
    for (const high of large) this.probability[high] = 1;
  }

  pick(random: SeededRandom): T {
    const i = random.int(this.items.length);
    const slot = random.float() < (this.probability[i] ?? 1) ? i : (this.alias[i] ?? i);
    const item = this.items[slot];
    if (item === undefined) throw new RangeError('weighted choice out of range');
    return item;
  }
}
