export { drain, prepareQueue, startWorker, type WorkerOptions } from './worker.ts';
