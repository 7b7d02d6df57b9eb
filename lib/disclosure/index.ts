export {
  type Box,
  isSmall,
  type Options,
  type Protected,
  protectLine,
  protectRows,
  protectTable,
  type Table,
  type Verdict,
} from './protect.ts';
