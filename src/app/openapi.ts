import { z } from 'zod';
import { Problem, type RouteContract } from '#lib/contract';
import { rooms } from './rooms.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' }) as Json;
}

function parametersOf(contract: RouteContract): Json[] {
  const from = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }));
  };
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: contract.access !== 'public',
    schema: { type: 'string', maxLength: 200 },
  };
  return [
    ...from(contract.params, 'path'),
    ...from(contract.query, 'query'),
    ...(contract.method === 'POST' ? [key] : []),
  ];
}

function operationOf(contract: RouteContract, tag: string): Json {
  const status = String(contract.status ?? 200);
  const problem = {
    description: 'RFC 9457',
    content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
  };
  return {
    tags: [tag],
    summary: contract.summary,
    parameters: parametersOf(contract),
    ...(contract.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(contract.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: contract.summary,
        ...(contract.response && status !== '204'
          ? { content: { 'application/json': { schema: schemaOf(contract.response, 'output') } } }
          : {}),
      },
      default: problem,
    },
    ...(contract.access === 'public' ? { security: [] } : {}),
  };
}

/** OpenAPI 3.0 of every route, made from the contracts that the server enforces. */
export function openApiDocument(serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const room of rooms) {
    for (const { contract } of room.routes ?? []) {
      (paths[`/api/v1${contract.path}`] ??= {})[contract.method.toLowerCase()] = operationOf(
        contract,
        room.name,
      );
    }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Serepok', version: '1', license: { name: 'Apache-2.0' } },
    servers: [{ url: serverUrl }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'serepok_phien' } } },
    security: [{ session: [] }],
    paths,
  };
}
