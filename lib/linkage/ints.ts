/** A growing column of 32-bit integers; reading past the end gives 0. */
export class Ints {
  data: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Int32Array(capacity);
  }

  get(at: number): number {
    return this.data[at] ?? 0;
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.data[this.length] = value;
    this.length += 1;
  }

  set(at: number, value: number): void {
    this.reserve(at + 1);
    this.data[at] = value;
    if (at >= this.length) this.length = at + 1;
  }

  add(at: number, step: number): void {
    this.reserve(at + 1);
    this.data[at] = (this.data[at] ?? 0) + step;
    if (at >= this.length) this.length = at + 1;
  }

  reserve(size: number): void {
    if (size <= this.data.length) return;
    const grown = new Int32Array(Math.max(size, Math.ceil(this.data.length * 1.6)));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** What is in use. */
  get used(): Int32Array {
    return this.data.subarray(0, this.length);
  }

  restore(values: Int32Array): void {
    this.data = values;
    this.length = values.length;
  }

  get bytes(): number {
    return this.data.byteLength;
  }
}

const logs = new Float64Array(8192);
for (let count = 1; count < logs.length; count += 1) logs[count] = Math.log2(count);

/** log2 of a count; 0 counts as 1. */
export function log2Count(count: number): number {
  return count < 8192 ? (logs[count] ?? 0) : Math.log2(count);
}
