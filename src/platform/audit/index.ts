export { audit } from './room.ts';
