import type { MediaType } from './rules.ts';

export const errorCodes = {
  not_found: 404,
  empty: 422,
  too_large: 413,
  name_not_allowed: 422,
  type_not_allowed: 415,
  content_differs_from_name: 415,
  unsafe_content: 422,
  storage_full: 507,
  storage_unavailable: 503,
  damaged: 500,
} as const;

/** What other rooms keep of a stored file. */
export interface StoredFile {
  readonly objectId: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  readonly size: number;
  readonly mediaType: MediaType;
}
