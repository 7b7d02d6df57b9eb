import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { RouteContract } from '#lib/contract';
import { errors as httpErrors, fastifyPath } from '#platform/http';

type Shape = z.ZodType;
type Out<S> = S extends Shape ? z.output<S> : undefined;

export interface Served<P, B> {
  readonly params: Out<P>;
  readonly body: Out<B>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function parse(schema: Shape | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const { success, data } = schema.safeParse(value);
  if (!success) throw httpErrors.error('invalid_input');
  return data;
}

/**
 * A contract's route that is not one transaction: a sign-in step that fails must leave its trace (a counted failure,
 * a used challenge), so each step is several short acts of the house. Answers are never kept under an Idempotency-Key.
 */
export function serve<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  server: FastifyInstance,
  contract: RouteContract<P, Q, B, R>,
  run: (served: Served<P, B>) => Promise<z.input<R>>,
): void {
  server.route({
    method: contract.method,
    url: fastifyPath(contract.path),
    handler: async (request, reply) => {
      const answer = await run({
        params: parse(contract.params, request.params) as Out<P>,
        body: parse(contract.body, request.body) as Out<B>,
        request,
        reply,
      });
      return reply.code(contract.status ?? 200).send(contract.response?.parse(answer) ?? answer);
    },
  });
}
