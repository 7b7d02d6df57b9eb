export * from './handler.ts';
export { onceByKey } from './idempotency.ts';
export { asAppError, errors, problemOf, sentenceBook } from './problem.ts';
export { createServer, fastifyPath, nobody, type ServerOptions } from './server.ts';
export { texts } from './texts.ts';
export { http } from './room.ts';
export { readUpload, type UploadedFile } from './upload.ts';
export { type OutgoingFile, sendFile } from './send-file.ts';
