export type { EngineStatus, PopulationEngine } from './engine-port.ts';
export { addEdition } from './hand-in-file.ts';
export { confirmMapping, importStep } from './import-steps.ts';
export { createList, listLists } from './manage-lists.ts';
export { matching } from './module.ts';
export { type Act, createPopulationHost, systemAct } from './population-host.ts';
export { publishListKinds } from './publish-kinds.ts';
export { requestRun } from './run-steps.ts';
