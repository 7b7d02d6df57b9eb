import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Ctx, Principal } from '#platform/runtime';
import type { RouteContract } from '#lib/contract';

type Out<S, D = unknown> = S extends z.ZodType ? z.output<S> : D;

export interface Input<P, Q, B> {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
}

/** For the few routes that speak something else than JSON (downloads, redirects, raw bodies). */
export interface RawExchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Handler {
  readonly contract: RouteContract;
  readonly action: string;
  readonly mode: 'read' | 'write';
  /** Who acts instead of the one who asks: the system, for webhooks that prove themselves by a signature. */
  readonly as?: Principal;
  /** Read by the header `X-Basis-Id`; the basis on which personal data are read. */
  readonly run: (
    ctx: Ctx,
    input: Input<z.ZodType, z.ZodType, z.ZodType>,
    raw: RawExchange,
  ) => Promise<unknown>;
}

/**
 * Binds a contract to a use case. A GET is a read, everything else a write, unless `mode` says otherwise
 * (a search by POST is a read).
 */
export function handle<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: RouteContract<P, Q, B, R>,
  binding: {
    readonly action: string;
    readonly mode?: 'read' | 'write';
    readonly as?: Principal;
    readonly run: (ctx: Ctx, input: Input<P, Q, B>, raw: RawExchange) => Promise<z.input<R> | void>;
  },
): Handler {
  return {
    contract: contract as unknown as RouteContract,
    action: binding.action,
    mode: binding.mode ?? (contract.method === 'GET' ? 'read' : 'write'),
    ...(binding.as ? { as: binding.as } : {}),
    run: binding.run as unknown as Handler['run'],
  };
}
