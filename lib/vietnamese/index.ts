export { foldWide, splitNameNotes, type AnnotatedName } from './alternates.ts';
export { apostrophes, cleanLines, cleanText, unifyApostrophes, unifyD } from './clean.ts';
export {
  datesAgree,
  formatDate,
  formatLongDate,
  isRealDate,
  parseDate,
  toIsoDate,
  type PartialDate,
} from './dates.ts';
export { fold, foldForSearch, foldWords, isSameFolded } from './fold.ts';
export { decodeTelexWord, decodeViqrWord, decodeVniKeysWord } from './keyboard.ts';
export {
  decodeLegacy,
  detectLegacy,
  normaliseText,
  repairText,
  type Detection,
  type Repair,
  type TextSystem,
} from './legacy.ts';
export { encodeLegacy } from './legacy-encode.ts';
export { formatDong, formatNumber, parseDong } from './money.ts';
export {
  capitaliseName,
  compareNames,
  nameSortKey,
  normaliseName,
  parseName,
  type NameForm,
  type PersonName,
} from './name.ts';
export { defaultNameTables, type NameTables } from './name-tables.ts';
export { dongToWords, numberToWords, type WordOptions } from './number-words.ts';
export { formatPhone, mobilePrefixChanges2018, parsePhone, toInternationalPhone } from './phone.ts';
export {
  canonicalTone,
  composeSyllable,
  hasVietnameseMarks,
  isSyllable,
  isUnmarkedSyllable,
  parseSyllable,
  splitTones,
  toneOrder,
  type Syllable,
  type Tone,
} from './syllable.ts';
