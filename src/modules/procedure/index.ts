export { importCatalogue } from './import-catalogue.ts';
export { procedure } from './module.ts';
export { getDefinition, getDefinitionOn } from './store.ts';
