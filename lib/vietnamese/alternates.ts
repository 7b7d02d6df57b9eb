import { fold } from './fold.ts';
import { defaultNameTables, type NameTables } from './name-tables.ts';

// Where both spellings of the vowel are in use: after these consonants at the end of a syllable (Mỹ/Mĩ, Thy/Thi, Quý/Quí).
const finalY = /^(gh|h|k|kh|l|m|n|ph|qu|s|t|th|tr|v)y$/;

function spreadPairs(tables: NameTables): ReadonlyMap<string, string> {
  return new Map(tables.regionalPairs.map(([north, south]) => [south, north]));
}

const defaultPairs = spreadPairs(defaultNameTables);

/**
 * A wider blind key than `fold`, for finding candidates only: i and y are one (Thy = Thi), regional forms of a name are
 * one (Huỳnh = Hoàng, Võ = Vũ). Different people share it; never decide on it.
 */
export function foldWide(text: string, tables: NameTables = defaultNameTables): string {
  const pairs = tables === defaultNameTables ? defaultPairs : spreadPairs(tables);
  return fold(text)
    .split(' ')
    .map((word) => pairs.get(word) ?? word.replace(finalY, '$1i'))
    .join(' ');
}

export interface AnnotatedName {
  name: string;
  /** What was taken off: titles, brackets, remarks. */
  notes: string[];
}

const titles = /^(?:ông|bà|anh|chị|cụ|cháu|em|cô|chú|bác)\.?:? (?=\p{L}\S* \p{L})/iu;
const remarks = /(?:[\s,;-]+(đã chết|chết|đã mất|chủ hộ|chuyển đi|tạm vắng)|\s*[,;-]\s*(con|vợ|chồng))\.?$/iu;

/**
 * Takes titles in front (Ông, Bà …), brackets, and remarks at the end (chủ hộ, đã chết …) off a name typed into a list.
 * The title goes only when a name of two words is left, so "Anh Thư" stays.
 */
export function splitNameNotes(text: string): AnnotatedName {
  const notes: string[] = [];
  const keep = (whole: string, note: string | undefined) => {
    notes.push((note ?? whole).replace(/^[\s,;-]+/, '').trim());
    return ' ';
  };
  let name = text.normalize('NFC').replace(/[([{]([^)\]}]*)[)\]}]/g, keep);
  name = name.trim().replace(titles, (title) => keep(title, title));
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.trim().replace(remarks, keep).trim();
  }
  return { name: name.replace(/\s+/g, ' ').trim(), notes: notes.filter(Boolean) };
}
