/**
 * A log as a stream of items, whatever it is read from. The entries of a tile come first, then the checkpoints whose
 * size falls into it, then the tile itself; at the end the entries not yet sequenced, then `end`.
 */
export type LogItem =
  | { readonly kind: 'header'; readonly origin: string; readonly keys: readonly string[] }
  | EntryItem
  | { readonly kind: 'checkpoint'; readonly note: string }
  | { readonly kind: 'tile'; readonly index: number; readonly hashes: Uint8Array }
  | { readonly kind: 'pending'; readonly entry: Uint8Array; readonly opened?: Openings }
  | { readonly kind: 'end'; readonly size: number; readonly pending: number };

export interface EntryItem {
  readonly kind: 'entry';
  /** The position the source claims; what counts is the chain. */
  readonly position: number;
  /** Canonical bytes; undefined when the source could not be read at this place. */
  readonly entry: Uint8Array | undefined;
  /** Where in the source: line of a file, or any running number. */
  readonly line: number;
  readonly opened?: Openings;
}

/** Values of sealed fields with their salts, in an export made for somebody who may read them. */
export type Openings = Readonly<Record<string, { readonly salt: Uint8Array; readonly value: string }>>;

export interface LogSource {
  /** Starts reading from the beginning; called twice when something was found that needs a second look. */
  open(): AsyncIterable<readonly LogItem[]>;
}
