export { readDate, readNumber, readSex, type CellReading, type Sex } from './cells.ts';
export { clueOf, type ContentClue } from './content.ts';
export { CsvParser, type Delimiter, delimiters, detectDelimiter } from './csv.ts';
export { type CharacterSet, detectEncoding, encodingName, type TextEncoding } from './encoding.ts';
export { type AddedColumns, type ExportOptions, exportTable, withAddedColumns } from './export-table.ts';
export { type Column, findHeader, type Header, headerFingerprint, mergedNotices } from './header.ts';
export {
  type ColumnGuess,
  fieldFor,
  guessMapping,
  isExponent,
  type Mapping,
  type MappingGuess,
  recall,
  SURE,
} from './mapping.ts';
export {
  columnLetter,
  columnOfLetters,
  sentenceOf,
  type Severity,
  TabularError,
  type TabularNotice,
} from './notice.ts';
export { personReader, type PersonRow, type PersonValues, type ReadOptions } from './person-row.ts';
export { checkSector, guessSector, type SectorGuess } from './sector.ts';
export { type ByteSource, bytesSource, defaultLimits, type ReadLimits } from './source.ts';
export { firstRows, type OpenOptions, openTable, type RawRow, type Table } from './table.ts';
export * from './texts.ts';
export { dateText, type MergedArea } from './xlsx-sheet.ts';
export { type CellRows, type CsvOptions, harmless, writeCsv } from './write-csv.ts';
export { writeXlsx, type XlsxOptions } from './write-xlsx.ts';
