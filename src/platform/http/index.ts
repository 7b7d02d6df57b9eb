export * from './handler.ts';
export { onceByKey } from './idempotency.ts';
export { asAppError, errors, problemOf, sentenceBook } from './problem.ts';
export { createServer, fastifyPath, nobody, type ServerOptions } from './server.ts';
export { texts } from './texts.ts';
export { http } from './room.ts';
