import { parseDate, type PartialDate } from '#lib/vietnamese';
import { derTag, encodeUnsigned } from './der.ts';
import type { Sex } from './personal-number.ts';
import { encodeTlv, readTlvs, type Tlv } from './tlv.ts';

/** Vietnamese text of the chip. Every field is optional: cards of 2024 may encode parts by the authority's own algorithm. */
export interface Dg13Fields {
  personalNumber?: string;
  name?: string;
  birth?: PartialDate;
  sex?: Sex;
  nationality?: string;
  ethnicity?: string;
  religion?: string;
  origin?: string;
  residence?: string;
  marks?: string;
  issued?: PartialDate;
  expiry?: PartialDate | 'none';
  father?: string;
  mother?: string;
  spouse?: string;
  cmnd?: string;
  cardCode?: string;
}

export type Dg13 =
  | { state: 'readable'; fields: Dg13Fields; texts: ReadonlyMap<number, string[]> }
  | { state: 'opaque'; bytes: Uint8Array };

const stringTags: readonly number[] = [derTag.utf8, derTag.printable, derTag.octetString, 0x16, 0x1a];
const maxDepth = 12;

function readSafely(bytes: Uint8Array): Tlv[] {
  try {
    return readTlvs(bytes);
  } catch {
    return [];
  }
}

function textsOf(element: Tlv, depth: number): string[] {
  if (stringTags.includes(element.tag)) return [new TextDecoder('utf-8').decode(element.value).trim()];
  if (!element.constructed || depth > maxDepth) return [];
  return readSafely(element.value).flatMap((child) => textsOf(child, depth + 1));
}

// An entry is a SEQUENCE whose first child is a one-byte INTEGER, followed by text and by no further entry.
function entryOf(element: Tlv, children: Tlv[]): { index: number; values: string[] } | undefined {
  const [first, ...rest] = children;
  if (element.tag !== derTag.sequence || first?.tag !== derTag.integer || first.value.length !== 1)
    return undefined;
  if (rest.some((child) => holdsEntry(child, 0))) return undefined;
  const values = rest.flatMap((child) => textsOf(child, 0));
  return values.length > 0 ? { index: first.value[0] ?? 0, values } : undefined;
}

function holdsEntry(element: Tlv, depth: number): boolean {
  if (!element.constructed || depth > maxDepth) return false;
  const children = readSafely(element.value);
  const startsWithIndex = children.length > 1 && children[0]?.tag === derTag.integer;
  return (
    (element.tag === derTag.sequence && startsWithIndex) ||
    children.some((child) => holdsEntry(child, depth + 1))
  );
}

// Walks without trusting the outline: some writers put a version or an OID before the list.
function collect(element: Tlv, texts: Map<number, string[]>, depth: number): void {
  if (!element.constructed || depth > maxDepth) return;
  const children = readSafely(element.value);
  const entry = entryOf(element, children);
  if (entry) {
    if (!texts.has(entry.index)) texts.set(entry.index, entry.values);
    return;
  }
  for (const child of children) collect(child, texts, depth + 1);
}

const sexes: Readonly<Record<string, Sex>> = { nam: 'male', nữ: 'female', m: 'male', f: 'female' };

function expiryOf(text: string | undefined): PartialDate | 'none' | undefined {
  if (text === undefined) return undefined;
  return /^không/i.test(text) ? 'none' : parseDate(text);
}

// Index meanings 1-13 agree in four independent public sources, 14 and 15 in two, 16 in one; none is official.
function fieldsOf(texts: ReadonlyMap<number, string[]>): Dg13Fields {
  const text = (index: number, part = 0): string | undefined => {
    const found = texts.get(index)?.[part]?.normalize('NFC');
    return found === '' ? undefined : found;
  };
  const date = (index: number) => parseDate(text(index) ?? '');
  const fields: Dg13Fields = {
    personalNumber: text(1),
    name: text(2),
    birth: date(3),
    sex: sexes[(text(4) ?? '').toLowerCase()],
    nationality: text(5),
    ethnicity: text(6),
    religion: text(7),
    origin: text(8),
    residence: text(9),
    marks: text(10),
    issued: date(11),
    expiry: expiryOf(text(12)),
    father: text(13),
    mother: text(13, 1),
    spouse: text(14),
    cmnd: text(15),
    cardCode: text(16),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** DG13, tag 6D. Never throws: what cannot be read is `opaque`, which is a normal state and no sign of forgery. */
export function decodeDg13(bytes: Uint8Array): Dg13 {
  const texts = new Map<number, string[]>();
  for (const element of readSafely(bytes)) if (element.tag === 0x6d) collect(element, texts, 0);
  return texts.size === 0
    ? { state: 'opaque', bytes }
    : { state: 'readable', fields: fieldsOf(texts), texts };
}

/** Writes DG13 as cards do: SEQUENCE { SET OF SEQUENCE { INTEGER index, UTF8String … } }. */
export function encodeDg13(texts: ReadonlyMap<number, string | string[]>): Uint8Array {
  const utf8 = (text: string) => encodeTlv(derTag.utf8, new TextEncoder().encode(text.normalize('NFC')));
  const entries = [...texts].map(([index, value]) => {
    const content = typeof value === 'string' ? utf8(value) : encodeTlv(derTag.sequence, ...value.map(utf8));
    return encodeTlv(derTag.sequence, encodeUnsigned(Uint8Array.of(index)), content);
  });
  return encodeTlv(0x6d, encodeTlv(derTag.sequence, encodeTlv(derTag.set, ...entries)));
}
