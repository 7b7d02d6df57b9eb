import { concat } from './bytes.ts';
import { splitHashes } from './compact-range.ts';
import { testEntry } from './fixtures.ts';
import { genesisLink, linkHash } from './hash.ts';
import type { LogItem } from './log-items.ts';
import { TILE_WIDTH } from './tile.ts';

type Entry = Extract<LogItem, { kind: 'entry' }>;
type Draw = (below: number) => number;

export interface Mutation {
  readonly name: string;
  readonly items: readonly LogItem[];
  /** Kinds of finding of which one must be reported at (or over) one of the positions. */
  readonly kinds: readonly string[];
  readonly positions: readonly number[];
}

type Mutate = (items: readonly LogItem[], draw: Draw) => Mutation;

function entryIndexes(items: readonly LogItem[]): number[] {
  return items.flatMap((item, i) => (item.kind === 'entry' ? [i] : []));
}

function entryAt(items: readonly LogItem[], index: number): Entry {
  const item = items[index];
  if (item?.kind !== 'entry') throw new Error('not an entry');
  return item;
}

function pick(items: readonly LogItem[], draw: Draw): { index: number; entry: Entry } {
  const indexes = entryIndexes(items);
  const index = indexes[draw(indexes.length)] ?? 0;
  return { index, entry: entryAt(items, index) };
}

/** Gives every entry the number of its place, as somebody would who wants to hide a gap. */
function renumber(items: readonly LogItem[]): LogItem[] {
  let position = 0;
  return items.map((item) => (item.kind === 'entry' ? { ...item, position: position++ } : item));
}

function replaceAt(items: readonly LogItem[], index: number, item: LogItem): LogItem[] {
  return items.map((old, i) => (i === index ? item : old));
}

function flipped(bytes: Uint8Array, draw: Draw): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = draw(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
  return copy;
}

function alter(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const bytes = flipped(entry.entry ?? new Uint8Array(1), draw);
  return {
    name: 'a bit of an entry flipped',
    items: replaceAt(items, index, { ...entry, entry: bytes }),
    kinds: ['altered'],
    positions: [entry.position],
  };
}

function rewriteField(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  return {
    name: 'an entry written anew with another action',
    items: replaceAt(items, index, { ...entry, entry: testEntry(entry.position, 'dossier.refuse') }),
    kinds: ['altered'],
    positions: [entry.position],
  };
}

function remove(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const rest = items.filter((_, i) => i !== index);
  const name = 'an entry removed';
  return {
    name,
    items: draw(2) === 0 ? rest : renumber(rest),
    kinds: ['removed', 'truncated'],
    positions: [entry.position],
  };
}

function removeRun(items: readonly LogItem[], draw: Draw): Mutation {
  const indexes = entryIndexes(items);
  const from = draw(indexes.length);
  const gone = new Set(indexes.slice(from, from + 2 + draw(400)));
  const rest = items.filter((_, i) => !gone.has(i));
  const name = 'a run of entries removed';
  return {
    name,
    items: draw(2) === 0 ? rest : renumber(rest),
    kinds: ['removed', 'truncated'],
    positions: [from],
  };
}

function swap(items: readonly LogItem[], draw: Draw): Mutation {
  const indexes = entryIndexes(items);
  const a = draw(indexes.length - 1);
  const b = draw(2) === 0 ? a + 1 : a + 1 + draw(indexes.length - a - 1);
  const [first, second] = [entryAt(items, indexes[a] ?? 0), entryAt(items, indexes[b] ?? 0)];
  let out = replaceAt(items, indexes[a] ?? 0, second);
  out = replaceAt(out, indexes[b] ?? 0, first);
  return {
    name: 'two entries swapped',
    items: draw(2) === 0 ? out : renumber(out),
    kinds: ['reordered'],
    positions: [a, b],
  };
}

function move(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const rest = items.filter((_, i) => i !== index);
  const indexes = entryIndexes(rest);
  const to = indexes[draw(indexes.length)] ?? 0;
  const target = to === index ? (indexes[0] ?? 0) : to;
  const out = [...rest.slice(0, target), entry, ...rest.slice(target)];
  const sameOrder = entryIndexes(out).every((i, n) => entryAt(out, i).position === n);
  if (sameOrder) return swap(items, draw);
  const neighbours = [entry.position, entry.position - 1, entry.position + 1];
  return {
    name: 'an entry moved',
    items: draw(2) === 0 ? out : renumber(out),
    kinds: ['reordered'],
    positions: neighbours,
  };
}

