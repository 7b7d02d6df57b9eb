import { makeRule, personHash, type Rule } from './blocks.ts';
import { buildFields, type FieldSet } from './comparators.ts';
import type { Spot } from './comparator.ts';
import { KeyStore } from './keys.ts';
import { type Section, type Sections, SnapshotReader, snapshotOf } from './snapshot.ts';
import type { IndexOptions, LinkageConfig, PopulationRecord } from './types.ts';

const states = ['alive', 'deceased', 'moved_away'] as const;
const stateMask = 3;
const gone = 4;
const mostUnlinked = 250_000;

/** The population side: persons as integers in one flat store, frequencies, and chains of those that share a key. */
export interface PopulationIndex {
  readonly config: LinkageConfig;
  /** Persons in it. */
  readonly size: number;
  /** Memory taken, estimated from the lengths of its parts. */
  readonly bytes: number;
  has(key: string): boolean;
  /** Throws RangeError when the key is there already. */
  add(record: PopulationRecord): void;
  /** Adds the person or puts the new values in place of the old. */
  replace(record: PopulationRecord): void;
  /** False when the key is unknown. */
  remove(key: string): boolean;
  addAll(records: Iterable<PopulationRecord>): void;
  addStream(records: AsyncIterable<PopulationRecord>): Promise<void>;
  /** Finishes what adding has put off; the next question would do it otherwise. */
  settle(): void;
  /** All of it as binary chunks. They hold numbers and names: encrypt them before they leave the process. */
  snapshot(): Iterable<Uint8Array>;
}

/** Makes an empty index. `options` must be the same for every index that is to give the same scores. */
export function createPopulationIndex(config: LinkageConfig, options: IndexOptions = {}): PopulationIndex {
  return new FlatIndex(config, options);
}

/** The index whose snapshot this is. Throws RangeError when it is cut short or of another engine or configuration. */
export async function restorePopulationIndex(
  config: LinkageConfig,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: IndexOptions = {},
): Promise<PopulationIndex> {
  const reader = new SnapshotReader();
  for await (const chunk of chunks) reader.push(chunk);
  const index = new FlatIndex(config, { ...options, expected: 0 });
  reader.finish(index);
  return index;
}

export class FlatIndex implements PopulationIndex {
  readonly config: LinkageConfig;
  readonly fields: FieldSet;
  readonly rules: readonly Rule[];
  readonly stride: number;
  readonly keys: KeyStore;
  data: Int32Array;
  /** Places ever used; those of removed persons are used again. */
  slots = 0;
  /** Mark of the last search. */
  marks = 0;
  /** First place not yet in the chains. */
  private unlinked = 0;
  private readonly free: number[] = [];
  private readonly spot: Spot;

  constructor(config: LinkageConfig, options: IndexOptions) {
    this.config = config;
    this.keys = new KeyStore(options.expected ?? 0);
    this.fields = buildFields(config, options);
    let link = this.fields.width;
    this.rules = config.blocking.map((names) => {
      const rule = makeRule(
        names.join(' + '),
        names.map((name) => this.partOf(name)),
        link,
      );
      link += 1;
      return rule;
    });
    // One integer more: the mark of the last search that saw the person.
    this.stride = link + 1;
    if (this.fields.number) this.fields.number.stride = this.stride;
    this.data = new Int32Array(this.stride * Math.max(1024, options.expected ?? 0));
    this.spot = { data: this.data, at: 0 };
    const heads = 1 << Math.max(12, Math.ceil(Math.log2(Math.max(1, options.expected ?? 0))));
    for (const rule of this.rules) rule.heads = new Int32Array(heads);
  }

  private partOf(name: string) {
    const dot = name.lastIndexOf('.');
    const comparator = this.fields.byField.get(name.slice(0, dot));
    const part = name.slice(dot + 1);
    if (!comparator?.parts.includes(part)) throw new RangeError(`no such key to block by: ${name}`);
    return { comparator, part };
  }

  get size(): number {
    return this.fields.shared.size;
  }

  get bytes(): number {
    const { shared, comparators } = this.fields;
    const heads = this.rules.reduce((sum, rule) => sum + rule.heads.byteLength, 0);
    const tables = comparators.reduce((sum, comparator) => sum + comparator.bytes, 0);
    return this.data.byteLength + heads + tables + this.keys.bytes + shared.words.bytes + shared.names.bytes;
  }

  has(key: string): boolean {
    return this.keys.find(key) >= 0;
  }

  add(record: PopulationRecord): void {
    if (this.has(record.key)) throw new RangeError('a person with this key is there already');
    const slot = this.free.at(-1) ?? this.slots;
    this.keys.put(record.key, slot);
    if (this.slots - this.unlinked >= mostUnlinked) this.settle();
    if (slot === this.slots) this.slots += 1;
    else this.free.pop();
    if (this.slots * this.stride > this.data.length) this.grow();
    this.put(record, slot);
  }

  replace(record: PopulationRecord): void {
    const slot = this.keys.find(record.key);
    if (slot < 0) {
      this.add(record);
      return;
    }
    this.settle();
    this.take(slot);
    this.put(record, slot);
  }

