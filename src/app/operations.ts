import type { FastifyInstance } from 'fastify';
import client from 'prom-client';
import { sql } from 'kysely';
import type { House } from './compose.ts';
import { openApiDocument } from './openapi.ts';

interface QueueFigures {
  readonly waiting: number;
  readonly failed: number;
  readonly unsequenced: number;
}

async function queueFigures(house: House): Promise<QueueFigures> {
  const jobs = await house.pools.jobs.query<{ waiting: number; failed: number }>(
    'select count(*) filter (where attempts < max_attempts)::int as waiting, count(*) filter (where attempts >= max_attempts)::int as failed from graphile_worker.jobs',
  );
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit.unsequenced`.execute(
    house.runner.db,
  );
  return {
    waiting: jobs.rows[0]?.waiting ?? 0,
    failed: jobs.rows[0]?.failed ?? 0,
    unsequenced: rows[0]?.count ?? 0,
  };
}

function metricsOf(house: House): { registry: client.Registry; requests: client.Histogram } {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const requests = new client.Histogram({
    name: 'serepok_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: (figures: QueueFigures) => number) =>
    new client.Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(read(await queueFigures(house)));
      },
    });
  gauge('serepok_jobs_waiting', 'Jobs that wait or run', (figures) => figures.waiting);
  gauge(
    'serepok_jobs_failed',
    'Jobs that failed for good: an operator must look',
    (figures) => figures.failed,
  );
  gauge(
    'serepok_audit_unsequenced',
    'Audit entries without a position yet',
    (figures) => figures.unsequenced,
  );
  return { registry, requests };
}

/** Health, metrics and the interface description: for operators and other systems. */
export function addOperations(server: FastifyInstance, house: House): void {
  const { registry, requests } = metricsOf(house);
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await sql`select 1`.execute(house.runner.db).then(
      () => true,
      () => false,
    );
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'database unavailable' });
  });
  server.get('/metrics', async (request, reply) => {
    const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
    if (!isLocal) return reply.callNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  server.get('/api/v1/openapi.json', () => openApiDocument(house.config.publicUrl));
}
