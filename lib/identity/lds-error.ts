export type LdsErrorCode =
  | 'lds_truncated'
  | 'lds_too_long'
  | 'lds_too_deep'
  | 'lds_unexpected_tag'
  | 'lds_missing_field'
  | 'lds_bad_value';

/** A data group, certificate or CMS structure that cannot be read. `code` is stable; `message` is for developers. */
export class LdsError extends Error {
  readonly code: LdsErrorCode;

  constructor(code: LdsErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.name = 'LdsError';
    this.code = code;
  }
}
