export { errors } from './errors.ts';
export { type CatalogFile, exportSheets, readCatalogFolder } from './files.ts';
export { type ImportResult, importSheets, listRows, publishRow, rebuild } from './import-sheets.ts';
export { type Projector, projector } from './project.ts';
export { catalog } from './room.ts';
export { texts } from './texts.ts';
