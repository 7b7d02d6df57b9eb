export { operations } from './room.ts';
