export { makePaper, type PaperOrder } from './make-paper.ts';
export { oneStop } from './module.ts';
export { issuerData } from './paper-data.ts';
export type { Stationery } from './ports.ts';
