export { kept } from './kept.ts';
export { edition } from './room.ts';
