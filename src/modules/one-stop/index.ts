export { oneStop } from './module.ts';
export type { Stationery } from './ports.ts';
