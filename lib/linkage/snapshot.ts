import type { FlatIndex } from './population-index.ts';
import { engineVersion } from './version.ts';

/** What a part of the index keeps, by name: integers, bytes, or texts. */
export type Section = Int32Array | Float64Array | Uint8Array | readonly string[];

/** A part that can be stored and brought back. `load` gets the sections that `save` gave. */
export interface Stored {
  save(): Readonly<Record<string, Section>>;
  load(sections: Sections): void;
}

/** Sections of one part, by name. */
export class Sections {
  private readonly byName: ReadonlyMap<string, Uint8Array>;
  private readonly prefix: string;

  constructor(byName: ReadonlyMap<string, Uint8Array>, prefix: string) {
    this.byName = byName;
    this.prefix = prefix;
  }

  bytes(name: string): Uint8Array {
    const found = this.byName.get(this.prefix + name);
    if (!found) throw new RangeError(`the snapshot lacks ${this.prefix}${name}`);
    return found;
  }

  ints(name: string): Int32Array {
    const bytes = this.bytes(name);
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  }

  numbers(name: string): Float64Array {
    const bytes = this.bytes(name);
    return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  }

  texts(name: string): readonly string[] {
    return JSON.parse(decoder.decode(this.bytes(name))) as string[];
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const chunkBytes = 8 << 20;

function partsOf(index: FlatIndex): readonly (readonly [string, Stored])[] {
  const { shared, byField } = index.fields;
  const fields = [...byField].map(([name, comparator]) => [`field.${name}.`, comparator] as const);
  return [
    ['words.', shared.words],
    ['names.', shared.names],
    ...fields,
    ['keys.', index.keys],
    ['index.', index],
  ];
}

function signatureOf(index: FlatIndex): string {
  const { fields, blocking } = index.config;
  return JSON.stringify({ engine: engineVersion, fields, blocking });
}

function bytesOf(section: Section): Uint8Array {
  if (section instanceof Uint8Array) return section;
  if (section instanceof Int32Array || section instanceof Float64Array) {
    return new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
  }
  return encoder.encode(JSON.stringify(section));
}

function headOf(name: string, length: number): Uint8Array {
  const text = encoder.encode(name);
  const head = new Uint8Array(12 + text.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, text.length, true);
  view.setFloat64(4, length, true);
  head.set(text, 12);
  return head;
}

/**
 * The whole index as chunks of at most 8 MiB, in this machine's byte order. It holds numbers, names and addresses of
 * everybody: the caller encrypts what leaves the process. Nothing may change while it runs.
 */
export function* snapshotOf(index: FlatIndex): Generator<Uint8Array, void, undefined> {
  const signature = encoder.encode(signatureOf(index));
  yield headOf('signature', signature.length);
  yield signature;
  for (const [prefix, part] of partsOf(index)) {
    for (const [name, section] of Object.entries(part.save())) {
      const bytes = bytesOf(section);
      yield headOf(prefix + name, bytes.length);
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    }
  }
}

/** Takes the bytes of a snapshot, cut in any way, and sorts them into sections. */
export class SnapshotReader {
  readonly sections = new Map<string, Uint8Array>();
  private head = new Uint8Array(0);
  private body: Uint8Array | undefined;
  private filled = 0;

  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.body ? this.fill(this.body, rest) : this.readHead(rest);
  }

  private readHead(rest: Uint8Array): Uint8Array {
    const before = this.head.length;
    const all = new Uint8Array(before + rest.length);
    all.set(this.head);
    all.set(rest, before);
    const view = new DataView(all.buffer);
    const length = all.length < 12 ? -1 : 12 + view.getUint32(0, true);
    if (length < 0 || all.length < length) {
      if (all.length > 4096) throw new RangeError('this is no snapshot of an index');
      this.head = all;
      return new Uint8Array(0);
    }
    const size = view.getFloat64(4, true);
    if (length > 4096 || !(size >= 0 && size < 2 ** 33))
      throw new RangeError('this is no snapshot of an index');
    const body = new Uint8Array(size);
    this.sections.set(decoder.decode(all.subarray(12, length)), body);
    this.head = new Uint8Array(0);
    this.body = size > 0 ? body : undefined;
    this.filled = 0;
    return all.subarray(length);
  }

  private fill(body: Uint8Array, rest: Uint8Array): Uint8Array {
    const taken = rest.subarray(0, body.length - this.filled);
    body.set(taken, this.filled);
    this.filled += taken.length;
    if (this.filled === body.length) this.body = undefined;
    return rest.subarray(taken.length);
  }

  /** Puts what was read into an empty index of the same configuration. */
  finish(index: FlatIndex): void {
    if (this.body || this.head.length > 0) throw new RangeError('the snapshot ends too early');
    const signature = decoder.decode(this.sections.get('signature') ?? new Uint8Array(0));
    if (signature !== signatureOf(index))
      throw new RangeError('a snapshot of another engine or configuration');
    for (const [prefix, part] of partsOf(index)) part.load(new Sections(this.sections, prefix));
  }
}
