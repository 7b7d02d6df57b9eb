export { deliver } from './deliver.ts';
export { events } from './room.ts';
export { relayEvents } from './relay.ts';
