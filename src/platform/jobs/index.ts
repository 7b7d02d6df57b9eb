export { enqueue, type NewJob } from './enqueue.ts';
export { jobs } from './room.ts';
