import {
  type QueryKey,
  type UseMutationOptions,
  type UseQueryOptions,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import type { Problem, RouteContract } from '#lib/contract';
import type { z } from 'zod';

type Shape = z.ZodType;
type In<S> = S extends Shape ? z.input<S> : unknown;
type Out<S> = S extends Shape ? z.output<S> : unknown;
type Part<Name extends string, Value> = unknown extends Value
  ? { [N in Name]?: undefined }
  : { [N in Name]: Value };

/** What a call to this route must be given; parts the contract does not name may not be given. */
export type InputOf<C> =
  C extends RouteContract<infer P, infer Q, infer B, Shape>
    ? Part<'params', In<P>> & Part<'query', In<Q>> & Part<'body', In<B>>
    : never;
export type AnswerOf<C> = C extends RouteContract<Shape, Shape, Shape, infer R> ? Out<R> : never;

type AnyContract = Pick<RouteContract, 'method' | 'path'>;
type AnyInput = { params?: unknown; query?: unknown; body?: unknown };
export type CallOptions = {
  signal?: AbortSignal;
  /** The same key sent again is the same act: kept by the caller across retries of one submit. */
  idempotencyKey?: string;
  ifMatch?: string;
  /** The basis on which an officer reads personal data. */
  basisId?: string;
};

/** Anything but a success: a problem of the server (RFC 9457), or no answer at all (status 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

export function pathOf(path: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(`${values[name] as string | number}`),
  );
}

export function queryOf(query: unknown): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values)
      if (one !== undefined && one !== null && one !== '') found.append(name, String(one));
  }
  const text = found.toString();
  return text ? `?${text}` : '';
}

function headersOf(method: string, input: AnyInput, options: CallOptions): Headers {
  const headers = new Headers({
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  });
  if (input.body !== undefined && !(input.body instanceof FormData))
    headers.set('content-type', 'application/json');
  if (method !== 'GET') headers.set('idempotency-key', options.idempotencyKey ?? crypto.randomUUID());
  if (options.ifMatch) headers.set('if-match', options.ifMatch);
  if (options.basisId) headers.set('x-basis-id', options.basisId);
  return headers;
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined) return undefined;
  return body instanceof FormData ? body : JSON.stringify(body);
}

async function problemFrom(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Problem;
    return typeof body.code === 'string' ? body : null;
  } catch {
    return null;
  }
}

async function send(contract: AnyContract, input: AnyInput, options: CallOptions): Promise<Response> {
  const url = `/api/v1${pathOf(contract.path, input.params)}${queryOf(input.query)}`;
  try {
    return await fetch(url, {
      method: contract.method,
      headers: headersOf(contract.method, input, options),
      body: bodyOf(input.body),
      credentials: 'same-origin',
      signal: options.signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, null);
  }
}

/** One call to the API, typed by its contract. The server validates; here the types are trusted. */
export async function call<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
  input: InputOf<RouteContract<P, Q, B, R>>,
  options: CallOptions = {},
): Promise<Out<R>> {
  const response = await send(contract, input as AnyInput, options);
  if (!response.ok) throw new ApiError(response.status, await problemFrom(response));
  if (response.status === 204) return undefined as Out<R>;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Out<R>;
}

export function keyOf(contract: AnyContract, input?: unknown): QueryKey {
  return input === undefined ? [contract.path] : [contract.path, input];
}

type ReadOptions<R> = Partial<
  Pick<UseQueryOptions<R, ApiError>, 'enabled' | 'refetchInterval' | 'staleTime' | 'retry'>
> &
  Pick<CallOptions, 'basisId'>;

/** Reads a route and keeps the answer fresh. */
export function useRead<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
  input: InputOf<RouteContract<P, Q, B, R>>,
  { basisId, ...options }: ReadOptions<Out<R>> = {},
) {
  return useQuery<Out<R>, ApiError>({
    queryKey: keyOf(contract, input),
    queryFn: ({ signal }) => call(contract, input, { signal, basisId }),
    ...options,
  });
}

type WriteInput<C> = { input: InputOf<C> } & CallOptions;

/** Writes through a route. A repeat of the same press carries the same key. */
export function useWrite<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
  options: Pick<
    UseMutationOptions<Out<R>, ApiError, WriteInput<RouteContract<P, Q, B, R>>>,
    'onSuccess' | 'onError'
  > = {},
) {
  return useMutation<Out<R>, ApiError, WriteInput<RouteContract<P, Q, B, R>>>({
    mutationFn: ({ input, ...rest }) => call(contract, input, rest),
    ...options,
  });
}