  remove(key: string): boolean {
    const slot = this.keys.find(key);
    if (slot < 0) return false;
    this.settle();
    this.take(slot);
    this.keys.delete(slot);
    this.data[slot * this.stride] = gone;
    this.free.push(slot);
    return true;
  }

  addAll(records: Iterable<PopulationRecord>): void {
    for (const record of records) this.add(record);
  }

  /** Puts those added lately into the chains, rule by rule: the heads of one rule stay near meanwhile. */
  settle(): void {
    if (this.unlinked === this.slots) return;
    for (const rule of this.rules) {
      for (let slot = this.unlinked; slot < this.slots; slot += 1) this.linkBy(rule, this.spotOf(slot), slot);
    }
    this.unlinked = this.slots;
  }

  async addStream(records: AsyncIterable<PopulationRecord>): Promise<void> {
    for await (const record of records) this.add(record);
  }

  spotOf(slot: number): Spot {
    this.spot.data = this.data;
    this.spot.at = slot * this.stride;
    return this.spot;
  }

  stateOf(slot: number): 'alive' | 'deceased' | 'moved_away' {
    return states[(this.data[slot * this.stride] ?? 0) & stateMask] ?? 'alive';
  }

  snapshot(): Iterable<Uint8Array> {
    return snapshotOf(this);
  }

  save(): Readonly<Record<string, Section>> {
    this.settle();
    const heads = Object.fromEntries(this.rules.map((rule, at) => [`heads.${at}`, rule.heads]));
    const state = Int32Array.of(this.slots, this.size);
    const data = this.data.subarray(0, this.slots * this.stride);
    return { data, free: Int32Array.from(this.free), state, ...heads };
  }

  load(sections: Sections): void {
    this.data = sections.ints('data');
    for (const slot of sections.ints('free')) this.free.push(slot);
    const [slots = 0, size = 0] = sections.ints('state');
    this.slots = slots;
    this.unlinked = slots;
    this.fields.shared.size = size;
    this.fields.shared.logSize = Math.log2(Math.max(1, size));
    for (const [at, rule] of this.rules.entries()) rule.heads = sections.ints(`heads.${at}`);
    for (let mark = this.stride - 1; mark < this.data.length; mark += this.stride) this.data[mark] = 0;
  }

  private put(record: PopulationRecord, slot: number): void {
    const spot = this.spotOf(slot);
    const { number, comparators, shared } = this.fields;
    this.data[spot.at] = Math.max(0, states.indexOf(record.flags?.state ?? 'alive'));
    for (const comparator of comparators) comparator.write(record.values, spot);
    const { cancelledNumbers, formerNumbers } = record.flags ?? {};
    if (cancelledNumbers || formerNumbers) {
      number?.writeMore({ cancelled: cancelledNumbers, former: formerNumbers }, spot, slot);
    }
    for (const comparator of comparators) comparator.count(spot, 1);
    shared.size += 1;
    shared.logSize = Math.log2(shared.size);
    if (slot < this.unlinked) for (const rule of this.rules) this.linkBy(rule, spot, slot);
  }

  private take(slot: number): void {
    const spot = this.spotOf(slot);
    const { number, comparators, shared } = this.fields;
    for (const comparator of comparators) comparator.count(spot, -1);
    shared.size -= 1;
    shared.logSize = Math.log2(Math.max(1, shared.size));
    for (const rule of this.rules) this.unlink(rule, slot);
    number?.forget(slot);
  }

  private linkBy(rule: Rule, spot: Spot, slot: number): void {
    const hash = personHash(rule, spot);
    if (hash < 0) return;
    const at = hash & (rule.heads.length - 1);
    this.data[spot.at + rule.link] = rule.heads[at] ?? 0;
    rule.heads[at] = slot + 1;
  }

  private unlink(rule: Rule, slot: number): void {
    const hash = personHash(rule, this.spotOf(slot));
    if (hash < 0) return;
    const head = hash & (rule.heads.length - 1);
    const after = this.data[slot * this.stride + rule.link] ?? 0;
    this.data[slot * this.stride + rule.link] = 0;
    if (rule.heads[head] === slot + 1) {
      rule.heads[head] = after;
      return;
    }
    for (let at = rule.heads[head] ?? 0; at !== 0; ) {
      const place = (at - 1) * this.stride + rule.link;
      const next = this.data[place] ?? 0;
      if (next === slot + 1) {
        this.data[place] = after;
        return;
      }
      at = next;
    }
  }

  private grow(): void {
    const grown = new Int32Array(this.stride * Math.ceil(this.slots * 1.6));
    grown.set(this.data);
    this.data = grown;
    const wanted = 1 << Math.ceil(Math.log2(this.slots * 1.6));
    if ((this.rules[0]?.heads.length ?? wanted) < wanted) this.relink(wanted);
  }

  private relink(heads: number): void {
    for (const rule of this.rules) {
      rule.heads = new Int32Array(heads);
      for (let slot = 0; slot < this.unlinked; slot += 1) {
        const spot = this.spotOf(slot);
        if (this.data[spot.at] === gone) continue;
        this.data[spot.at + rule.link] = 0;
        this.linkBy(rule, spot, slot);
      }
    }
  }
}
