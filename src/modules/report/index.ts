export type { Report, ReportRow } from './contract.ts';
export { openDocument } from './documents.ts';
export { makeReport } from './make-report.ts';
export { report } from './module.ts';
