export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** An error that a user may see: a code with parameters; its sentence is looked up by code. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly params: ErrorParams;

  constructor(code: string, options: { status: number; params?: ErrorParams; cause?: unknown }) {
    super(code, { cause: options.cause });
    this.code = code;
    this.status = options.status;
    this.params = options.params ?? {};
  }
}

type Catalogue = Readonly<Record<string, number>>;

export interface ErrorSet<C extends Catalogue> {
  readonly module: string;
  readonly statuses: Readonly<Record<string, number>>;
  error(code: keyof C & string, params?: ErrorParams, cause?: unknown): AppError;
}

/** Declares a module's errors once: local code → HTTP status. The full code is `<module>.<code>`. */
export function defineErrors<const C extends Catalogue>(module: string, catalogue: C): ErrorSet<C> {
  const statuses = Object.fromEntries(
    Object.entries(catalogue).map(([code, status]) => [`${module}.${code}`, status]),
  );
  return {
    module,
    statuses,
    error: (code, params = {}, cause) =>
      new AppError(`${module}.${code}`, { status: catalogue[code] ?? 500, params, cause }),
  };
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
