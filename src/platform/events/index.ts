export { deliver } from './deliver.ts';
export { events } from './room.ts';
