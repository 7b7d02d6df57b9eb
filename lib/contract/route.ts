import type { z } from 'zod';

type Shape = z.ZodType;

export interface RouteContract<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Shape = Shape,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response?: R;
  readonly status?: 200 | 201 | 202 | 204;
  /** `public`: no sign-in needed. Default: somebody must be signed in. */
  readonly access?: 'public' | 'signed-in';
}

/** Declares a route. Isomorphic: the server binds it, the web app calls it, OpenAPI is made from it. */
export function route<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
): RouteContract<P, Q, B, R> {
  return contract;
}

export type ParamsOf<C> = C extends { readonly params?: infer P }
  ? P extends Shape
    ? z.output<P>
    : undefined
  : undefined;
export type QueryOf<C> = C extends { readonly query?: infer Q }
  ? Q extends Shape
    ? z.output<Q>
    : undefined
  : undefined;
export type BodyOf<C> = C extends { readonly body?: infer B }
  ? B extends Shape
    ? z.output<B>
    : undefined
  : undefined;
export type ResponseOf<C> = C extends { readonly response?: infer R }
  ? R extends Shape
    ? z.input<R>
    : undefined
  : undefined;
