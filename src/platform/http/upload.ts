import type { FastifyRequest } from 'fastify';
import { errors } from './problem.ts';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file name as people typed it: some browsers send the accents decomposed. */
const LONGEST_NAME = 1000;

/** The one file of a multipart/form-data request. @throws http.bad_request, http.too_large */
export async function readUpload(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw errors.error('unsupported_media_type');
  const part = await request.file();
  if (!part) throw errors.error('bad_request');
  if (part.filename.length > LONGEST_NAME) throw errors.error('too_large');
  try {
    return { name: part.filename.normalize('NFC'), bytes: await part.toBuffer() };
  } catch (error) {
    throw errors.error('too_large', {}, error);
  }
}
