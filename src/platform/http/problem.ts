import { AppError, type Language, type Problem, type Texts, defineErrors, fill } from '#lib/contract';

export const errors = defineErrors('http', {
  bad_request: 400,
  invalid_input: 422,
  not_found: 404,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  idempotency_key_missing: 400,
  idempotency_key_reused: 409,
  origin_refused: 403,
  unavailable: 503,
  internal: 500,
});

export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface ProblemInput {
  readonly error: AppError;
  readonly language: Language;
  readonly requestId: string;
  readonly fields?: readonly FieldError[];
}

export type SentenceBook = ReadonlyMap<string, { readonly vi: string; readonly en: string }>;

export function sentenceBook(texts: readonly Texts[]): SentenceBook {
  return new Map(texts.flatMap((text) => Object.entries(text.errors)));
}

export function problemOf(book: SentenceBook, input: ProblemInput): Problem {
  const { error, language, requestId, fields } = input;
  const sentence = book.get(error.code);
  return {
    type: `https://serepok.invalid/loi/${error.code}`,
    title: sentence ? fill(sentence, language, error.params) : error.code,
    status: error.status,
    code: error.code,
    params: error.params as Record<string, string | number | boolean | null>,
    requestId,
    ...(fields ? { fields: [...fields] } : {}),
  };
}

const statusCodes: Readonly<Record<number, keyof typeof codesByStatus>> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'unavailable',
};
const codesByStatus = {
  bad_request: 1,
  not_found: 1,
  too_large: 1,
  unsupported_media_type: 1,
  too_many_requests: 1,
  unavailable: 1,
} as const;

/** Whatever was thrown, as an error a user may see; nothing internal leaves on 5xx. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const status = (thrown as { statusCode?: number }).statusCode ?? 500;
  const code = statusCodes[status];
  return code ? errors.error(code, {}, thrown) : errors.error('internal', {}, thrown);
}