function duplicate(items: readonly LogItem[], draw: Draw): Mutation {
  const { entry } = pick(items, draw);
  const indexes = entryIndexes(items);
  const to = indexes[draw(indexes.length)] ?? 0;
  const out = [...items.slice(0, to), { ...entry, line: 1_000_000 }, ...items.slice(to)];
  return {
    name: 'an entry duplicated',
    items: draw(2) === 0 ? out : renumber(out),
    kinds: ['duplicated'],
    positions: [entry.position],
  };
}

function insert(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const forged: Entry = { ...entry, entry: testEntry(5_000_000 + draw(1000)), line: 1_000_000 };
  const out = [...items.slice(0, index), forged, ...items.slice(index)];
  return {
    name: 'a forged entry inserted',
    items: draw(2) === 0 ? out : renumber(out),
    kinds: ['inserted'],
    positions: [entry.position],
  };
}

function truncate(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const cut = items.slice(0, index);
  const tail = items.slice(index).filter((item) => item.kind !== 'entry');
  const out = draw(2) === 0 ? cut : [...cut, ...tail];
  return { name: 'the end cut off', items: out, kinds: ['truncated'], positions: [entry.position] };
}

function relabel(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const position = entry.position + 1 + draw(50);
  return {
    name: 'a number changed',
    items: replaceAt(items, index, { ...entry, position }),
    kinds: ['misnumbered'],
    positions: [entry.position],
  };
}

function tileIndexes(items: readonly LogItem[]): number[] {
  return items.flatMap((item, i) => (item.kind === 'tile' ? [i] : []));
}

function spoilTile(items: readonly LogItem[], draw: Draw): Mutation {
  const indexes = tileIndexes(items);
  const index = indexes[draw(indexes.length)] ?? 0;
  const tile = items[index];
  if (tile?.kind !== 'tile') throw new Error('not a tile');
  const how = draw(3);
  const spoilt: LogItem =
    how === 0
      ? { ...tile, hashes: flipped(tile.hashes, draw) }
      : { ...tile, hashes: tile.hashes.subarray(1) };
  const out = how === 2 ? items.filter((_, i) => i !== index) : replaceAt(items, index, spoilt);
  const first = tile.index * TILE_WIDTH;
  return {
    name: 'a tile of hashes spoilt',
    items: out,
    kinds: ['index'],
    positions: [first, first + TILE_WIDTH],
  };
}

/** The strongest forger without a key: alters an entry and computes every later hash anew. */
function rewriteHistory(items: readonly LogItem[], draw: Draw): Mutation {
  const { index, entry } = pick(items, draw);
  const bytes = testEntry(7_000_000 + draw(1000));
  const altered = replaceAt(items, index, { ...entry, entry: bytes });
  const header = items[0];
  let link = genesisLink(header?.kind === 'header' ? header.origin : '');
  let hashes: Uint8Array[] = [];
  const out = altered.map((item): LogItem => {
    if (item.kind === 'entry' && item.entry !== undefined) {
      link = linkHash(link, item.entry);
      hashes.push(link);
    }
    if (item.kind !== 'tile') return item;
    const tile = { ...item, hashes: concat(hashes.slice(0, splitHashes(item.hashes).length)) };
    hashes = [];
    return tile;
  });
  return { name: 'history rewritten', items: out, kinds: ['rewritten'], positions: [entry.position] };
}

function forgeCheckpoint(items: readonly LogItem[], draw: Draw): Mutation {
  const indexes = items.flatMap((item, i) => (item.kind === 'checkpoint' ? [i] : []));
  const index = indexes[draw(indexes.length)] ?? 0;
  const item = items[index];
  if (item?.kind !== 'checkpoint') throw new Error('not a checkpoint');
  const size = Number(item.note.split('\n')[1]);
  const note =
    draw(2) === 0
      ? item.note.replace(`\n${size}\n`, `\n${size - 1}\n`)
      : item.note.replace(/[A-Z]=*\n$/, '7==\n');
  const out = replaceAt(items, index, { kind: 'checkpoint', note: note === item.note ? `${note}x` : note });
  const first = Math.floor((size - 1) / TILE_WIDTH) * TILE_WIDTH;
  return { name: 'a checkpoint forged', items: out, kinds: ['checkpoint'], positions: [first] };
}

export const mutations: readonly Mutate[] = [
  alter,
  rewriteField,
  remove,
  removeRun,
  swap,
  move,
  duplicate,
  insert,
  truncate,
  relabel,
  spoilTile,
  rewriteHistory,
  forgeCheckpoint,
];
