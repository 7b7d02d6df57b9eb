export { publishPurposes, readPurposes } from './publish-purposes.ts';
export { basis } from './room.ts';
