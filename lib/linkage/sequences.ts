import type { Section, Sections } from './snapshot.ts';
import { Ints } from './ints.ts';

function hashOf(values: readonly number[]): number {
  let hash = 0x27d4eb2f;
  for (let at = 0; at < values.length; at += 1) {
    hash = Math.imul(hash ^ (values[at] ?? 0), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** Numbers for short sequences of integers, given in order of arrival. */
export class SequenceTable {
  private readonly arena = new Ints();
  private readonly starts = new Ints();
  private table = new Int32Array(1 << 12);

  constructor() {
    this.starts.push(0);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  /** -1 when the sequence is new. */
  find(values: readonly number[]): number {
    const mask = this.table.length - 1;
    for (let at = hashOf(values) & mask; ; at = (at + 1) & mask) {
      const id = (this.table[at] ?? 0) - 1;
      if (id < 0 || this.isSame(id, values)) return id;
    }
  }

  intern(values: readonly number[]): number {
    const known = this.find(values);
    if (known >= 0) return known;
    const id = this.size;
    for (const value of values) this.arena.push(value);
    this.starts.push(this.arena.length);
    if (this.size * 2 > this.table.length) this.grow();
    else this.put(id, hashOf(values));
    return id;
  }

  private isSame(id: number, values: readonly number[]): boolean {
    const start = this.starts.get(id);
    if (this.starts.get(id + 1) - start !== values.length) return false;
    for (let at = 0; at < values.length; at += 1) if (this.arena.get(start + at) !== values[at]) return false;
    return true;
  }

  private put(id: number, hash: number): void {
    const mask = this.table.length - 1;
    let at = hash & mask;
    while (this.table[at] !== 0) at = (at + 1) & mask;
    this.table[at] = id + 1;
  }

  private grow(): void {
    this.table = new Int32Array(this.table.length * 4);
    for (let id = 0; id < this.size; id += 1) this.put(id, hashOf(this.valuesOf(id)));
  }

  valuesOf(id: number): readonly number[] {
    return Array.from(this.arena.data.subarray(this.starts.get(id), this.starts.get(id + 1)));
  }

  save(): Readonly<Record<string, Section>> {
    return { arena: this.arena.used, starts: this.starts.used };
  }

  /** The sequences alone: `find` needs them interned anew. */
  load(sections: Sections): void {
    this.arena.restore(sections.ints('arena'));
    this.starts.restore(sections.ints('starts'));
  }

  get bytes(): number {
    return this.arena.bytes + this.starts.bytes + this.table.byteLength;
  }
}
