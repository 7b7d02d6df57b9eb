import type { Section, Sections } from './snapshot.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Keys of persons by place in the store, and back. A UUID takes 16 bytes, anything else its UTF-8; both with one byte
 * for the length (0 for a UUID), in one growing block.
 */
export class KeyStore {
  private block: Uint8Array = new Uint8Array(1 << 16);
  private end = 1;
  private offsets: Float64Array = new Float64Array(1024);
  private table: Int32Array;
  private used = 0;

  constructor(expected = 0) {
    const size = 1 << Math.max(12, Math.ceil(Math.log2(Math.max(1, expected))) + 1);
    this.table = new Int32Array(size);
  }

  private encode(key: string): number {
    if (this.end + 3 * key.length + 17 > this.block.length) this.growBlock(3 * key.length + 17);
    const start = this.end;
    if (key.length === 36 && uuid.test(key)) {
      this.block[start] = 0;
      let at = start + 1;
      for (let i = 0; i < 36; i += 2) {
        if (key.charCodeAt(i) === 45) i += 1;
        this.block[at] = hex(key.charCodeAt(i)) * 16 + hex(key.charCodeAt(i + 1));
        at += 1;
      }
      return 17;
    }
    const { written } = encoder.encodeInto(key, this.block.subarray(start + 1));
    if (written > 255) throw new RangeError('a key may have at most 255 bytes');
    this.block[start] = written;
    return written + 1;
  }

  private growBlock(more: number): void {
    const grown = new Uint8Array(Math.max(this.block.length + more, Math.ceil(this.block.length * 1.6)));
    grown.set(this.block.subarray(0, this.end));
    this.block = grown;
  }

  private hashAt(start: number, length: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + length; at += 1)
      hash = Math.imul(hash ^ (this.block[at] ?? 0), 0x01000193);
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  }

  private isSame(first: number, second: number, length: number): boolean {
    for (let at = 0; at < length; at += 1)
      if (this.block[first + at] !== this.block[second + at]) return false;
    return true;
  }

  /** Place of a key, -1 when it is not there. */
  find(key: string): number {
    const length = this.encode(key);
    const mask = this.table.length - 1;
    for (let at = this.hashAt(this.end, length) & mask; ; at = (at + 1) & mask) {
      const slot = this.table[at] ?? 0;
      if (slot === 0) return -1;
      if (slot > 0 && this.isSame(this.offsets[slot - 1] ?? 0, this.end, length)) return slot - 1;
    }
  }

  /** The key must not be there yet, the slot must be free. */
  put(key: string, slot: number): void {
    if (this.used * 2 >= this.table.length) this.growTable();
    const length = this.encode(key);
    if (slot >= this.offsets.length) {
      const grown = new Float64Array(Math.max(slot + 1, Math.ceil(this.offsets.length * 1.6)));
      grown.set(this.offsets);
      this.offsets = grown;
    }
    this.offsets[slot] = this.end;
    this.insert(slot, this.hashAt(this.end, length));
    this.end += length;
  }

  private insert(slot: number, hash: number): void {
    const mask = this.table.length - 1;
    let at = hash & mask;
    while ((this.table[at] ?? 0) !== 0) at = (at + 1) & mask;
    this.table[at] = slot + 1;
    this.used += 1;
  }

  private growTable(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    this.used = 0;
    for (const slot of old) {
      if (slot <= 0) continue;
      const start = this.offsets[slot - 1] ?? 0;
      this.insert(slot - 1, this.hashAt(start, this.lengthAt(start)));
    }
  }

  private lengthAt(start: number): number {
    const length = this.block[start] ?? 0;
    return length === 0 ? 17 : length + 1;
  }

  delete(slot: number): void {
    const start = this.offsets[slot] ?? 0;
    const mask = this.table.length - 1;
    for (let at = this.hashAt(start, this.lengthAt(start)) & mask; ; at = (at + 1) & mask) {
      if (this.table[at] === 0) return;
      if (this.table[at] !== slot + 1) continue;
      this.table[at] = -1;
      this.offsets[slot] = 0;
      return;
    }
  }

  get(slot: number): string {
    const start = this.offsets[slot] ?? 0;
    const length = this.block[start] ?? 0;
    if (start === 0) return '';
    if (length > 0) return decoder.decode(this.block.subarray(start + 1, start + 1 + length));
    const digits = Array.from(this.block.subarray(start + 1, start + 17), (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    const text = digits.join('');
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
      '-',
    );
  }

  save(): Readonly<Record<string, Section>> {
    const used = Int32Array.of(this.used);
    return { block: this.block.subarray(0, this.end), offsets: this.offsets, table: this.table, used };
  }

  load(sections: Sections): void {
    this.block = sections.bytes('block');
    this.end = this.block.length;
    this.offsets = sections.numbers('offsets');
    this.table = sections.ints('table');
    this.used = sections.ints('used')[0] ?? 0;
  }

  get bytes(): number {
    return this.block.byteLength + this.offsets.byteLength + this.table.byteLength;
  }
}

function hex(code: number): number {
  return code <= 57 ? code - 48 : code - 87;
}
