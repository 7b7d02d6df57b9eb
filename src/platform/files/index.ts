export type { StoredFile } from './contract.ts';
export { errors as fileErrors } from './errors.ts';
export { type OpenedFile, readFile } from './read-file.ts';
export { files } from './room.ts';
export {
  ATTACHMENTS,
  cleanName,
  MEDIA_TYPES,
  type MediaType,
  OWN_OUTPUT,
  type UploadPolicy,
} from './rules.ts';
export { type FileStorage, openFolderStorage, StorageError } from './storage.ts';
export { type CheckedFile, checkFile, type NewFile, storeFile } from './store-file.ts';
export { releaseFiles, rewrapKeys, sweepObjects, sweepStrays } from './sweep.ts';
